import { mkdir } from 'node:fs/promises';
import { JujuError } from '../../../errors';
import type { Charm } from '../../charm/charm';
import { completeCharm } from './complete-charm';
import { copySources } from './copy-sources';
import { RealFolders } from './real-folders';
import { unpackArchive } from './unpack-archive';

/**
 * The folder of a unit's charm. An upgrade replaces the charm as Juju's agent does: files of the old one that the new one has
 * not go, what the charm has made itself stays, except for links where the new one has a folder: no link is followed.
 *
 * @internal
 */
export class CharmFolder {
  readonly path: string;
  readonly #complete: (charm: Charm, folders: RealFolders) => Promise<readonly string[]>;
  #deployed: { readonly key: string; readonly files: readonly string[] } | undefined;
  /** Paths of what is there and no part of the charm. */
  #made: readonly string[] = [];

  /**
   * @param path - of the folder
   * @param complete - makes what a charm needs beside what it has itself; resolves to the paths of it
   */
  constructor(path: string, complete: (charm: Charm, folders: RealFolders) => Promise<readonly string[]>) {
    this.path = path;
    this.#complete = complete;
  }

  /**
   * Makes the folder that of a charm, unless it is that already.
   *
   * @param charm - as the model has it
   * @param source - folder to take it from instead of its archive
   */
  async deploy(charm: Charm, source: string | undefined): Promise<void> {
    const key = `${charm.url} ${source ?? ''}`;
    if (this.#deployed?.key === key) return;
    await mkdir(this.path, { recursive: true });
    const folders = new RealFolders(this.path);
    for (const file of this.#made) await folders.remove(file);
    const files = await this.#expand(charm, source, folders);
    // Of the old one's files only what the new one has is left, before what packing would add is looked for.
    await this.#remove(files, folders);
    this.#made = await completeCharm(folders);
    this.#made = [...this.#made, ...(await this.#complete(charm, folders))];
    this.#deployed = { key, files };
  }

  async #expand(charm: Charm, source: string | undefined, folders: RealFolders): Promise<string[]> {
    if (source !== undefined) return await copySources(source, folders);
    if (charm.archive !== undefined) return await unpackArchive(charm.archive, folders);
    throw new JujuError(
      `charm "${charm.url}" has no archive to run it from. Name its sources: embedded.charms: { "${charm.name}": { source: … } }`,
      { code: 'not found' },
    );
  }

  async #remove(kept: readonly string[], folders: RealFolders): Promise<void> {
    const staying = new Set(kept);
    for (const file of this.#deployed?.files ?? []) {
      if (!isNeeded(file, staying)) await folders.remove(file);
    }
  }
}

/** A folder that the old archive named is needed as long as something of the new one is in it. */
function isNeeded(file: string, staying: ReadonlySet<string>): boolean {
  return staying.has(file) || [...staying].some((path) => path.startsWith(`${file}/`));
}
