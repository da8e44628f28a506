import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { charmBases } from '../../model/charm/charm-bases';
import { readArchive } from '../../model/charm/read-archive';

/** Node's names of architectures, in Juju's words; the others are called the same. */
const jujuNames: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm: 'armhf',
  ppc64: 'ppc64el',
  ia32: 'i386',
};
const known = new Set(['amd64', 'arm64', 'armhf', 'i386', 'ppc64el', 'riscv64', 's390x']);

/**
 * Packed charms in an order in which the first is the one for this machine, if there is one: most controllers that
 * tests run on have machines of the same architecture.
 *
 * @param charm - the charm's name, with which the names of the files begin
 * @internal
 */
export async function hostArchitectureFirst(
  paths: readonly string[],
  charm: string,
  host: string = jujuNames[process.arch] ?? process.arch,
): Promise<readonly string[]> {
  if (paths.length < 2) return paths;
  const ranked = await Promise.all(
    paths.map(async (path) => ({ path, rank: rankOf(await architecturesOf(path, charm), host) })),
  );
  const byName = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
  return ranked.sort((a, b) => a.rank - b.rank || byName(a.path, b.path)).map(({ path }) => path);
}

function rankOf(architectures: readonly string[], host: string): number {
  if (architectures.includes(host)) return 0;
  return architectures.length === 0 || architectures.includes('all') ? 1 : 2;
}

/** As its name says, else as its manifest does; a platform may have any name. */
async function architecturesOf(path: string, charm: string): Promise<readonly string[]> {
  // The charm may be called after an architecture itself.
  const named = basename(path, '.charm')
    .slice(charm.length)
    .split(/[^a-z0-9]+/)
    .filter((word) => known.has(word));
  if (named.length > 0) return named;
  try {
    const files = await readArchive(await readFile(path), path);
    return charmBases(files, path).flatMap(({ architectures }) => architectures);
  } catch {
    // What is wrong with it, deploying it will tell.
    return [];
  }
}
