import { toMilliseconds } from '../../duration';
import { JujuError } from '../../errors';
import type { RemoveStorageOptions } from './model-storage';

const nanosecondsPerMillisecond = 1e6;

/** Go's measure of `maxWait`, which only what goes by force has. @internal */
export function nanosecondsOf(
  { force = false, maxWait }: Pick<RemoveStorageOptions, 'force' | 'maxWait'>,
  what: string,
): number | undefined {
  if (maxWait === undefined) return undefined;
  if (force) return Math.round(toMilliseconds(maxWait, 'maxWait') * nanosecondsPerMillisecond);
  throw new JujuError(`${what}: maxWait says when a hook is skipped; it needs force: true`, {
    code: 'not valid',
  });
}
