import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

const preloaded = ['ops', 'yaml'];

/**
 * Tells the modules of one charm's `venv` from those of another, and from what it was before something was installed
 * into it: by what is installed, with its versions, and by the files of the packages that a fork server imports.
 *
 * @internal
 */
export class ModulesPrints {
  /** What was found, and when the folders had been changed last, by the folder of the modules. */
  readonly #known = new Map<string, { readonly changed: string; readonly print: string }>();

  /**
   * @param charm - its folder
   * @returns a text that is equal for equal modules; that of a charm without a `venv` is empty
   */
  async of(charm: string): Promise<string> {
    const venv = await realpath(join(charm, 'venv')).catch(() => undefined);
    if (venv === undefined) return '';
    const folder = await modulesFolder(venv);
    const folders = [folder, ...preloaded.map((name) => join(folder, name))];
    const changed = (await Promise.all(folders.map(changedAt))).join();
    const known = this.#known.get(folder);
    if (known?.changed === changed) return known.print;
    const print = await takePrint(folder);
    this.#known.set(folder, { changed, print });
    return print;
  }
}

/** A flat `venv` is such a folder itself. */
async function modulesFolder(venv: string): Promise<string> {
  const versions = await readdir(join(venv, 'lib')).catch(() => []);
  const python = versions.find((name) => /^python3\.\d+$/.test(name));
  return python === undefined ? venv : join(venv, 'lib', python, 'site-packages');
}

async function takePrint(folder: string): Promise<string> {
  const hash = createHash('sha256');
  hash.update((await readdir(folder).catch(() => [])).sort().join('\n'));
  for (const name of preloaded) hash.update((await sizes(join(folder, name))).join('\n'));
  return hash.digest('hex');
}

/** `path size` of each source in a package. */
async function sizes(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter(({ name }) => name !== '__pycache__')
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? sizes(path) : [`${entry.name} ${(await stat(path)).size}`];
      }),
  );
  return found.flat();
}

async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
