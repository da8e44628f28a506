import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeFolder } from '../../../remove-folder';

/**
 * What is in a folder that a charm may change as well. A link that a charm has made leads somewhere in the charm's own jail; for
 * us, who are outside of it, it would lead into the machine. So none is followed on the way to anything.
 *
 * @internal
 */
export class RealFolders {
  /** The folder itself. */
  readonly top: string;
  /** Those that have been looked at: nothing else runs meanwhile that could change them. */
  readonly #real = new Set<string>();

  /** @param top - the folder, which is there itself */
  constructor(top: string) {
    this.top = top;
  }

  /** Makes a folder and those that it is in; where one of these is something else, that is replaced, as Juju does. */
  async make(below: string): Promise<string> {
    let path = this.top;
    for (const name of wordsOf(below)) {
      path = join(path, name);
      if (this.#real.has(path)) continue;
      const found = await lstat(path).catch(() => undefined);
      if (found?.isDirectory() === true) {
        await makeWritable(path, found);
      } else {
        await rm(path, { force: true });
        await mkdir(path);
      }
      this.#real.add(path);
    }
    return path;
  }

  /** Makes way for a file or link: its folder is there, and nothing is at its path, which is returned. */
  async place(below: string): Promise<string> {
    const words = wordsOf(below);
    await this.make(words.slice(0, -1).join('/'));
    const path = join(this.top, ...words);
    await this.#take(path);
    return path;
  }

  /** Removes what is at a path, unless only a link leads there: then it is not in the folder. */
  async remove(below: string): Promise<void> {
    if ((await this.find(below)) !== undefined) await this.#take(join(this.top, ...wordsOf(below)));
  }

  /** What is at a path, if no more than a link; `undefined` where only a link leads there. */
  async find(below: string): Promise<Stats | undefined> {
    const words = wordsOf(below);
    let path = this.top;
    for (const name of words.slice(0, -1)) {
      path = join(path, name);
      if (!(await isFolder(path))) return undefined;
    }
    return await lstat(join(path, words.at(-1) ?? '')).catch(() => undefined);
  }

  async #take(path: string): Promise<void> {
    const folder = dirname(path);
    await makeWritable(folder, await lstat(folder));
    await removeFolder(path);
    if (this.#real.has(path)) this.#real.clear();
  }
}

function wordsOf(below: string): string[] {
  const words = below.split('/').filter((word) => word !== '' && word !== '.');
  if (words.includes('..')) throw new Error(`"${below}" leads out of its folder`);
  return words;
}

/** A charm may have made a folder one that is only to be read: for Juju's agent, which is root, that means nothing. */
async function makeWritable(path: string, { mode }: Stats): Promise<void> {
  if ((mode & 0o700) !== 0o700) await chmod(path, (mode & 0o7777) | 0o700);
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() === true;
}
