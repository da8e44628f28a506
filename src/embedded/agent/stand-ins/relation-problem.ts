import type { ScriptContext } from '../scripted/script-context';
import type { ScriptRelation } from '../scripted/script-relation';

/** What is wrong with what the other side of a relation says. @internal */
export class RelationProblem extends Error {}

/** A value of a databag that has to be JSON; `undefined` where it is not there yet. @internal */
export function jsonIn(bag: Readonly<Record<string, string>>, key: string): unknown {
  const text = bag[key];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RelationProblem(`${key} is not JSON: ${text.slice(0, 60)}`);
  }
}

/**
 * Serves each relation of an endpoint, and says in the status what is wrong with one: a stand-in that answered whatever
 * it was asked would make a test pass that fails beside the charm.
 *
 * @param serve - one relation; what it throws as a {@link RelationProblem} is the other side's fault
 * @param status - what to say where nothing is wrong
 * @internal
 */
export function serveRelations(
  ctx: ScriptContext,
  endpoint: string,
  serve: (relation: ScriptRelation) => void,
  status: () => string = () => '',
): void {
  const problems: string[] = [];
  for (const relation of ctx.relations(endpoint)) {
    // A relation that is going asks for nothing any more.
    if (ctx.hook.endsWith('-relation-broken') && relation.id === ctx.relation?.id) continue;
    try {
      serve(relation);
    } catch (error) {
      if (!(error instanceof RelationProblem)) throw error;
      problems.push(`${relation.app} (${endpoint}:${relation.id}): ${error.message}`);
    }
  }
  if (problems.length > 0) ctx.setStatus('blocked', problems.join('; '));
  else ctx.setStatus('active', status());
}

/** The hooks after which an endpoint's relations are to be served again, and the two in which all begins. @internal */
export function servingHooks(
  endpoint: string,
  serve: (ctx: ScriptContext) => void,
): Record<string, (ctx: ScriptContext) => void> {
  const relationHooks = ['changed', 'departed', 'broken'].map((kind) => `${endpoint}-relation-${kind}`);
  const hooks = ['start', 'config-changed', 'leader-elected', ...relationHooks];
  return Object.fromEntries(hooks.map((hook) => [hook, serve]));
}
