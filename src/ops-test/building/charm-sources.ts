import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { isLeftByTests } from '../../model/charm/of-tests';
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

/** Folders that are not the charm's, though they may lie in its folder. @internal */
export interface OtherFolders {
  /** What is in these does not count at all. */
  readonly temporary: readonly string[];
  /** That there are folders in these does not count: what is left there comes and goes. */
  readonly outputs: readonly string[];
}

/**
 * Sums up the sources of a charm: two folders with the same sum are packed to the same charm.
 *
 * @returns a hash of the names, contents and permissions of all that counts
 * @internal
 */
export async function charmSources(folder: string, others: OtherFolders): Promise<string> {
  const own = await readFile(join(folder, '.charmignore'), 'utf8').catch(() => '');
  const real = (paths: readonly string[]) =>
    Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  const walk = new SourceWalk(await realpath(folder), ignoreRules(`${noSources}\n${own}`), {
    temporary: await real(others.temporary),
    outputs: await real(others.outputs),
  });
  return walk.digest();
}

class SourceWalk {
  readonly #root: string;
  readonly #ignores: IgnoreRules;
  readonly #others: OtherFolders;
  readonly #hash = createHash('sha256');
  /** Folders outside that links lead to; they may lead in circles. */
  readonly #followed = new Set<string>();

  constructor(root: string, ignores: IgnoreRules, others: OtherFolders) {
    this.#root = root;
    this.#ignores = ignores;
    this.#others = others;
  }

  async digest(): Promise<string> {
    await this.#folder(this.#root, '');
    return this.#hash.digest('hex');
  }

  async #folder(absolute: string, path: string): Promise<void> {
    const entries = await readdir(absolute, { withFileTypes: true });
    const isOutput = () => this.#others.outputs.some((output) => isIn(absolute, output));
    if (entries.length === 0 && !isOutput()) this.#add('folder', path);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const whole = join(absolute, entry.name);
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (this.#isNone(whole, below, entry.isDirectory())) continue;
      await this.#entry(entry, whole, below);
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

  /** What a link leads to within the charm is counted there, if it counts there; what it leads to elsewhere, here. */
  async #link(absolute: string, path: string): Promise<void> {
    const target = await readlink(absolute);
    this.#add('link', path, target);
    const real = await realpath(resolve(dirname(absolute), target)).catch(() => undefined);
    if (real === undefined || (isIn(real, this.#root) && !(await this.#isLeftOut(real)))) return;
    if (this.#followed.has(real)) return;
    this.#followed.add(real);
    if ((await stat(real)).isDirectory()) await this.#folder(real, path);
    else await this.#file(real, path);
  }

  #isNone(absolute: string, path: string, isFolder: boolean): boolean {
    return (
      this.#ignores(path, isFolder) || isLeftByTests(absolute) || this.#others.temporary.includes(absolute)
    );
  }

  /** Whether the walk passes over something in the charm's folder, or over a folder that it is in. */
  async #isLeftOut(real: string): Promise<boolean> {
    const names = relative(this.#root, real).split(sep);
    for (let depth = 1; depth <= names.length; depth++) {
      const path = names.slice(0, depth).join('/');
      const absolute = join(this.#root, path);
      // A file taken for a folder may only count twice.
      if (this.#isNone(absolute, path, true)) return true;
      if (await exists(join(absolute, 'pyvenv.cfg'))) return true;
    }
    return false;
  }

  #add(...parts: readonly string[]): void {
    this.#hash.update(`${JSON.stringify(parts)}\n`);
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
