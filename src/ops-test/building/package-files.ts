import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, normalize } from 'node:path';

/** Files that say what a folder's Python packages are. */
const describesPackages =
  /^(?:pyproject\.toml|setup\.(?:py|cfg)|Pipfile|(?:uv|poetry|Pipfile)\.lock|.*(?:requirements|constraints).*\.(?:txt|in))$/;
const list = /\.(?:txt|in)$/;
const listFolder = /requirements|constraints/;
/** What is in these at the charm's top does not count as its sources either. */
const testFolder = /^(?:tests?|__tests__)(?:\/|$)/;
const quotedText = /"[^"\n]+"|'[^'\n]+'/g;
const betweenWords = /[\s'"`=,;#@()[\]{}<>]+/;

/** Whether a file is a list of packages. @internal */
export function isList(name: string): boolean {
  return list.test(name);
}

/**
 * The files in a folder of a charm that say what Python packages it is made of.
 *
 * @param at - the folder, relative to the charm's
 * @returns their names, relative to the charm's folder; none where there is no such folder
 * @internal
 */
export async function packageFiles(charm: string, at = '.'): Promise<readonly string[]> {
  if (!(await isFolder(join(charm, at)))) return [];
  const names: string[] = [];
  for (const entry of await readdir(join(charm, at), { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isDirectory()) {
      if (describesPackages.test(name)) names.push(name);
    } else if (listFolder.test(name)) {
      const below = await readdir(join(charm, at, name));
      names.push(...below.filter(isList).map((file) => join(name, file)));
    }
  }
  return names.sort().map((name) => join(at, name));
}

/**
 * The files that describe the Python projects in folders of a charm that a text names, such as `lib` in
 * `lib = { path = "lib" }`, and the lists of packages that it names. Any word may be such a name.
 *
 * @param bases - what paths in the text are relative to, relative to the charm's folder
 * @internal
 */
export async function projectFilesNamedIn(
  text: string,
  charm: string,
  bases: readonly string[],
): Promise<readonly string[]> {
  const quoted = (text.match(quotedText) ?? []).map((each) => each.slice(1, -1));
  const words = new Set([...text.split(betweenWords), ...quoted]);
  const found: string[] = [];
  for (const base of new Set(bases)) {
    // A lock file has very many words: few of them need a look.
    const near = new Set(await readdir(join(charm, base)));
    for (const word of words) {
      const path = normalize(word.replace(/^\/+/, ''));
      if (near.has(path.split('/', 1)[0] ?? '')) found.push(...(await filesAt(charm, join(base, path))));
    }
  }
  return found;
}

async function filesAt(charm: string, path: string): Promise<readonly string[]> {
  if (testFolder.test(path)) return [];
  if (isList(path)) return describesPackages.test(basename(path)) ? [path] : [];
  if (basename(path) !== '*') return projectFiles(charm, path);
  const parent = dirname(path);
  const names = (await isFolder(join(charm, parent))) ? await readdir(join(charm, parent)) : [];
  return (await Promise.all(names.map((name) => projectFiles(charm, join(parent, name))))).flat();
}

/** Lists that nobody names may be for a project's tests or its manual. */
async function projectFiles(charm: string, at: string): Promise<readonly string[]> {
  return (await packageFiles(charm, at)).filter((name) => !isList(name));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
