import { failureOf } from '../all-or-none';
import type { BuiltCharm } from './build-charm';

/**
 * Packed charms in the order in which they were asked for, and by their names.
 *
 * @public
 */
export interface BuiltCharms extends ReadonlyArray<string> {
  readonly byName: Readonly<Record<string, string>>;
}

/**
 * Builds several charms side by side. When one fails, the others are built to their end: what is packed is kept for the
 * next time.
 *
 * @throws the error of the one that failed; AggregateError where several did
 * @internal
 */
export async function buildCharms(
  paths: readonly (string | URL)[],
  build: (path: string | URL) => Promise<BuiltCharm>,
): Promise<BuiltCharms> {
  const outcomes = await Promise.allSettled(paths.map((path) => build(path)));
  const failure = failureOf('charms could not be built', outcomes);
  if (failure) throw failure;
  const built = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const byName = Object.fromEntries(built.map(({ name, files }) => [name, files[0] ?? '']));
  const charms = built.map(({ files }) => files[0] ?? '');
  // Not to be seen where the list is printed or compared.
  return Object.defineProperty(charms, 'byName', { value: Object.freeze(byName) }) as unknown as BuiltCharms;
}
