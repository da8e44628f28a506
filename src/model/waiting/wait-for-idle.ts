import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';
import { IdleJudge } from './idle-judge';
import { idleOptions, type WaitForIdleOptions } from './idle-options';

/**
 * Waits until applications are idle. What that means is in three places: {@link IdleJudge} for the whole,
 * `waiting/application-readiness.ts` for one application in one status, `touched.ts` for what came before.
 *
 * @internal
 */
export async function waitForIdle(core: ModelCore, options: WaitForIdleOptions): Promise<Status> {
  const checked = idleOptions(options, core.scale);
  const judge = new IdleJudge(checked, core.touches, core.scale);
  return await core.wait(judge, {
    signal: options.signal,
    timeoutMs: checked.timeoutMs,
    isBareTimeout: typeof options.timeout === 'number',
    checkMs: checked.checkMs,
  });
}
