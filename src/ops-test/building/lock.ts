import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { systemClock } from '../../clock';
import { identify, isAlive, type ProcessIdentity } from '../../process-life';

/** @internal */
export interface LockOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Told once, when somebody else has the lock. */
  readonly waiting: (by: string) => void;
  /** What to throw when the time is up. */
  readonly tooLate: (by: string) => Error;
}

const pollMs = 100;
/** How often the owner of a claim shows that it lives, for those who cannot look at its process. */
const signOfLifeMs = 15_000;
const strangersLifeMs = 120_000;

/**
 * Takes a lock that nobody else has meanwhile: no other process, and nobody in this one. What a dead process holds, it has
 * lost.
 *
 * Lamport's bakery, with files: who comes takes a number above all that are there, and waits for those below. Each file
 * has one owner and is never taken over, so that a dead one's can be removed by anybody without a race. While a number
 * is being taken another file says so, and nobody enters.
 *
 * @param folder - the lock: a folder that is there
 * @returns gives it back
 * @throws what `tooLate` makes, or the signal's reason; an error of the system where nothing can be written
 * @internal
 */
export async function takeLock(folder: string, options: LockOptions): Promise<() => Promise<void>> {
  const claim = await takeNumber(folder, randomUUID());
  const alive = setInterval(() => void touch(join(folder, claim)), signOfLifeMs).unref();
  const giveBack = async () => {
    clearInterval(alive);
    await rm(join(folder, claim), { force: true });
  };
  try {
    await untilFirst(folder, claim, options);
    return giveBack;
  } catch (error) {
    await giveBack();
    throw error;
  }
}

async function takeNumber(folder: string, id: string): Promise<string> {
  const choosing = `choosing-${id}`;
  try {
    await write(folder, choosing);
    const numbers = (await readdir(folder)).map((name) => Number(/^(\d+)-/.exec(name)?.[1] ?? 0));
    const claim = `${String(Math.max(0, ...numbers) + 1).padStart(12, '0')}-${id}`;
    await write(folder, claim);
    return claim;
  } finally {
    await rm(join(folder, choosing), { force: true });
  }
}

/** Appears with its whole content at once. */
async function write(folder: string, name: string): Promise<void> {
  const part = join(folder, `.${name}`);
  try {
    await writeFile(part, JSON.stringify(identify(process.pid)), { mode: 0o600 });
    await rename(part, join(folder, name));
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * A folder that changes while it is listed may show neither the file that says that a number is being taken nor the
 * number; but the number that was missed is there the next time.
 */
async function untilFirst(folder: string, claim: string, options: LockOptions): Promise<void> {
  const endsAt = systemClock.now() + options.timeoutMs;
  let isTold = false;
  for (let clear = 0; clear < 2;) {
    const other = await somebodyBefore(folder, claim);
    if (other === undefined) {
      clear++;
      continue;
    }
    clear = 0;
    const by = nameOf(other);
    if (!isTold) options.waiting(by);
    isTold = true;
    if (systemClock.now() >= endsAt) throw options.tooLate(by);
    await systemClock.sleep(pollMs, options.signal);
  }
}

/** Who has a claim: a process, or the path of a claim that cannot be read. */
type Owner = ProcessIdentity | string;

function nameOf(owner: Owner): string {
  if (typeof owner === 'string') return `whoever has ${owner}, which cannot be read,`;
  return `process ${String(owner.pid)}${owner.pid === process.pid ? ' (this one)' : ''}`;
}

async function somebodyBefore(folder: string, claim: string): Promise<Owner | undefined> {
  const others = (await readdir(folder))
    .filter((name) => name !== claim && (name.startsWith('choosing-') || (/^\d/.test(name) && name < claim)))
    .sort();
  for (const name of others) {
    const owner = await ownerOf(join(folder, name));
    if (owner) return owner;
    await rm(join(folder, name), { force: true });
  }
  return undefined;
}

/** `undefined` where the claim has gone, or its owner has. */
async function ownerOf(path: string): Promise<Owner | undefined> {
  try {
    const identity = JSON.parse(await readFile(path, 'utf8')) as ProcessIdentity;
    if (identity.host === identify(process.pid).host) return isAlive(identity) ? identity : undefined;
    const { mtimeMs } = await stat(path);
    return Date.now() - mtimeMs < strangersLifeMs ? identity : undefined;
  } catch (error) {
    // It appeared with its whole content at once: one that makes no sense is a crashed machine's.
    const isGone = error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT';
    // Too many open files, a disk that stutters: that says nothing about the owner.
    return isGone ? undefined : path;
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}
