import { type Duration, toMilliseconds, toNanoseconds } from '../../duration';
import { notValid } from '../../errors';

/** Go's measure of `maxWait`, which only what goes by force has. @internal */
export function nanosecondsOf(
  { force = false, maxWait }: { readonly force?: boolean; readonly maxWait?: Duration },
  what: string,
): number | undefined {
  if (maxWait === undefined) return undefined;
  if (force) return toNanoseconds(toMilliseconds(maxWait, 'maxWait'));
  throw notValid(`${what}: maxWait says when a forced removal skips a step; it needs force: true`);
}
