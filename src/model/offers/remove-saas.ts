import { type Duration } from '../../duration';
import { type CallLimits, Deadline } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import type { Status, UnitStatus } from '../status/status';
import { GoneJudge } from '../waiting/gone-judge';
import { applicationCall, saasParams } from './consume';

/** How to remove a consumed application. @public */
export interface RemoveSaasOptions extends CallLimits {
  /** Resolve only when it is gone. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting for it to go; its removal goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
  /** Do not let a failed hook, or an absent other side, stop the removal. */
  readonly force?: boolean;
}

/** Removes a consumed application with its relations. @internal */
export async function removeSaas(core: ModelCore, name: string, options: RemoveSaasOptions): Promise<void> {
  checkKeys(options, ['wait', 'force', 'signal', 'timeout'], 'removeSaas');
  const { wait = true, force = false, signal, timeout } = options;
  const deadline = new Deadline(core.clock, timeout ?? '10m');
  const command = {
    what: `${name} was removed`,
    concerns: (unit: UnitStatus, before: Status) => isRelated(unit, name, before),
    limits: { signal, timeout },
  };
  await core.touching(command, async (_, limits) => {
    await applicationCall(core, 'DestroyConsumedApplications', saasParams(name, force), limits);
    return {};
  });
  if (!wait) return;
  await core.wait(new GoneJudge({ remoteApplications: [name] }), {
    signal,
    timeoutMs: deadline.leftMs,
  });
}

function isRelated({ application }: UnitStatus, saas: string, { relations }: Status): boolean {
  return relations.some(({ endpoints }) =>
    [application, saas].every((name) => endpoints.some((end) => end.application === name)),
  );
}
