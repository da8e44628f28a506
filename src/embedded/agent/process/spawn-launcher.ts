import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { JujuError } from '../../../errors';
import type { Ended, Launch, Launcher, LaunchOutput } from './launch';
import type { ReadingEnd } from './pipes';
import { Pipes } from './pipes';
import { endGroup } from './process-group';

/** How long a pipe may stay open that something in the background still holds: Juju's own patience. */
const pipeGraceMs = 100;

/**
 * Spawns the processes of charms, each in a process group of its own, as the user that we are.
 *
 * @internal
 */
export class SpawnLauncher implements Launcher {
  readonly #running = new Set<number>();
  readonly #pipes = new Pipes();

  async start(launch: Launch, output: LaunchOutput, signal: AbortSignal): Promise<Ended> {
    signal.throwIfAborted();
    const ends = await this.#pipes.takeTwo();
    const streams = ends.map(({ stream }) => stream);
    try {
      const child = spawnInto(ends, launch);
      const { pid } = child;
      if (pid === undefined) throw await notStarted(child, launch);
      this.#running.add(pid);
      const end = () => void endGroup(pid);
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      const closed = Promise.all(
        streams.map((stream) => new Promise((resolve) => stream.once('close', resolve))),
      );
      ends[0].stream.on('data', (chunk: Buffer) => output.stdout(chunk));
      ends[1].stream.on('data', (chunk: Buffer) => output.stderr(chunk));
      try {
        return await outcome(child, pid, closed);
      } finally {
        signal.removeEventListener('abort', end);
        this.#running.delete(pid);
      }
    } finally {
      for (const stream of streams) stream.removeAllListeners('data').destroy();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map(endGroup));
    await this.#pipes.close();
  }
}

function spawnInto([stdout, stderr]: readonly [ReadingEnd, ReadingEnd], launch: Launch): ChildProcess {
  try {
    return spawn(launch.command, [...launch.args], {
      cwd: launch.cwd,
      env: { ...launch.env },
      detached: true,
      stdio: ['ignore', stdout.write, stderr.write],
    });
  } finally {
    // As long as anybody has an end to write to, the one that is read does not end.
    for (const { write } of [stdout, stderr]) closeSync(write);
  }
}

/** Waits for the end of the process, of what it left behind, and of what they had to say. */
async function outcome(child: ChildProcess, pid: number, closed: Promise<unknown>): Promise<Ended> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  await endGroup(pid);
  const patience = new AbortController();
  await Promise.race([closed, delay(pipeGraceMs, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
  return { code, signal };
}

const explanations: Readonly<Record<string, string>> = {
  EACCES: 'it may not be executed: `chmod +x` it',
  ENOENT: 'there is no such program, or what its first line (`#!…`) names is not there',
  ENOEXEC: 'it is no program: a script begins with a line such as `#!/bin/sh`',
};

async function notStarted(child: ChildProcess, { command, unit, hook, charm }: Launch): Promise<JujuError> {
  const [cause] = (await once(child, 'error')) as [NodeJS.ErrnoException];
  const { code = '', message } = cause;
  return new JujuError(
    `${command} of charm "${charm}" cannot be started for ${hook} of ${unit}: ${explanations[code] ?? message}`,
    { code, cause },
  );
}
