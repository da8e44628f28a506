import type { CharmBase, CharmContents } from './charm';
import type { CharmFiles } from './charm-files';
import type { YamlMap } from './yaml-map';
import { basesOf, checkUnified } from './read-charmcraft';
import { CharmError } from './charm-error';
import { checkMetadata } from './check-metadata';
import { openArchive } from './archive-files';
import { openDirectory } from './directory-files';
import { readActions } from './read-actions';
import { readConfig } from './read-config';
import { readLxdProfile } from './read-lxd-profile';
import { readManifest } from './read-manifest';
import { readMetadata } from './read-metadata';
import { readYamlMap } from './yaml-document';

/**
 * Reads a `.charm` archive.
 *
 * @throws CharmError when Juju would not take it
 * @internal
 */
export async function readCharmArchive(archive: Buffer): Promise<CharmContents> {
  return await readCharm(await openArchive(archive));
}

/**
 * Reads the directory of a charm, packed or not.
 *
 * @param directory - with a `metadata.yaml`, or a `charmcraft.yaml` that stands for all files
 * @throws CharmError when Juju would not take it
 * @example
 * ```ts
 * const { meta } = await readCharmDirectory('./charms/web');
 * expect([...meta.requires.keys()]).toEqual(['database']);
 * ```
 *
 * @public
 */
export async function readCharmDirectory(directory: string): Promise<CharmContents> {
  return await readCharm(await openDirectory(directory));
}

async function readCharm(files: CharmFiles): Promise<CharmContents> {
  const charmcraft = await document(files, 'charmcraft.yaml');
  const metadata = (await document(files, 'metadata.yaml', 'metadata: ')) ?? unified(charmcraft);
  const meta = readMetadata(metadata);
  const bases = await readBases(files, charmcraft);
  checkMetadata(metadata.file, meta, bases.length > 0);
  const config = (await document(files, 'config.yaml')) ?? part(charmcraft, 'config');
  const actions = (await document(files, 'actions.yaml')) ?? part(charmcraft, 'actions');
  const profile = await document(files, 'lxd-profile.yaml');
  return {
    meta,
    config: config === undefined ? new Map() : readConfig(config),
    actions: actions === undefined ? new Map() : readActions(meta.name, actions),
    manifest: { bases },
    lxdProfile: profile === undefined ? undefined : readLxdProfile(profile),
    version: ((await files.read('version')) ?? '').trim(),
    revision: await readRevision(files),
    runnable: files.paths.some((path) => path === 'dispatch' || path.startsWith('hooks/')),
    files: files.paths,
  };
}

async function document(files: CharmFiles, file: string, prefix?: string): Promise<YamlMap | undefined> {
  const text = await files.read(file);
  return text === undefined ? undefined : readYamlMap(file, text, prefix);
}

function unified(charmcraft: YamlMap | undefined): YamlMap {
  if (charmcraft === undefined) {
    throw new CharmError(
      '',
      'archive file "metadata.yaml" not found',
      'A charm has a metadata.yaml or a charmcraft.yaml at its top: is this the directory of a charm, or what `charmcraft pack` made?',
    );
  }
  checkUnified(charmcraft);
  return charmcraft;
}

function part(charmcraft: YamlMap | undefined, key: string): YamlMap | undefined {
  return charmcraft?.has(key) === true ? charmcraft.map(key) : undefined;
}

async function readBases(files: CharmFiles, charmcraft: YamlMap | undefined): Promise<CharmBase[]> {
  const manifest = await document(files, 'manifest.yaml');
  if (manifest !== undefined) return readManifest(manifest);
  return charmcraft === undefined ? [] : basesOf(charmcraft);
}

async function readRevision(files: CharmFiles): Promise<number> {
  const text = (await files.read('revision'))?.trim();
  if (text === undefined) return 0;
  if (!/^[0-9]+$/.test(text))
    throw new CharmError('revision', 'invalid revision file', 'It holds a whole number, or is not there.');
  return Number(text);
}
