import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { JujuError } from '../../../errors';
import type { Ended, Launch, Launcher, LaunchOutput } from '../process/launch';
import type { Jail } from './jail';
import { JailRefusedError } from './jail';
import type { systemCalls } from './system-calls';

/** How processes get into a jail. @internal */
export interface JailEntry {
  readonly perl: string;
  readonly calls: NonNullable<typeof systemCalls>;
  /** The greatest size of a file, in bytes: what is written to a unit's own folders is not in the jail's layers. */
  readonly quota: number;
}

/**
 * Starts the processes of charms in the jails of their units, by another launcher. Each has process ids of its own, so that
 * none that it leaves behind survives it, and all die with us.
 *
 * @internal
 */
export class JailLauncher implements Launcher {
  readonly #inner: Launcher;
  readonly #entry: JailEntry;
  readonly #jailOf: (launch: Launch) => Promise<Jail>;

  constructor(inner: Launcher, entry: JailEntry, jailOf: (launch: Launch) => Promise<Jail>) {
    this.#inner = inner;
    this.#entry = entry;
    this.#jailOf = jailOf;
  }

  async start(launch: Launch, output: LaunchOutput, signal: AbortSignal): Promise<Ended> {
    const jail = await this.#jailOf(launch);
    const listener = new RefusalListener(output);
    const door = { holder: String(jail.holder), parent: String(process.pid), token: listener.token };
    const args = entryArguments(this.#entry, launch, door);
    const ended = await this.#inner.start(
      { ...launch, command: this.#entry.perl, args, cwd: '/' },
      { stdout: (chunk) => output.stdout(chunk), stderr: (chunk) => listener.hear(chunk) },
      signal,
    );
    listener.throwIfRefused(launch);
    return ended;
  }

  async close(): Promise<void> {
    await this.#inner.close();
  }
}

/** Who lets a process into a jail. @internal */
export interface JailDoor {
  /** Id of the process that holds the jail. */
  readonly holder: string;
  /** Id of the process that it ends with. */
  readonly parent: string;
  /** Is before what is said of a process that is not started. */
  readonly token: string;
}

/** What perl is started with to run a launch in a jail. @internal */
export function entryArguments(
  { calls, quota }: JailEntry,
  { command, args, cwd }: Launch,
  { holder, parent, token }: JailDoor,
): string[] {
  const { mount, unshare, setns, prctl, setrlimit } = calls;
  const program = join(__dirname, 'programs', 'enter.pl');
  const numbers = [mount, unshare, setns, prctl, setrlimit].join(',');
  return [program, numbers, holder, parent, token, String(quota), cwd, command, ...args];
}

/** Hears on standard error what kept a process from being started, which is ours to say, not the charm's. */
class RefusalListener {
  readonly token = randomBytes(12).toString('hex');
  readonly #output: LaunchOutput;
  #refusal: string | undefined;

  constructor(output: LaunchOutput) {
    this.#output = output;
  }

  hear(chunk: Buffer): void {
    // It is the last that is said, but may come in pieces.
    if (this.#refusal !== undefined) {
      this.#refusal += chunk.toString();
      return;
    }
    const at = chunk.indexOf(`${this.token}\t`);
    if (at !== 0) this.#output.stderr(at === -1 ? chunk : chunk.subarray(0, at));
    if (at !== -1) this.#refusal = chunk.toString('utf8', at);
  }

  throwIfRefused({ command, charm, cwd, hook, unit }: Launch): void {
    if (this.#refusal === undefined) return;
    const [, step = '', errno = '', why = ''] = this.#refusal.trimEnd().split('\t');
    if (step.startsWith('chdir')) {
      throw new JujuError(`the charm's folder is gone: ${cwd}, for ${hook} of ${unit}`, {
        code: 'not found',
      });
    }
    if (step !== 'exec') throw new JailRefusedError({ step, errno: Number(errno), why });
    throw new JujuError(
      `${command} of charm "${charm}" cannot be started for ${hook} of ${unit}: ${explanations[Number(errno)] ?? why}`,
      { code: 'not found' },
    );
  }
}

const explanations: Readonly<Record<number, string>> = {
  2: 'there is no such program, or what its first line (`#!…`) names is not there',
  8: 'it is no program: a script begins with a line such as `#!/bin/sh`',
  13: 'it may not be executed: `chmod +x` it',
};
