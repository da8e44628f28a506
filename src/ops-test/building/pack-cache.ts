import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { formatDuration } from '../../duration';
import { ensureFolder } from '../../ensure-folder';
import type { BuildScene } from './build-scene';
import { cacheFolder, privateFolder } from './cache-folder';
import { fileDigest } from './file-digest';
import { placeFile } from './place-file';

const dayMs = 24 * 60 * 60 * 1000;
/** After this a charm is packed anew: dependencies without a fixed version have new ones meanwhile. */
const longestLifeMs = 7 * dayMs;
/** How many are kept; those that were not used for the longest time go first. */
const mostEntries = 20;

interface Entry {
  readonly charm: string;
  /** When it was packed: ISO 8601. */
  readonly packed: string;
  readonly files: readonly { readonly name: string; readonly digest: string }[];
}

/** What was found of a packed charm. @internal */
export interface CachedCharm {
  readonly files: readonly string[];
  /** `5m12s ago`. */
  readonly when: string;
}

/**
 * Packed charms, kept for all test files, workers and runs of a user.
 *
 * An entry is a folder that appears at once, whole, and is not changed any more. Whatever goes wrong with it costs no
 * more than the time to pack the charm.
 *
 * @internal
 */
export class PackCache {
  readonly #folder: string;
  readonly #report: (line: string) => void;

  private constructor(folder: string, report: (line: string) => void) {
    this.#folder = folder;
    this.#report = report;
  }

  /** The one that the options choose; `undefined` where they want none, or none can be had. */
  static of({ options, env, rootDir, report }: BuildScene): PackCache | undefined {
    const { charmCache = true } = options;
    if (charmCache === false) return undefined;
    try {
      const isOurs = charmCache === true;
      const folder = isOurs ? privateFolder(join(cacheFolder(env), 'charms')) : resolve(rootDir, charmCache);
      ensureFolder(folder);
      return new PackCache(folder, report);
    } catch (error) {
      report(`packed charms are not kept: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** Puts copies of what was packed into a folder; `undefined` where there is nothing, or nothing whole. */
  async take(key: string, into: string): Promise<CachedCharm | undefined> {
    const folder = join(this.#folder, key);
    try {
      const entry = await readEntry(folder);
      const ageMs = Date.now() - Date.parse(entry.packed);
      if (!(ageMs < longestLifeMs)) return undefined;
      const files: string[] = [];
      for (const { name, digest } of entry.files)
        files.push(await placeFile(join(folder, name), into, digest));
      const now = new Date();
      await utimes(join(folder, 'entry.json'), now, now);
      return { files, when: `${formatDuration(Math.max(0, ageMs))} ago` };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.#report(`a packed charm that was kept cannot be used: ${(error as Error).message}`);
      }
      return undefined;
    }
  }

  /** Keeps what was packed. That it cannot be kept is reported only. */
  async put(key: string, charm: string, paths: readonly string[]): Promise<void> {
    const part = join(this.#folder, `part-${randomUUID()}`);
    try {
      await mkdir(part, { mode: 0o700 });
      const files: { name: string; digest: string }[] = [];
      for (const path of paths) {
        const name = basename(path);
        await copyFile(path, join(part, name));
        files.push({ name, digest: await fileDigest(join(part, name)) });
      }
      const entry: Entry = { charm, packed: new Date().toISOString(), files };
      await writeFile(join(part, 'entry.json'), JSON.stringify(entry));
      await this.#discard(key);
      await rename(part, join(this.#folder, key));
      await this.#prune();
    } catch (error) {
      this.#report(`the packed charm ${charm} is not kept: ${(error as Error).message}`);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
  }

  /** What is older than its life, what is too much, and what was left half made long ago. */
  async #prune(): Promise<void> {
    const names = await readdir(this.#folder);
    const used = await Promise.all(names.map(async (name) => ({ name, at: await this.#usedAt(name) })));
    const isEntry = (name: string) => /^[0-9a-f]{64}$/.test(name);
    const entries = used.filter(({ name }) => isEntry(name)).sort((a, b) => b.at - a.at);
    const tooMany = entries.slice(mostEntries);
    const tooOld = entries.filter(({ at }) => Date.now() - at > longestLifeMs);
    const halfMade = used.filter(
      ({ name, at }) => /^part-[0-9a-f-]{36}$/.test(name) && Date.now() - at > dayMs,
    );
    for (const { name } of new Set([...tooMany, ...tooOld, ...halfMade])) await this.#discard(name);
  }

  async #usedAt(name: string): Promise<number> {
    const path = join(this.#folder, name);
    const stats = await stat(join(path, 'entry.json')).catch(() => stat(path).catch(() => undefined));
    return stats?.mtimeMs ?? 0;
  }

  /** Nobody finds it half removed. */
  async #discard(name: string): Promise<void> {
    const gone = join(this.#folder, `part-${randomUUID()}`);
    try {
      await rename(join(this.#folder, name), gone);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    await rm(gone, { recursive: true, force: true });
  }
}

async function readEntry(folder: string): Promise<Entry> {
  return JSON.parse(await readFile(join(folder, 'entry.json'), 'utf8')) as Entry;
}
