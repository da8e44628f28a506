import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type CharmFileName, charmYaml } from '../../model/charm/charm-files';
import { CharmError } from '../../model/errors';

/** The folder of a charm that can be built. @internal */
export interface CharmProject {
  /** The path as it was given, for messages. */
  readonly given: string;
  readonly folder: string;
  readonly name: string;
  /** Of the older framework, whose charms `charm build` puts together from layers. */
  readonly isReactive: boolean;
}

/**
 * Finds a charm that is to be built.
 *
 * @throws CharmError where there is none, or none that can be read
 * @internal
 */
export async function charmProject(path: string | URL, rootDir: string): Promise<CharmProject> {
  const given = givenPath(path);
  const folder = resolve(rootDir, given);
  await checkFolder(folder, given);
  // One after the other: where several cannot be read it is the first that is told of.
  const charmcraft = await textOf(folder, 'charmcraft.yaml', given);
  const metadata = await textOf(folder, 'metadata.yaml', given);
  const layer = await textOf(folder, 'layer.yaml', given);
  const name = nameOf({ 'charmcraft.yaml': charmcraft, 'metadata.yaml': metadata }, given);
  return { given, folder, name, isReactive: layer !== undefined && charmcraft === undefined };
}

function givenPath(path: unknown): string {
  if (path instanceof URL) return fileURLToPath(path);
  if (typeof path === 'string' && path !== '') return path;
  throw new TypeError(`buildCharm takes the path of a charm's folder; got ${JSON.stringify(path)}`);
}

async function checkFolder(folder: string, given: string): Promise<void> {
  const stats = await stat(folder).catch((cause: unknown) => {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? `there is no ${folder}` : message;
    throw new CharmError(`There is no charm to build at ${given}: ${why}`, given, {
      code: code === 'ENOENT' ? 'not found' : 'not valid',
      cause,
    });
  });
  if (stats.isDirectory()) return;
  throw new CharmError(
    `${given} is a file, not the folder of a charm. A charm that is packed already needs no buildCharm: deploy it as it is.`,
    given,
  );
}

async function textOf(folder: string, name: string, given: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new CharmError(`${name} of the charm at ${given} cannot be read: ${message}`, given, { cause });
  }
}

/** What charmcraft.yaml says, else metadata.yaml. */
function nameOf(texts: Readonly<Partial<Record<CharmFileName, string | undefined>>>, given: string): string {
  const names = ['charmcraft.yaml', 'metadata.yaml'] as const;
  const found = names.filter((name) => texts[name] !== undefined);
  if (found.length === 0) {
    throw new CharmError(
      `There is no charm to build at ${given}: it has neither a charmcraft.yaml nor a metadata.yaml`,
      given,
      { code: 'not found' },
    );
  }
  for (const file of found) {
    const { name } = charmYaml({ [file]: texts[file] ?? '' }, file, given);
    if (name === undefined || name === null) continue;
    if (typeof name === 'string' && /^[^/\0]+$/.test(name)) return name;
    throw new CharmError(
      `${file} of the charm at ${given} must have a valid "name"; it has ${JSON.stringify(name)}`,
      given,
    );
  }
  throw new CharmError(`The charm at ${given} has no name, neither in ${found.join(' nor in ')}`, given);
}
