import { existsSync } from 'node:fs';
import { chmod, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { isRecord } from '../../../is-record';
import { writeDispatch } from '../python/dispatch-form';
import type { RealFolders } from './real-folders';

/** The names that charmcraft puts into metadata.yaml. */
const metadataKeys = [
  ...['name', 'summary', 'description', 'subordinate', 'assumes', 'terms', 'charm-user'],
  ...['provides', 'requires', 'peers', 'extra-bindings', 'storage', 'resources', 'devices', 'containers'],
];

/**
 * Writes what packing would have written and a folder of sources lacks: `dispatch` for a Python charm, and what is in
 * charmcraft.yaml as files of its own, which older `ops` reads.
 *
 * @returns the paths of what was written
 * @internal
 */
export async function completeCharm(folders: RealFolders): Promise<string[]> {
  const folder = folders.top;
  const written: string[] = [];
  const add = async (name: string, text: string | undefined, mode = 0o644) => {
    if (text === undefined || existsSync(join(folder, name))) return;
    const path = await folders.place(name);
    await writeFile(path, text, { flag: 'wx' });
    await chmod(path, mode);
    written.push(name);
  };
  const charmcraft = await readCharmcraft(folder);
  await add('metadata.yaml', metadataOf(charmcraft));
  await add('config.yaml', partOf(charmcraft, 'config'));
  await add('actions.yaml', partOf(charmcraft, 'actions'));
  if (existsSync(join(folder, 'src/charm.py')) && !existsSync(join(folder, 'hooks')))
    await add('dispatch', writeDispatch('src/charm.py'), 0o755);
  return written;
}

async function readCharmcraft(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(folder, 'charmcraft.yaml');
  // Not over a link that the charm has made of it.
  const isOwn = (await realpath(path).catch(() => '')).startsWith(`${await realpath(folder)}/`);
  const text = isOwn ? await readFile(path, 'utf8').catch(() => '') : '';
  const charmcraft = load(text);
  return isRecord(charmcraft) ? charmcraft : {};
}

function metadataOf(charmcraft: Readonly<Record<string, unknown>>): string | undefined {
  if (charmcraft['name'] === undefined) return undefined;
  const { title } = charmcraft;
  const metadata = metadataKeys.filter((key) => key in charmcraft).map((key) => [key, charmcraft[key]]);
  if (title !== undefined) metadata.push(['display-name', title]);
  return dump(Object.fromEntries(metadata), { lineWidth: -1 });
}

function partOf(charmcraft: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const part = charmcraft[key];
  return isRecord(part) ? dump(part, { lineWidth: -1 }) : undefined;
}
