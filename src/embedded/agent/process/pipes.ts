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

  async take(): Promise<ReadingEnd> {
    let pipe: Pipe | undefined;
    while ((pipe = this.#ready.pop()) === undefined) {
      this.#making ??= this.#make().finally(() => (this.#making = undefined));
      await this.#making;
    }
    const stream = new Socket({ fd: pipe.read, readable: true, writable: false });
    return { stream: stream.on('error', () => undefined), write: pipe.write };
  }

  async close(): Promise<void> {
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
        // The end that is read first: the other one cannot be opened without it.
        const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
        this.#ready.push({ read, write: openSync(path, constants.O_WRONLY) });
      }
    } finally {
      // They need their names no longer.
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function explain(cause: NodeJS.ErrnoException): never {
  const why =
    cause.code === 'ENOENT' ? 'mkfifo is not in PATH: it is part of every POSIX system' : cause.message;
  throw new JujuError(`There are no pipes for what charms print: ${why}`, { code: 'not started', cause });
}
