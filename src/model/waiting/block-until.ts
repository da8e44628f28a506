import { inspect } from 'node:util';

import { type Duration, toMilliseconds } from '../../duration';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import { settlePeriodMs } from './touched';
import { ConditionJudge } from './condition-judge';

/** How to wait for a condition of one's own. @public */
export interface BlockUntilOptions extends CallLimits {
  /** What messages call it. Default: the function's name. */
  readonly label?: string;
  /** When to give up. Default: `'10m'`. */
  readonly timeout?: Duration;
  /** How often to look at least. Default: `'1s'`; more often while things change. */
  readonly checkFrequency?: Duration;
  /** As of `waitForIdle`: how long to wait for a sign of life after a command. Default: `'30s'`. */
  readonly settlePeriod?: Duration;
}

/** What a condition answers when it holds. @public */
export type Truthy<T> = Exclude<T, false | 0 | 0n | '' | null | undefined>;

const keys = ['label', 'timeout', 'checkFrequency', 'settlePeriod', 'signal'];

/** Waits until a condition holds; resolves with what it answered then. @internal */
export async function blockUntil<T>(
  core: ModelCore,
  condition: () => T | Promise<T>,
  options: BlockUntilOptions,
): Promise<Truthy<T>> {
  checkKeys(options, keys, 'blockUntil');
  if (typeof condition !== 'function') {
    throw new TypeError(`blockUntil needs a function; got ${inspect(condition)}`);
  }
  const { label = condition.name, timeout = '10m', checkFrequency = '1s', settlePeriod, signal } = options;
  const goal = label === '' ? 'the condition' : label;
  const judge = new ConditionJudge(goal, condition, settlePeriodMs(settlePeriod, core.scale), core.touches);
  await core.wait(judge, {
    signal,
    timeoutMs: toMilliseconds(timeout, 'timeout'),
    isBareTimeout: typeof timeout === 'number',
    checkMs: core.scale.toReal(toMilliseconds(checkFrequency, 'checkFrequency')),
  });
  return judge.answer as Truthy<T>;
}
