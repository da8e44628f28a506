import { randomBytes } from 'node:crypto';
import { promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../../message-of';
import { PebbleError } from './pebble-error';

/** Location in a container → the folder of this machine that is mounted there. @internal */
export type ContainerMounts = ReadonlyMap<string, string>;

/** What became of one path of a request for several. @internal */
export interface PathResult {
  readonly path: string;
  readonly error?: { readonly message: string; readonly kind: string };
}

/** A file to write. @internal */
export interface FileToWrite {
  readonly path: string;
  readonly 'make-dirs'?: boolean;
  readonly permissions?: string;
}

const kinds: Readonly<Record<string, readonly [kind: string, reason: string]>> = {
  ENOENT: ['not-found', 'no such file or directory'],
  EACCES: ['permission-denied', 'permission denied'],
  EPERM: ['permission-denied', 'operation not permitted'],
  EEXIST: ['generic-file-error', 'file exists'],
  ENOTEMPTY: ['generic-file-error', 'directory not empty'],
  ENOTDIR: ['generic-file-error', 'not a directory'],
  EBUSY: ['generic-file-error', 'device or resource busy'],
  EISDIR: ['generic-file-error', 'is a directory'],
};

/**
 * The files of a container, below a folder of this machine, and below those that are mounted in it. Owners are not kept: everything is the user's who runs the
 * tests.
 *
 * Nothing outside of these folders is reached, also not over a link: a charm in a jail must not read through us what it
 * cannot read itself.
 *
 * @internal
 */
export class ContainerFiles {
  readonly #root: string;
  readonly #mounts: () => ContainerMounts;

  constructor(root: string, mounts: () => ContainerMounts = () => new Map()) {
    this.#root = root;
    this.#mounts = mounts;
  }

  /** What `ls` shows of a folder, or of the path itself. */
  async list(
    name: string,
    options: { readonly pattern: string; readonly itself: boolean },
  ): Promise<object[]> {
    if (!path.posix.isAbsolute(name)) throw new PebbleError(`path must be absolute, got "${name}"`);
    const place = await this.#place(name);
    const stats = await fs.lstat(place).catch(() => undefined);
    if (stats === undefined)
      throw new PebbleError(`stat ${name}: no such file or directory`, 404, 'not-found');
    const matches = globOf(options.pattern);
    if (options.itself || !stats.isDirectory())
      return [infoOf(name, stats)].filter(() => matches(path.posix.basename(name)));
    const names = (await fs.readdir(place)).filter(matches).toSorted();
    return await Promise.all(
      names.map(async (entry) =>
        infoOf(path.posix.join(name, entry), await fs.lstat(path.join(place, entry))),
      ),
    );
  }

  async read(name: string): Promise<Buffer | PathResult> {
    return await attempt(name, 'stat', async () => {
      const place = await this.#place(name);
      const stats = await fs.stat(place);
      if (!stats.isFile())
        return failed(name, `can only read a regular file: "${name}"`, 'generic-file-error');
      return await fs.readFile(place);
    });
  }

  /** Writes a file as a whole: it is the old one or the new one, never half of one. */
  async write({ path: name, permissions, ...how }: FileToWrite, content: Buffer): Promise<PathResult> {
    const done = await attempt(name, 'open', async () => {
      const place = await this.#place(name);
      if (how['make-dirs'] === true) await fs.mkdir(path.dirname(place), { recursive: true });
      const temporary = `${place}.${randomBytes(6).toString('hex')}.pebble-new`;
      await fs.writeFile(temporary, content, { flag: 'wx' });
      await fs.chmod(temporary, permissions === undefined ? 0o644 : Number.parseInt(permissions, 8));
      await fs.rename(temporary, place);
    });
    return done ?? { path: name };
  }

  async makeDirectory({
    path: name,
    permissions,
    ...how
  }: {
    readonly path: string;
    readonly 'make-parents'?: boolean;
    readonly permissions?: string;
  }): Promise<PathResult> {
    const done = await attempt(name, 'mkdir', async () => {
      const place = await this.#place(name);
      await fs.mkdir(place, { recursive: how['make-parents'] === true });
      await fs.chmod(place, permissions === undefined ? 0o755 : Number.parseInt(permissions, 8));
    });
    return done ?? { path: name };
  }

  async remove({
    path: name,
    recursive,
  }: {
    readonly path: string;
    readonly recursive?: boolean;
  }): Promise<PathResult> {
    const done = await attempt(name, 'remove', async () => {
      const place = await this.#place(name);
      if (place === this.#root) throw Object.assign(new Error('root'), { code: 'EPERM' });
      if (this.#holdsMount(name)) throw Object.assign(new Error('mounted'), { code: 'EBUSY' });
      if (recursive === true) await fs.rm(place, { recursive: true, force: true });
      else if ((await fs.lstat(place)).isDirectory()) await fs.rmdir(place);
      else await fs.unlink(place);
    });
    return done ?? { path: name };
  }

  /** Where a path of the container is on this machine. */
  async #place(name: string): Promise<string> {
    const { base, below } = this.#mountOf(name);
    const place = path.join(base, below);
    // The charm can replace the folder of its storage: what that is now is not followed.
    const root = path.join(await fs.realpath(path.dirname(base)), path.basename(base));
    if (!(await fs.lstat(root)).isDirectory()) throw Object.assign(new Error('outside'), { code: 'EACCES' });
    let existing = path.dirname(place);
    for (;;) {
      const real = await fs.realpath(existing).catch(() => undefined);
      if (real === undefined) {
        existing = path.dirname(existing);
        continue;
      }
      const isInside = real === root || real.startsWith(root + path.sep) || place === base;
      if (isInside) break;
      throw Object.assign(new Error('outside'), { code: 'EACCES' });
    }
    const target = await fs.realpath(place).catch(() => place);
    if (target !== place && target !== root && !target.startsWith(root + path.sep))
      throw Object.assign(new Error('outside'), { code: 'EACCES' });
    return place;
  }

  /** The folder that a path of the container is in: that of the innermost mount, or the container's own. */
  #mountOf(name: string): { readonly base: string; readonly below: string } {
    const normal = normalized(name);
    let [base, at] = [this.#root, ''];
    for (const [location, folder] of this.#mounts()) {
      const point = normalized(location);
      if (isWithin(normal, point) && point.length > at.length) [base, at] = [folder, point];
    }
    return { base, below: normal === '/' ? '' : normal.slice(at.length) };
  }

  #holdsMount(name: string): boolean {
    return [...this.#mounts().keys()].some((location) => isWithin(normalized(location), normalized(name)));
  }
}

/** Without what leads nowhere, and without a slash at its end. */
const normalized = (name: string): string => path.posix.join('/', name).replace(/\/+$/, '') || '/';

const isWithin = (name: string, folder: string): boolean =>
  name === folder || name.startsWith(folder === '/' ? '/' : `${folder}/`);

/** Does something with a path; what goes wrong is told in the words of Go, whose paths are the container's. */
async function attempt<T>(name: string, verb: string, act: () => Promise<T>): Promise<PathResult | T> {
  if (!path.posix.isAbsolute(name))
    return failed(name, `paths must be absolute, got "${name}"`, 'generic-file-error');
  try {
    return await act();
  } catch (error) {
    const known = kinds[(error as NodeJS.ErrnoException).code ?? ''];
    return known === undefined
      ? failed(name, `${verb} ${name}: ${messageOf(error)}`, 'generic-file-error')
      : failed(name, `${verb} ${name}: ${known[1]}`, known[0]);
  }
}

const failed = (name: string, message: string, kind: string): PathResult => ({
  path: name,
  error: { message, kind },
});

function infoOf(name: string, stats: Stats): object {
  return {
    path: name,
    name: path.posix.basename(name),
    type: typeOf(stats),
    ...(stats.isFile() && { size: stats.size }),
    permissions: (stats.mode & 0o777).toString(8).padStart(3, '0'),
    'last-modified': `${stats.mtime.toISOString().slice(0, 19)}Z`,
    'user-id': 0,
    user: 'root',
    'group-id': 0,
    group: 'root',
  };
}

function typeOf(stats: Stats): string {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isSocket()) return 'socket';
  return stats.isFIFO() ? 'named-pipe' : 'unknown';
}

/** Whether a name is as a pattern says: `*` and `?`, as Go's `path.Match` has them. */
function globOf(pattern: string): (name: string) => boolean {
  if (pattern === '') return () => true;
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const expression = new RegExp(`^${source}$`);
  return (name) => expression.test(name);
}
