import { readFile, stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

import { load } from 'js-yaml';

import { isRecord } from '../../is-record';
import { isList, packageFiles, projectFilesNamedIn } from './package-files';

/** Another list that a list of packages takes in. */
const takesIn = /^\s*(?:-r|-c|--requirement|--constraint)[ \t=]*([^\s#]+)/gm;

const parentFolder = /(?:^|[^\w.])\.\.(?:[^\w.]|$)/m;
const fileUrl = /\bfile:/;
const absolute = /(?:^|[\s'"=,([{@`]|(?:^|\s)-[A-Za-z])(?:\/(?!\/)|~\w*\/)/m;
const variable = /\$\{?\w+\}?\//;
/** What runs in charmcraft's own container, or is a variable there: a path in it leads nowhere on this machine. */
const isForContainer = /^(?:override-.*|build-environment)$/;

/** @internal */
export interface PackPlace {
  readonly folder: string;
  /** Built on this machine itself, without a container. */
  readonly destructiveMode: boolean;
}

/**
 * Finds out whether a charm is made of what is not in its folder. Whatever looks like a path that leads out counts,
 * wherever it stands: a charm is rather packed once too often than not at all.
 *
 * @returns the name of the file that says so
 * @throws an error of the system, or of YAML
 * @internal
 */
export async function whatLeadsOut(place: PackPlace): Promise<string | undefined> {
  const parts = await partsOf(place.folder);
  if (partsLeadOut(parts, place.destructiveMode)) return 'charmcraft.yaml';
  const { folder } = place;
  const texts = textsIn(parts);
  const names = new Set([
    ...(await packageFiles(folder)),
    ...(await Promise.all(texts.map((text) => packageFiles(folder, text)))).flat(),
    ...texts.filter(isList).map((text) => normalize(text)),
    ...(await projectFilesNamedIn(texts.join('\n'), folder, ['.'])),
  ]);
  // It grows meanwhile.
  for (const name of names) {
    const text = await textOf(join(folder, name));
    const said = text.replaceAll(/^\s*#.*$/gm, '');
    if ([parentFolder, fileUrl, absolute, variable].some((form) => form.test(said))) return name;
    for (const [, list = ''] of text.matchAll(takesIn)) names.add(join(dirname(name), list));
    if (said === '') continue;
    for (const file of await projectFilesNamedIn(said, folder, [dirname(name), '.'])) names.add(file);
  }
  return undefined;
}

async function partsOf(folder: string): Promise<unknown> {
  const yaml = load(await textOf(join(folder, 'charmcraft.yaml')));
  return isRecord(yaml) ? yaml['parts'] : undefined;
}

function partsLeadOut(value: unknown, destructiveMode: boolean, key = ''): boolean {
  if (typeof value === 'string') {
    if (parentFolder.test(value) || fileUrl.test(value)) return true;
    return (destructiveMode || !isForContainer.test(key)) && absolute.test(value);
  }
  if (Array.isArray(value)) return value.some((item) => partsLeadOut(item, destructiveMode, key));
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([name, item]) =>
    partsLeadOut(item, destructiveMode, isForContainer.test(key) ? key : name),
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Empty where there is no such file. */
async function textOf(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() ? await readFile(path, 'utf8') : '';
}
