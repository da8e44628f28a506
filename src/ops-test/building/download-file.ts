import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { systemClock } from '../../clock';
import { CharmhubError } from '../errors';
import { fileError } from '../file-error';
import { makeFolder } from '../make-folder';
import { type CharmhubResource, codeOf, reasonOf } from './charmhub';
import { oneByOne } from './one-by-one';
import type { Fetch } from './proxied-fetch';

/** What is downloaded, and what it must be. @internal */
export type Download = CharmhubResource['download'];

/** @internal */
export interface DownloadOptions {
  /** Ends it: the caller's, and the deadline's. */
  readonly signal: AbortSignal;
  /** The way there. */
  readonly fetch: Fetch;
  /** What is downloaded, for messages. */
  readonly what: string;
}

/** How often in a row it may fail without a byte having come. */
const mostFailures = 5;
const firstPauseMs = 200;
/** A server that sends nothing for so long is asked anew. */
const stallMs = 60_000;

/**
 * Downloads a file. What has come of it stays in `….part` when the connection breaks, and is gone on with; only what
 * has the right size and hash gets the file's name. A file that is there and right is not downloaded again.
 *
 * @throws CharmhubError where it is not to be had, or is not what it should be
 * @internal
 */
export async function downloadFile(from: Download, to: string, options: DownloadOptions): Promise<void> {
  destinations.add(to);
  // Two at once would write into each other's `.part`.
  await oneByOne(to, () => download(from, to, options), options.signal);
}

/** Where something was put, or is being put. */
const destinations = new Set<string>();

/** Whether something was downloaded into a folder, or is being so: what is in it is nobody else's. @internal */
export function hasDownloads(folder: string): boolean {
  return [...destinations].some((path) => path.startsWith(folder + sep));
}

async function download(from: Download, to: string, options: DownloadOptions): Promise<void> {
  if ((await fault(from, to)) === undefined) return;
  await makeFolder(dirname(to));
  const part = `${to}.part`;
  const isResumed = await fetchAll(from, part, options);
  let wrong = await fault(from, part);
  if (wrong !== undefined && isResumed) {
    // What was there before was not the beginning of this.
    await rm(part, { force: true });
    await fetchAll(from, part, options);
    wrong = await fault(from, part);
  }
  if (wrong !== undefined) {
    await rm(part, { force: true });
    throw new CharmhubError(`${options.what} from ${from.url} is not what Charmhub says it is: ${wrong}`, {
      code: 'not valid',
    });
  }
  await rename(part, to).catch((cause: unknown) => {
    throw fileError(`${options.what} cannot be put at ${to}`, cause);
  });
}

/** Fetches what is missing, again and again; tells whether something was there already. */
async function fetchAll(from: Download, part: string, options: DownloadOptions): Promise<boolean> {
  let isResumed = false;
  for (let failures = 0; ;) {
    const have = await sizeOf(part);
    isResumed ||= have > 0;
    try {
      await fetchRest(from, part, have, options);
      return isResumed;
    } catch (error) {
      if (options.signal.aborted || isFinal(error)) throw await ended(error, from, part, options);
      failures = (await sizeOf(part)) > have ? 1 : failures + 1;
      if (failures >= mostFailures) throw await ended(error, from, part, options);
      await systemClock.sleep(firstPauseMs * 2 ** failures, options.signal).catch(() => undefined);
    }
  }
}

async function fetchRest(
  { url, size, hashes }: Download,
  part: string,
  have: number,
  { signal, fetch }: DownloadOptions,
): Promise<void> {
  // Without a hash nobody would see that two halves do not belong together.
  const canResume = have > 0 && Object.keys(hashes).length > 0;
  if (canResume && have === size) return;
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('nothing came any more')), stallMs);
  try {
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...(canResume && { range: `bytes=${String(have)}-` }) },
      signal: AbortSignal.any([signal, stalled.signal]),
    });
    const append = response.status === 206 && startsAt(response, have);
    if (!append && response.status !== 200) await refuse(response, part);
    const body = response.body ? Readable.fromWeb(response.body) : Readable.from([]);
    body.on('data', () => timer.refresh());
    await pipeline(body, createWriteStream(part, { flags: append ? 'a' : 'w' }));
  } finally {
    clearTimeout(timer);
  }
}

function startsAt(response: Response, offset: number): boolean {
  return response.headers.get('content-range')?.startsWith(`bytes ${String(offset)}-`) ?? false;
}

async function refuse(response: Response, part: string): Promise<never> {
  await response.body?.cancel();
  // The server has less than we do, or cannot do parts: from the beginning, then.
  if (response.status === 416 || response.status === 206) await rm(part, { force: true });
  throw new RefusedError(response.status);
}

/** An answer that is no file. */
class RefusedError extends Error {
  constructor(readonly status: number) {
    super(`the server answered ${String(status)}`);
  }
}

/** Whether trying again would end the same: a refusal, or a disk that is full. */
function isFinal(error: unknown): boolean {
  if (error instanceof RefusedError) {
    return error.status >= 400 && error.status < 500 && ![408, 416, 425, 429].includes(error.status);
  }
  // Of errors of the system, only those of files name a path, or say that there is no room.
  const { code = '', path } = error as NodeJS.ErrnoException;
  return path !== undefined || ['ENOSPC', 'EDQUOT', 'EIO'].includes(code);
}

async function ended(
  error: unknown,
  { url }: Download,
  part: string,
  options: DownloadOptions,
): Promise<Error> {
  const { signal, what } = options;
  const isFull = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
  if (isFull) await rm(part, { force: true });
  const code = error instanceof RefusedError && error.status === 404 ? 'not found' : codeOf(signal);
  const why = code === 'timeout' ? 'the time is up' : reasonOf(error);
  return new CharmhubError(`${what} could not be downloaded from ${url}: ${why}`, { code, cause: error });
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** What is wrong with a file; `undefined` where nothing is. */
async function fault({ size, hashes }: Download, path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isFile()) return 'there is nothing';
  if (size !== undefined && stats.size !== size) {
    return `it has ${String(stats.size)} bytes, and should have ${String(size)}`;
  }
  const [[algorithm, expected] = []] = Object.entries(hashes);
  if (algorithm === undefined || expected === undefined) return undefined;
  const actual = await hashOf(path, algorithm);
  return actual === expected ? undefined : `its ${algorithm} is ${actual}, and should be ${expected}`;
}

async function hashOf(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
