import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { JujuError } from '../../../errors';
import type { ReadOnlyFolder } from './isolation-choice';
import type { Refusal } from './explain-refusal';
import type { systemCalls } from './system-calls';

/** What a jail is made of. @internal */
export interface JailPlan {
  readonly perl: string;
  readonly calls: NonNullable<typeof systemCalls>;
  /** An empty folder to build in, which goes with the jail; not within one that is to be seen in the jail. */
  readonly folder: string;
  /** How many bytes may be written over the system's folders, in all. */
  readonly quota: number;
  /** Paths of commands, and the program to have in place of each. */
  readonly guards: ReadonlyMap<string, string>;
  /** Lies over the system's folders. */
  readonly lower?: string;
  /** Paths of the machine that are to be seen at their places. */
  readonly readable: readonly string[];
  /** A folder that is empty in the jail but for what is shown of it. */
  readonly hidden: string;
  /** Paths that are shown of the hidden folder. */
  readonly shown: readonly string[];
  /** The unit's folder, which is there itself and not a layer over it; read-only, since we write there, and follow links. */
  readonly root: string;
  /** Folders in it that can be written to. */
  readonly owned: readonly string[];
  /** The folder to be seen as /charm, for the units of pods; read-only. */
  readonly pod?: string | undefined;
}

/** Rejected with where the machine refuses a jail. @internal */
export class JailRefusedError extends JujuError {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`No jail can be made: ${refusal.step}: ${refusal.why}`, { code: 'isolation' });
    this.refusal = refusal;
  }
}

/**
 * The jail of one unit: namespaces that a small process holds, with what hooks have written outside of their own folders.
 * The process holds them until its standard input ends, which it does in every kind of death of ours.
 *
 * @internal
 */
export class Jail {
  readonly readOnly: readonly ReadOnlyFolder[];
  readonly #plan: JailPlan;
  readonly #holder: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;

  private constructor(
    plan: JailPlan,
    holder: ChildProcessWithoutNullStreams,
    readOnly: readonly ReadOnlyFolder[],
  ) {
    this.#plan = plan;
    this.#holder = holder;
    this.readOnly = readOnly;
    this.#ended = isAlive(holder) ? once(holder, 'exit') : Promise.resolve();
  }

  /** @throws JailRefusedError where the machine refuses */
  static async make(plan: JailPlan): Promise<Jail> {
    const holder = spawn(plan.perl, jailArguments(plan), { cwd: '/', env: {}, detached: true });
    const readOnly = await readAnswer(holder);
    unref(holder);
    return new Jail(plan, holder, readOnly);
  }

  /** Id of the process that holds the namespaces. */
  get holder(): number {
    return this.#holder.pid ?? -1;
  }

  /** Whether it is still there. */
  get isAlive(): boolean {
    return isAlive(this.#holder);
  }

  /** Ends it; what was written in it is gone. */
  async close(): Promise<void> {
    this.#holder.ref();
    this.#holder.kill('SIGKILL');
    await this.#ended;
    await rm(this.#plan.folder, { recursive: true, force: true });
  }
}

/** What perl is started with to make a jail. @internal */
export function jailArguments(plan: JailPlan): string[] {
  const { mount, umount2, pivotRoot, unshare } = plan.calls;
  const numbers = [mount, umount2, pivotRoot, unshare].join(',');
  const program = join(__dirname, 'programs', 'jail.pl');
  return [program, numbers, String(plan.quota), plan.folder, ...directives(plan)];
}

function directives({ guards, lower, readable, hidden, shown, root, owned, pod }: JailPlan): string[] {
  return [
    ...[...guards].map(([path, program]) => ['guard', path, program]),
    ...(lower === undefined ? [] : [['lower', lower]]),
    ...readable.map((path) => ['read', path]),
    ['hide', hidden],
    ...shown.map((path) => ['read', path]),
    ['read', root],
    ...owned.map((path) => ['write', path]),
    ...(pod === undefined ? [] : [['read', pod, '/charm']]),
  ].map((words) => words.join('\t'));
}

const isAlive = ({ exitCode, signalCode }: ChildProcessWithoutNullStreams): boolean =>
  exitCode === null && signalCode === null;

/** A jail that nobody closes does not keep us alive: its process ends with us. */
function unref(holder: ChildProcessWithoutNullStreams): void {
  holder.unref();
  // Of a process's pipes the types do not know that they are sockets.
  for (const pipe of [holder.stdin, holder.stdout, holder.stderr]) (pipe as unknown as Socket).unref();
}

async function readAnswer(holder: ChildProcessWithoutNullStreams): Promise<ReadOnlyFolder[]> {
  const readOnly: ReadOnlyFolder[] = [];
  const errors: Buffer[] = [];
  holder.stdin.on('error', () => {});
  holder.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const failed = new Promise<never>((_resolve, reject) => holder.once('error', reject));
  const lines = createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
  for (;;) {
    const line = await Promise.race([lines.next(), failed]);
    if (line.done === true) break;
    const [word = '', first = '', second = '', third = ''] = line.value.split('\t');
    if (word === 'ready') return readOnly;
    if (word === 'open') readOnly.push({ path: first, why: second });
    if (word === 'failed') throw new JailRefusedError({ step: first, errno: Number(second), why: third });
  }
  throw new JailRefusedError({ step: 'perl', errno: 0, why: Buffer.concat(errors).toString().trim() });
}
