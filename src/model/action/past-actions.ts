import type * as wire from '../../juju/wire-types';
import { actionTag } from '../../juju/tags';
import { type ActionResult, actionResult } from './action-result';
import { type CallLimits, leftOf } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import { listOperations } from './operations';

/** As many as are asked for at a time. */
const pageSize = 50;

/**
 * The actions and commands that were run on the units of a model, as they are now, the oldest first.
 *
 * @internal
 */
export async function pastActions(core: ModelCore, limits: CallLimits = {}): Promise<ActionResult[]> {
  const left = leftOf(limits, core.clock);
  const operations = await listOperations(core, left());
  const listed = operations.flatMap(({ actions }) => actions.map(({ id }) => ({ tag: actionTag(id) })));
  const actions: wire.ActionResult[] = [];
  // Juju 3 lists them without what came of them.
  for (let at = 0; at < listed.length; at += pageSize) {
    const params = { entities: listed.slice(at, at + pageSize) };
    const answer = await core.call<wire.ActionResults>('Action', 'Actions', params, left());
    actions.push(...(answer.results ?? []));
  }
  const known = actions.filter(({ error }) => !error);
  return known.map(actionResult).sort((a, b) => Number(a.id) - Number(b.id));
}
