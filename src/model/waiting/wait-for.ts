import { type Duration, toMilliseconds } from '../../duration';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';
import { settlePeriodMs } from './touched';
import type { Predicate } from './predicate';
import { PredicateJudge } from './predicate-judge';

/** How to wait for a predicate. @public */
export interface WaitOptions extends CallLimits {
  /** Ends the wait with a `WaitFailedError` when it holds; asked first. */
  readonly error?: Predicate;
  /** How often to look at least, and how far apart the successes must be. Default: `'1s'`. */
  readonly delay?: Duration;
  /** When to give up. Default: `'3m'`. */
  readonly timeout?: Duration;
  /** How often in a row it must hold. Default: 3. */
  readonly successes?: number;
  /** As of `waitForIdle`: how long to wait for a sign of life after a command. Default: `'30s'`. */
  readonly settlePeriod?: Duration;
}

const keys = ['error', 'delay', 'timeout', 'successes', 'settlePeriod', 'signal'];

/** Waits until a predicate holds. @internal */
export async function waitForPredicate(
  core: ModelCore,
  ready: Predicate,
  options: WaitOptions,
): Promise<Status> {
  checkKeys(options, keys, 'wait');
  const { error, delay = '1s', timeout = '3m', successes = 3, settlePeriod, signal } = options;
  for (const [name, predicate] of Object.entries({ ready, error })) checkPredicate(name, predicate);
  if (!Number.isSafeInteger(successes) || successes < 1) {
    throw new TypeError(`successes must be a positive whole number; got ${JSON.stringify(successes)}`);
  }
  const settleMs = settlePeriodMs(settlePeriod, core.scale);
  const delayMs = core.scale.toReal(toMilliseconds(delay, 'delay'));
  return await core.wait(new PredicateJudge(ready, { error, successes, delayMs, settleMs }, core.touches), {
    signal,
    timeoutMs: toMilliseconds(timeout, 'timeout'),
    isBareTimeout: typeof timeout === 'number',
    checkMs: delayMs,
  });
}

function checkPredicate(name: string, predicate: unknown): void {
  if (typeof predicate === 'function' || (name === 'error' && predicate === undefined)) return;
  throw new TypeError(
    `wait needs a function of the status${name === 'error' ? ' as its error' : ''}; got ${JSON.stringify(predicate)}`,
  );
}
