import { type Duration, toMilliseconds } from '../duration';
import { JujuError } from '../errors';

const nanosecondsPerMillisecond = 1e6;

/** Go's measure of `maxWait`, which only what goes by force has. @internal */
export function nanosecondsOf(
  { force = false, maxWait }: { readonly force?: boolean; readonly maxWait?: Duration },
  what: string,
): number | undefined {
  if (maxWait === undefined) return undefined;
  if (force) return Math.round(toMilliseconds(maxWait, 'maxWait') * nanosecondsPerMillisecond);
  throw new JujuError(`${what}: maxWait says when a forced removal skips a step; it needs force: true`, {
    code: 'not valid',
  });
}
