import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';

import { fileDigest } from './file-digest';
import { type IgnoreRules, ignoreRules } from './ignore-rules';

/**
 * What is in a charm's folder and no source of it: what version control, editors and tests leave there, what was packed,
 * and tests. A `.charmignore` adds to it, and takes away with `!`.
 *
 * Not what git ignores: libraries that `charmcraft fetch-libs` gets, or a generated version file, are packed all the same.
 */
const noSources = `
.git
.hg
.svn
.bzr
.charmignore
.tox/
.nox/
.venv/
__pycache__/
*.py[co]
.mypy_cache/
.pytest_cache/
.ruff_cache/
.hypothesis/
.coverage
.idea/
.vscode/
.DS_Store
.jest-operator/
node_modules/
/coverage/
/htmlcov/
/*.charm
/tests/
/test/
/__tests__/
`;

/**
 * Sums up the sources of a charm: two folders with the same sum are packed to the same charm.
 *
 * @returns a hash of the names, contents and permissions of all that counts
 * @internal
 */
export async function charmSources(folder: string): Promise<string> {
  const own = await readFile(join(folder, '.charmignore'), 'utf8').catch(() => '');
  const walk = new SourceWalk(await realpath(folder), ignoreRules(`${noSources}\n${own}`));
  return walk.digest();
}

class SourceWalk {
  readonly #root: string;
  readonly #ignores: IgnoreRules;
  readonly #hash = createHash('sha256');
  /** Folders outside that links lead to; they may lead in circles. */
  readonly #followed = new Set<string>();

  constructor(root: string, ignores: IgnoreRules) {
    this.#root = root;
    this.#ignores = ignores;
  }

  async digest(): Promise<string> {
    await this.#folder(this.#root, '');
    return this.#hash.digest('hex');
  }

  async #folder(absolute: string, path: string): Promise<void> {
    const entries = await readdir(absolute, { withFileTypes: true });
    if (entries.length === 0) this.#add('folder', path);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (this.#ignores(below, entry.isDirectory())) continue;
      await this.#entry(entry, join(absolute, entry.name), below);
    }
  }

  async #entry(entry: Dirent, absolute: string, path: string): Promise<void> {
    if (entry.isSymbolicLink()) await this.#link(absolute, path);
    else if (entry.isDirectory()) await this.#directory(absolute, path);
    else if (entry.isFile()) await this.#file(absolute, path);
    else this.#add('other', path);
  }

  async #directory(absolute: string, path: string): Promise<void> {
    // A virtual environment of Python, by whatever name.
    if (await exists(join(absolute, 'pyvenv.cfg'))) return;
    await this.#folder(absolute, path);
  }

  async #file(absolute: string, path: string): Promise<void> {
    const { mode } = await stat(absolute);
    this.#add(mode & 0o100 ? 'program' : 'file', path, await fileDigest(absolute));
  }

  /** What a link within the charm leads to is counted there; what it leads to outside, here. */
  async #link(absolute: string, path: string): Promise<void> {
    const target = await readlink(absolute);
    this.#add('link', path, target);
    const real = await realpath(resolve(dirname(absolute), target)).catch(() => undefined);
    if (real === undefined || real === this.#root || real.startsWith(this.#root + sep)) return;
    if (this.#followed.has(real)) return;
    this.#followed.add(real);
    if ((await stat(real)).isDirectory()) await this.#folder(real, path);
    else await this.#file(real, path);
  }

  #add(...parts: readonly string[]): void {
    this.#hash.update(`${JSON.stringify(parts)}\n`);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
