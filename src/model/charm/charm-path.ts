import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CharmError } from '../errors';

/**
 * Where a charm is: a path that begins with `./`, `../` or `/`, a `file:` URL, or `{ path }`.
 *
 * @public
 */
export type CharmSource = string | URL | { readonly path: string };

/** A path that is known to lead to something. @internal */
export interface CharmPath {
  /** As it was given, for messages. */
  readonly given: string;
  readonly absolute: string;
  readonly isDirectory: boolean;
}

/**
 * Finds a local charm.
 *
 * @param directory - what relative paths are relative to
 * @throws CharmError where there is nothing, or where what is meant may as well be a name of Charmhub
 * @internal
 */
export function charmPath(source: CharmSource, directory: string): CharmPath {
  const given = pathOf(source, directory);
  const absolute = resolve(directory, given);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (!stats) {
    throw new CharmError(`There is no charm at ${given} (looked for ${absolute}). Was it packed?`, given, {
      code: 'not found',
    });
  }
  return { given, absolute, isDirectory: stats.isDirectory() };
}

function pathOf(source: CharmSource, directory: string): string {
  if (source instanceof URL) return fileURLToPath(source);
  if (typeof source === 'string') return explicitPath(source, directory);
  const path: unknown = (source as { path?: unknown } | undefined)?.path;
  if (typeof path === 'string') return path;
  throw new TypeError(
    `deploy needs a charm: a path such as './my-charm.charm', or { path }; got ${JSON.stringify(source)}`,
  );
}

/** A bare name is a charm of Charmhub in Juju's words, even when there happens to be a folder of that name. */
function explicitPath(text: string, directory: string): string {
  if (isAbsolute(text) || /^\.{1,2}(?:[/\\]|$)/.test(text)) return text;
  if (text.startsWith('file:')) return fileURLToPath(text);
  const advice = existsSync(resolve(directory, text))
    ? `There is something of that name in ${directory}: write "./${text}" for it.`
    : 'A local charm is given by a path that begins with "./", "../" or "/".';
  throw new CharmError(`"${text}" is not the path of a charm. ${advice}`, text);
}
