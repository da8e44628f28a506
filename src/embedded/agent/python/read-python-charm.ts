import type { CharmFiles } from '../../charm/charm-files';
import type { DispatchForm } from './dispatch-form';
import { readDispatch } from './dispatch-form';
import type { PackedModules } from './packed-modules';
import { packedModules } from './packed-modules';

/** A charm in Python, of which it is known how Python starts. @internal */
export interface PythonCharm {
  readonly form: DispatchForm;
  /** The interpreter that the first line of the entry names by its path, where that is what starts. */
  readonly shebang: string | undefined;
  /** What the charm brings along; `undefined` for sources that were not packed. */
  readonly packed: PackedModules | undefined;
  /** Texts of its own modules, by their paths. */
  readonly sources: Readonly<Record<string, string>>;
  /** Whether it has a file of requirements. */
  readonly requirements: string | undefined;
}

/** Where its own modules are. @internal */
export const ownFolders = ['src', 'lib'] as const;

const requirementFiles = ['requirements.txt', 'uv.lock', 'poetry.lock', 'pyproject.toml'];

/**
 * Reads a charm in Python.
 *
 * @returns `undefined` for any other charm, and for one whose `dispatch` is not charmcraft's: it starts what it likes
 * @internal
 */
export async function readPythonCharm(files: CharmFiles): Promise<PythonCharm | undefined> {
  const form = await readForm(files);
  if (form === undefined || !files.paths.includes(form.entry)) return undefined;
  const sources = await readSources(files);
  const first = sources[form.entry]?.split('\n', 1)[0] ?? '';
  return {
    form,
    shebang: form.by === 'shebang' ? /^#! *(\/\S*\/python3?[\d.]*) *$/.exec(first)?.[1] : undefined,
    packed: packedModules(files.paths),
    sources,
    requirements: requirementFiles.find((name) => files.paths.includes(name)),
  };
}

/** Sources that lack a `dispatch` are given one, as packing would. */
async function readForm(files: CharmFiles): Promise<DispatchForm | undefined> {
  const text = await files.read('dispatch');
  if (text !== undefined) return readDispatch(text);
  return isGivenDispatch(files.paths) ? { entry: 'src/charm.py', by: 'venv' } : undefined;
}

/** Whether packing, and so we, would make a `dispatch`. @internal */
export function isGivenDispatch(paths: readonly string[]): boolean {
  const has = (name: string): boolean => paths.some((path) => path === name || path.startsWith(`${name}/`));
  return has('src/charm.py') && !has('dispatch') && !has('hooks');
}

async function readSources(files: CharmFiles): Promise<Record<string, string>> {
  const own = files.paths.filter(
    (path) => path.endsWith('.py') && ownFolders.some((folder) => path.startsWith(`${folder}/`)),
  );
  const texts = await Promise.all(own.map(async (path) => [path, (await files.read(path)) ?? ''] as const));
  return Object.fromEntries(texts);
}
