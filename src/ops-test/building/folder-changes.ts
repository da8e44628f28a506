import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { fingerprint } from './fingerprint';

/** What a program that failed has left, by name. @internal */
export interface Remainder {
  /** What was there already, and is another now. */
  readonly rewritten: readonly string[];
  /** What has come, and could not be taken away. */
  readonly stuck: readonly string[];
}

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
   * @param isOthers - whether what is at a path has come from elsewhere, and stays
   */
  async undo(isOthers: (path: string) => boolean): Promise<Remainder> {
    const now = await fingerprints(this.#folder);
    const rewritten: string[] = [];
    const stuck: string[] = [];
    for (const [name, print] of now) {
      const path = join(this.#folder, name);
      if (this.#before.get(name) === print || isOthers(path)) continue;
      if (this.#before.has(name)) rewritten.push(name);
      // What root has made in a folder of its own only root can take away: the rest goes nevertheless.
      else if (!(await isRemoved(path))) stuck.push(name);
    }
    return { rewritten, stuck };
  }
}

async function isRemoved(path: string): Promise<boolean> {
  try {
    await rm(path, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

async function fingerprints(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    found.set(name, await fingerprint(join(folder, name)));
  }
  return found;
}
