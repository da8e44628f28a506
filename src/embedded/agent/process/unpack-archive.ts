import { constants } from 'node:fs';
import { chmod, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as yauzl from 'yauzl';
import { CharmError } from '../../charm/charm-error';
import type { RealFolders } from './real-folders';

/**
 * Unpacks a `.charm` archive over what is there, with the modes and links that it has.
 *
 * @param folders - the folder to unpack to
 * @returns the paths of what was in it, folders too
 * @throws CharmError for what leads out of the charm
 * @internal
 */
export async function unpackArchive(archive: Buffer, folders: RealFolders): Promise<string[]> {
  const zip = await open(archive);
  const links: { readonly entry: yauzl.Entry; readonly target: string }[] = [];
  const paths: string[] = [];
  await eachEntry(zip, async (entry) => {
    paths.push(entry.fileName.replace(/\/$/, ''));
    const mode = entry.externalFileAttributes >>> 16;
    if (entry.fileName.endsWith('/')) await folders.make(entry.fileName);
    else if ((mode & constants.S_IFMT) === constants.S_IFLNK)
      links.push({ entry, target: (await content(zip, entry)).toString('utf8') });
    else await place(await folders.place(entry.fileName), await content(zip, entry), mode & 0o777);
  });
  // Last: nothing of the archive can be written through one of its own links.
  for (const { entry, target } of links) await link(folders, entry.fileName, target);
  return paths;
}

async function place(path: string, bytes: Buffer, mode: number): Promise<void> {
  await writeFile(path, bytes, { flag: 'wx' });
  // An archive that says nothing of modes (one of another system) has 0.
  await chmod(path, mode === 0 ? 0o644 : mode);
}

async function link(folders: RealFolders, name: string, target: string): Promise<void> {
  const end = relative(folders.top, resolve(dirname(join(folders.top, name)), target));
  // charmcraft's own `venv/bin/python` leads to the machine's: Juju lets pass what it has packed itself.
  const isInterpreter = /(?:^|\/)bin\/python[\d.]*$/.test(name);
  if (!isInterpreter && (target.startsWith('/') || end === '..' || end.startsWith(`..${sep}`))) {
    throw new CharmError(
      name,
      `it is a link to "${target}", outside of the charm`,
      'Put the file itself there.',
    );
  }
  await symlink(target, await folders.place(name));
}

async function open(archive: Buffer): Promise<yauzl.ZipFile> {
  return await new Promise((done, reject) => {
    yauzl.fromBuffer(archive, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      // The types say that `zip` is always there; an error comes without one.
      if (error as unknown) reject(asError(error));
      else done(zip);
    });
  });
}

async function eachEntry(zip: yauzl.ZipFile, visit: (entry: yauzl.Entry) => Promise<void>): Promise<void> {
  await new Promise<void>((done, reject) => {
    zip.on('error', reject);
    zip.on('end', done);
    zip.on('entry', (entry: yauzl.Entry) => {
      visit(entry).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

async function content(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  return await new Promise((done, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error as unknown) reject(asError(error));
      else buffer(stream).then(done, reject);
    });
  });
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
