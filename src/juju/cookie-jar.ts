import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readClientFile } from './client-file';
import { ClientStoreError } from './errors';

/** A cookie as Go's persistent-cookiejar writes it; the juju client reads and writes the same files. */
interface CookieEntry {
  Name: string;
  Value: string;
  Domain: string;
  Path: string;
  Secure: boolean;
  HttpOnly: boolean;
  Persistent: boolean;
  HostOnly: boolean;
  Expires: string;
  Creation: string;
  LastAccess: string;
  Updated: string;
  CanonicalHost: string;
}

/** A cookie to keep. @internal */
export interface NewCookie {
  readonly name: string;
  readonly value: string;
  /** The host it belongs to: a controller's UUID for a controller's macaroons. */
  readonly host: string;
  readonly path?: string;
  /** Without it the cookie lives as long as the jar, and is not saved. */
  readonly expires?: Date | undefined;
}

/**
 * The cookies of one controller (`cookies/NAME.json`): the macaroons that a login left behind.
 *
 * @internal
 */
export class CookieJar {
  readonly path: string;
  readonly #entries = new Map<string, CookieEntry>();
  #changed = false;

  private constructor(path: string, entries: readonly CookieEntry[]) {
    this.path = path;
    for (const entry of entries) this.#entries.set(idOf(entry), entry);
  }

  /** Reads a jar; a missing file is an empty one. */
  static async load(path: string): Promise<CookieJar> {
    return new CookieJar(path, await readEntries(path));
  }

  /** Name and value of the cookies that a request to `host` and `path` carries. */
  cookiesFor(host: string, path = '/'): { name: string; value: string }[] {
    return [...this.#entries.values()]
      .filter((entry) => !isExpired(entry) && matchesHost(entry, host) && matchesPath(entry, path))
      .map(({ Name, Value }) => ({ name: Name, value: Value }));
  }

  set({ name, value, host, path = '/', expires }: NewCookie): void {
    const now = new Date().toISOString();
    const canonical = host.toLowerCase();
    const entry: CookieEntry = {
      Name: name,
      Value: value,
      Domain: canonical,
      Path: path,
      Secure: false,
      HttpOnly: false,
      Persistent: expires !== undefined,
      HostOnly: true,
      Expires: (expires ?? new Date(farAway)).toISOString(),
      Creation: now,
      LastAccess: now,
      Updated: now,
      CanonicalHost: canonical,
    };
    this.#entries.set(idOf(entry), entry);
    this.#changed = true;
  }

  /**
   * Writes the jar, mode 0600, if it has changed. What another client has written in between is kept, the younger
   * entry of the two wins. The file is replaced as a whole: nobody reads half of it.
   */
  async save(): Promise<void> {
    if (!this.#changed) return;
    const merged = new Map((await readEntries(this.path)).map((entry) => [idOf(entry), entry]));
    for (const [id, entry] of this.#entries) {
      const there = merged.get(id);
      if (!there || Date.parse(there.Updated) <= Date.parse(entry.Updated)) merged.set(id, entry);
    }
    const kept = [...merged.values()].filter((entry) => entry.Persistent && !isExpired(entry));
    await replaceFile(this.path, `${JSON.stringify(kept)}\n`);
    this.#changed = false;
  }
}

/** The year 9999, as Go's cookie jar dates what has no end. */
const farAway = Date.UTC(9999, 11, 31, 23, 59, 59);

async function readEntries(path: string): Promise<CookieEntry[]> {
  const text = await readClientFile(path);
  if (!text?.trim()) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and the text is secret.
    throw new ClientStoreError(
      `${path} of the juju client is not valid JSON. Remove it and log in again with \`juju login\`.`,
      path,
    );
  }
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is CookieEntry {
  const entry = value as Partial<CookieEntry> | null;
  return typeof entry === 'object' && typeof entry?.Name === 'string' && typeof entry.Value === 'string';
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new ClientStoreError(`Cannot save the login to ${path}: ${String(error)}`, path, { cause: error });
  }
}

function idOf({ Domain, Path, Name }: CookieEntry): string {
  return `${Domain};${Path};${Name}`;
}

function isExpired({ Expires }: CookieEntry): boolean {
  return Date.parse(Expires) <= Date.now();
}

function matchesHost({ Domain, HostOnly }: CookieEntry, host: string): boolean {
  const wanted = host.toLowerCase();
  return Domain === wanted || (!HostOnly && wanted.endsWith(`.${Domain}`));
}

function matchesPath({ Path }: CookieEntry, path: string): boolean {
  return path === Path || path.startsWith(Path.endsWith('/') ? Path : `${Path}/`);
}
