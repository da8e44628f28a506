import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CharmError } from '../errors';
import { isOfTests } from './of-tests';

/** Something in a charm's folder that belongs into its archive. @internal */
export type CharmEntry =
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly absolute: string;
      readonly isExecutable: boolean;
    }
  | { readonly kind: 'link'; readonly name: string; readonly target: string }
  | { readonly kind: 'folder'; readonly name: string };

/**
 * What a charm's folder holds, in the order of the names: all but what is no part of a charm, which are hidden files
 * and folders, packed charms, `build` and virtual environments of Python at its top, and what is of its tests.
 *
 * @throws CharmError for a link that leads out of the charm, and for what cannot be in an archive
 * @internal
 */
export function walkCharm(root: string): CharmEntry[] {
  return namesIn(root)
    .filter((name) => !isForeign(root, name))
    .flatMap((name) => entriesOf(root, name));
}

function isForeign(root: string, name: string): boolean {
  return (
    name.startsWith('.') ||
    name === 'build' ||
    name.endsWith('.charm') ||
    existsSync(join(root, name, 'pyvenv.cfg'))
  );
}

function entriesOf(root: string, name: string): CharmEntry[] {
  const absolute = join(root, name);
  if (isOfTests(absolute, root)) return [];
  const link = linkTarget(absolute);
  if (link !== undefined) return [{ kind: 'link', name, target: checkedTarget(root, name, link) }];
  const stats = statSync(absolute);
  if (stats.isFile()) return [{ kind: 'file', name, absolute, isExecutable: (stats.mode & 0o100) !== 0 }];
  if (!stats.isDirectory()) {
    throw new CharmError(`${name} in the charm at ${root} is neither a file nor a folder nor a link`, root);
  }
  const names = namesIn(absolute);
  if (names.length === 0) return [{ kind: 'folder', name }];
  return names.flatMap((child) => entriesOf(root, `${name}/${child}`));
}

function namesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    // Not a link.
    if ((error as NodeJS.ErrnoException).code === 'EINVAL') return undefined;
    throw error;
  }
}

/** Juju refuses an archive whose links lead out of it. */
function checkedTarget(root: string, name: string, target: string): string {
  const end = relative(root, resolve(root, dirname(name), target));
  const isInside = !target.startsWith('/') && end !== '..' && !end.startsWith(`..${sep}`);
  if (isInside) return target;
  throw new CharmError(
    `The link ${name} in the charm at ${root} leads out of it (to ${target}): Juju takes only links within a charm`,
    root,
  );
}
