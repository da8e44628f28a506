import type { Duration } from '../../duration';
import { JujuError } from '../../errors';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, Deadline } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { EntityNotFoundError } from '../errors';
import { nanosecondsOf } from '../calls/max-wait';
import type { ModelCore } from '../model-core';
import { isEnd } from './relation-end';
import type { RelationStatus, Status, UnitStatus } from '../status/status';
import { GoneJudge } from '../waiting/gone-judge';

/** How to remove a relation. @public */
export interface RemoveRelationOptions extends CallLimits {
  /** Resolve only when it is gone. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting for it to go; its removal goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
  /** Do not let a failed hook or an absent agent stop the removal. Default: `false`. */
  readonly force?: boolean;
  /** With `force`: how long each step may take before it is skipped, in Juju's time; 0 skips at once. Default: a minute. */
  readonly maxWait?: Duration;
}

/**
 * Removes the one relation that joins two ends, `application` or `application:endpoint`.
 *
 * @throws EntityNotFoundError where there is none; JujuError with the code `ambiguous` where there are several
 * @internal
 */
export async function removeRelation(
  core: ModelCore,
  ends: readonly [string, string],
  options: RemoveRelationOptions,
): Promise<void> {
  const { signal, timeout } = options;
  const deadline = new Deadline(core.clock, timeout ?? '10m');
  const status = await core.refresh({ signal, timeout });
  await removeRelationById(core, relationOf(core, status, ends).id, { ...options, timeout: deadline.leftMs });
}

/** @internal */
export async function removeRelationById(
  core: ModelCore,
  id: number,
  options: RemoveRelationOptions,
): Promise<void> {
  checkKeys(options, ['wait', 'force', 'maxWait', 'signal', 'timeout'], 'removeRelation');
  const { wait = true, signal, timeout } = options;
  const deadline = new Deadline(core.clock, timeout ?? '10m');
  const params = destroyParams(id, options);
  const joined = (before: Status) => before.relations.find((relation) => relation.id === id);
  const command = {
    what: `the relation ${String(id)} was removed`,
    // Each of its units leaves it, and hears of the others leaving.
    concerns: ({ application }: UnitStatus, before: Status) =>
      joined(before)?.endpoints.some((end) => end.application === application) ?? false,
    limits: { signal, timeout },
  };
  await core.touching(command, async (_, limits) => {
    await core.call('Application', 'DestroyRelation', params, limits);
    core.leavingRelations.add(id);
    return {};
  });
  if (!wait) return;
  await core.wait(new GoneJudge({ relations: [id] }), {
    signal,
    timeoutMs: deadline.leftMs,
  });
}

function destroyParams(id: number, options: RemoveRelationOptions): wire.DestroyRelation {
  const maxWait = nanosecondsOf(options, 'removeRelation');
  return {
    'relation-id': id,
    ...(options.force && { force: true }),
    ...(maxWait !== undefined && { 'max-wait': maxWait }),
  };
}

function relationOf(
  { fullName }: ModelCore,
  { relations }: Status,
  ends: readonly [string, string],
): RelationStatus {
  const [one, other] = ends;
  const joining = relations.filter((relation) => joins(relation, one, other));
  const [only, ...others] = joining;
  if (only === undefined) {
    const known = relations.filter(({ endpoints }) => endpoints.length > 1).map(({ key }) => `"${key}"`);
    throw new EntityNotFoundError(
      `There is no relation of "${one}" with "${other}" in ${fullName}; ` +
        (known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`),
    );
  }
  if (others.length === 0) return only;
  throw new JujuError(
    `"${one}" and "${other}" are in several relations in ${fullName}: ${joining.map(({ key }) => `"${key}"`).join(', ')}. ` +
      'Name the endpoints of the one to remove, as "application:endpoint".',
    { code: 'ambiguous' },
  );
}

function joins({ endpoints: [first, second] }: RelationStatus, one: string, other: string): boolean {
  if (first === undefined || second === undefined) return false;
  return (isEnd(first, one) && isEnd(second, other)) || (isEnd(first, other) && isEnd(second, one));
}
