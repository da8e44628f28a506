import { type Duration, toMilliseconds } from '../../duration';
import { checkKeys } from '../../model/calls/check-keys';
import type { CallLimits } from '../../model/calls/call-limits';

/** How much charmcraft says. @public */
export type CharmcraftVerbosity = 'quiet' | 'brief' | 'verbose' | 'debug' | 'trace';

/**
 * How a charm is built.
 *
 * @public
 */
export interface BuildCharmOptions extends CallLimits {
  /** Build for one of the `bases` of an old charmcraft.yaml only: its index, from 0. */
  readonly basesIndex?: number | undefined;
  /** How much charmcraft says; it is shown where the build fails. */
  readonly verbosity?: CharmcraftVerbosity | undefined;
  /**
   * Give all the files that were made, not only the first.
   *
   * @defaultValue `false`
   */
  readonly returnAll?: boolean | undefined;
  /**
   * When to end the build with all its processes, in real time; waiting for another build of the same charm counts.
   *
   * @defaultValue `'30m'`
   */
  readonly timeout?: Duration | undefined;
}

const keys = ['basesIndex', 'verbosity', 'returnAll', 'timeout', 'signal'];
const verbosities: readonly unknown[] = ['quiet', 'brief', 'verbose', 'debug', 'trace'];

/** @throws TypeError for an option that is unknown or of a wrong type @internal */
export function checkBuildCharm(options: BuildCharmOptions): void {
  checkKeys(options, keys, 'buildCharm');
  const { basesIndex, verbosity, returnAll, timeout } = options as Record<keyof BuildCharmOptions, unknown>;
  const refuse = (name: string, expected: string, got: unknown) => {
    throw new TypeError(`${name} must be ${expected}; got ${JSON.stringify(got)}`);
  };
  if (basesIndex !== undefined && !(Number.isSafeInteger(basesIndex) && (basesIndex as number) >= 0)) {
    refuse('basesIndex', 'a whole number from 0', basesIndex);
  }
  if (verbosity !== undefined && !verbosities.includes(verbosity)) {
    refuse('verbosity', `one of ${verbosities.join(', ')}`, verbosity);
  }
  if (returnAll !== undefined && typeof returnAll !== 'boolean') {
    refuse('returnAll', 'true or false', returnAll);
  }
  if (timeout !== undefined) toMilliseconds(timeout as Duration, 'timeout');
}
