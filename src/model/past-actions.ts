import type * as wire from '../juju/wire-types';
import { type ActionResult, actionResult } from './action-result';
import type { CallLimits } from './call-limits';
import type { ModelCore } from './model-core';

/** As many as are asked for at a time. */
const pageSize = 50;

/** Nobody reads more. */
const mostPages = 20;

/**
 * The actions and commands that were run on the units of a model, as they are now, the oldest first.
 *
 * @internal
 */
export async function pastActions(core: ModelCore, limits: CallLimits = {}): Promise<ActionResult[]> {
  const operations: wire.OperationResult[] = [];
  for (let page = 0; page < mostPages; page++) {
    const params = { offset: page * pageSize, limit: pageSize };
    const answer = await core.call<wire.OperationResults>('Action', 'ListOperations', params, limits);
    operations.push(...(answer.results ?? []));
    if (answer.truncated !== true) break;
  }
  const listed = operations
    .flatMap(({ actions }) => actions ?? [])
    .flatMap(({ action }) => action?.tag ?? []);
  const actions: wire.ActionResult[] = [];
  // Juju 3 lists them without what came of them.
  for (let at = 0; at < listed.length; at += pageSize) {
    const entities = listed.slice(at, at + pageSize).map((tag) => ({ tag }));
    const answer = await core.call<wire.ActionResults>('Action', 'Actions', { entities }, limits);
    actions.push(...(answer.results ?? []));
  }
  const known = actions.filter(({ error }) => !error);
  return known.map(actionResult).sort((a, b) => Number(a.id) - Number(b.id));
}
