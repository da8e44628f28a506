import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { JujuError } from '../../../errors';

/** So many are made at a time: what makes them is a process, which takes longer than they do. */
const batch = 16;
const run = promisify(execFile);

/** Both ends, as numbers of open files. */
interface Pipe {
  readonly read: number;
  readonly write: number;
}

/** A pipe that a process writes to. @internal */
export interface ReadingEnd {
  readonly stream: Socket;
  /** Becomes an output of the process; to be closed here once it has it. */
  readonly write: number;
}

/**
 * Pipes for what processes print. Node would give them sockets, and what a shell script often does fails with these: a socket
 * cannot be opened anew, by `echo … > /dev/stderr`. Juju gives them pipes.
 *
 * @internal
 */
export class Pipes {
  #ready: Pipe[] = [];
  #making: Promise<void> | undefined;
  #isClosed = false;

  /** Two at once, one for each output: nobody has one without the other. */
  async takeTwo(): Promise<readonly [ReadingEnd, ReadingEnd]> {
    for (;;) {
      if (this.#isClosed)
        throw new JujuError('The controller has ended: nothing is started any more', { code: 'ended' });
      const [first, second, ...rest] = this.#ready;
      if (first !== undefined && second !== undefined) {
        this.#ready = rest;
        return [readingEnd(first), readingEnd(second)];
      }
      this.#making ??= this.#make().finally(() => (this.#making = undefined));
      await this.#making;
    }
  }

  /** Closes those that nobody has taken; there are none after this. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#making?.catch(() => undefined);
    for (const { read, write } of this.#ready.splice(0)) {
      closeSync(read);
      closeSync(write);
    }
  }

  async #make(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'jest-op-pipes-'));
    try {
      const paths = Array.from({ length: batch }, (_, number) => join(folder, String(number)));
      await run('mkfifo', ['-m', '600', ...paths]).catch(explain);
      for (const path of paths) {
        this.#ready.push(openBoth(path));
      }
    } finally {
      // They need their names no longer.
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function openBoth(path: string): Pipe {
  // The end that is read first: the other one cannot be opened without it.
  const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return { read, write: openSync(path, constants.O_WRONLY) };
  } catch (error) {
    closeSync(read);
    throw error;
  }
}

function readingEnd({ read, write }: Pipe): ReadingEnd {
  const stream = new Socket({ fd: read, readable: true, writable: false });
  return { stream: stream.on('error', () => undefined), write };
}

function explain(cause: NodeJS.ErrnoException): never {
  const why =
    cause.code === 'ENOENT' ? 'mkfifo is not in PATH: it is part of every POSIX system' : cause.message;
  throw new JujuError(`There are no pipes for what charms print: ${why}`, { code: 'not started', cause });
}
