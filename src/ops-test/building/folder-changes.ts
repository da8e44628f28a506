import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What is in a folder, as it was at one time: what a program that failed has made of it shows against it.
 *
 * @internal
 */
export class FolderChanges {
  readonly #folder: string;
  readonly #before: ReadonlyMap<string, string>;

  private constructor(folder: string, before: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#before = before;
  }

  static async since(folder: string): Promise<FolderChanges> {
    return new FolderChanges(folder, await fingerprints(folder));
  }

  /**
   * Takes away what has come since then: it may be half made.
   *
   * @returns the names of what was there already and is another now
   */
  async undo(): Promise<readonly string[]> {
    const now = await fingerprints(this.#folder);
    const changed = [...now].filter(([name, fingerprint]) => this.#before.get(name) !== fingerprint);
    const isNew = ([name]: readonly [string, string]) => !this.#before.has(name);
    for (const [name] of changed.filter(isNew)) await rm(join(this.#folder, name), { recursive: true });
    return changed.filter((entry) => !isNew(entry)).map(([name]) => name);
  }
}

async function fingerprints(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    const { ino, size, mtimeNs, ctimeNs } = await lstat(join(folder, name), { bigint: true });
    found.set(name, [ino, size, mtimeNs, ctimeNs].join(' '));
  }
  return found;
}
