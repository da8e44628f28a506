/** The modules that a charm brings along, in `venv`. @internal */
export interface PackedModules {
  /** The minor version of Python that they are for, where the folder's name says so. */
  readonly minor: number | undefined;
  /** Names that can be imported from there. */
  readonly names: readonly string[];
  /** Paths of compiled ones, below the folder of modules. */
  readonly compiled: readonly string[];
}

const inVenv = /^venv\/lib\/python3\.(\d+)\/site-packages\//;

/**
 * Reads from a charm's files which modules it brings along: in a virtual environment `venv`, or in a flat folder of that
 * name.
 *
 * @returns `undefined` where there are none
 * @internal
 */
export function packedModules(paths: readonly string[]): PackedModules | undefined {
  const minor = paths.map((path) => inVenv.exec(path)?.[1]).find((found) => found !== undefined);
  const modules = paths.flatMap((path) => modulePath(path, minor !== undefined));
  if (modules.length === 0) return undefined;
  const isCompiled = (path: string): boolean => path.endsWith('.so');
  return {
    minor: minor === undefined ? undefined : Number(minor),
    names: [...new Set(modules.map(importedName))],
    compiled: modules.filter(isCompiled),
  };
}

function modulePath(path: string, isVenv: boolean): string[] {
  if (!isVenv) return path.startsWith('venv/') ? [path.slice('venv/'.length)] : [];
  const found = inVenv.exec(path);
  return found === null ? [] : [path.slice(found[0].length)];
}

function importedName(path: string): string {
  const [first = ''] = path.split('/');
  return first.replace(/\..*$/, '');
}

/**
 * Packages that do their work without their compiled part as well, only slower: they try to import it.
 *
 * @see https://peps.python.org/pep-0399/ for why there are two of a thing
 */
const optional = [
  ...['_yaml', 'charset_normalizer', 'coverage', 'frozenlist', 'markupsafe', 'msgpack', 'multidict'],
  ...['propcache', 'simplejson', 'sqlalchemy', 'tornado', 'websockets', 'wrapt', 'yaml', 'yarl'],
];

/**
 * The first compiled module that an interpreter cannot import, of those that must be there.
 *
 * @param suffixes - ends of the names of modules that the interpreter imports: `.cpython-311-x86_64-linux-gnu.so`
 * @internal
 */
export function unfitModule(compiled: readonly string[], suffixes: readonly string[]): string | undefined {
  const fits = new Set(compiled.filter((path) => suffixes.includes(suffix(path))).map(stem));
  return compiled.find(
    (path) =>
      // Others are shared libraries beside the modules, which Python itself does not load.
      /^\.(?:cpython-|pypy|abi3)/.test(suffix(path)) &&
      !fits.has(stem(path)) &&
      !optional.includes(importedName(path)),
  );
}

const stem = (path: string): string => path.slice(0, path.length - suffix(path).length);

/** From the first dot of the file's name. */
function suffix(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') ? name.slice(name.indexOf('.')) : '';
}
