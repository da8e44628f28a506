import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CharmError } from '../errors';

/**
 * Which charm: of this machine, by a path that begins with `./`, `../` or `/`, a `file:` URL, or `{ path }`; of
 * Charmhub, by its name.
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
    throw new CharmError(
      `There is no charm at ${given}${given === absolute ? '' : ` (looked for ${absolute})`}. Was it packed?`,
      given,
      {
        code: 'not found',
      },
    );
  }
  if (/\.ya?ml$/.test(absolute)) {
    throw new CharmError(`${given} is not a charm. If it is a bundle, use deployBundle('${given}').`, given);
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

/** The name of a charm of Charmhub. @internal */
export type StoreCharm = string;

const storeName = /^(?:ch:)?([a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*)$/;

/**
 * The name of the charm, where it is one of Charmhub.
 *
 * @throws CharmError for a name that leads to something in the directory too: who means which?
 * @internal
 */
export function storeNameOf(source: CharmSource, directory: string): StoreCharm | undefined {
  if (typeof source !== 'string') return undefined;
  const [, name] = storeName.exec(source) ?? [];
  if (name === undefined || source.startsWith('ch:') || !existsSync(resolve(directory, source))) return name;
  throw new CharmError(
    `"${source}" may be a charm of Charmhub or what is in ${directory}: write "./${source}" for the one here, ` +
      `"ch:${source}" for the other.`,
    source,
  );
}

/** A bare name is a charm of Charmhub in Juju's words; what is left is none, nor a path. */
function explicitPath(text: string, directory: string): string {
  if (isAbsolute(text) || /^\.{1,2}(?:[/\\]|$)/.test(text)) return text;
  if (text.startsWith('file:')) return fileURLToPath(text);
  const advice = existsSync(resolve(directory, text))
    ? `There is something of that name in ${directory}: write "./${text}" for it.`
    : 'A local charm is given by a path that begins with "./", "../" or "/"; one of Charmhub by its name alone, with the ' +
      'options channel, revision and base.';
  throw new CharmError(`"${text}" is not the path of a charm. ${advice}`, text);
}
