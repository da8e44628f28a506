import { resolve } from 'node:path';
import type { ByHand, Ended, Launch, Launcher, LaunchOutput } from '../process/launch';
import type { IsolationChoice, IsolationDecision } from './isolation-choice';
import { decideIsolation } from './isolation-choice';
import { jailByHand } from './jail-by-hand';
import type { JailEntry } from './jail-launcher';
import { JailLauncher } from './jail-launcher';
import { perlPath, probeJail } from './probe-jail';
import { systemCalls } from './system-calls';
import { UnitJails } from './unit-jails';

/** What a unit may write over the system's folders unless something else is asked for: 512 MiB. */
const defaultQuota = 512 * 1024 ** 2;

/** How charms are kept off this machine. @internal */
export interface IsolationOptions {
  /** @default 'auto' */
  readonly choice?: IsolationChoice;
  /** Names of the commands that the hook tools' program answers. */
  readonly hostCommands: readonly string[];
  /** How many bytes a unit may write over the system's folders. @default 512 MiB */
  readonly quota?: number;
  /**
   * Paths that charms need, such as that of their Python, asked for when a jail is made: those in /tmp and /run would not be
   * seen in it.
   */
  readonly readable?: () => readonly string[];
  /** Tells the user, at most once of the same. */
  readonly notice: (line: string) => void;
}

/** What has been said: of a machine there is one thing to say, not one for each of its test files. */
const said = new Set<string>();

/**
 * Keeps charms off this machine, as far as was asked for and as it can be had: around another launcher, a jail for each
 * unit; else that launcher alone, with the guards that the hook tools' folder has in `PATH`.
 *
 * @internal
 */
export class Isolation implements Launcher {
  /** What was decided on. */
  readonly kind: IsolationDecision['isolation'];
  readonly #inner: Launcher;
  readonly #jails: UnitJails | undefined;
  readonly #entry: JailEntry | undefined;

  private constructor(
    kind: IsolationDecision['isolation'],
    inner: Launcher,
    { jails, entry }: { readonly jails?: UnitJails; readonly entry?: JailEntry } = {},
  ) {
    this.kind = kind;
    this.#inner = inner;
    this.#jails = jails;
    this.#entry = entry;
  }

  /**
   * Decides, and says so where the user has to know.
   *
   * @param inner - starts the processes
   * @throws JujuError with the code `isolation`, where what was asked for cannot be had
   */
  static async around(inner: Launcher, options: IsolationOptions): Promise<Isolation> {
    const { choice = 'auto', hostCommands, quota = defaultQuota, readable = () => [], notice } = options;
    const decided = await decideIsolation(choice, process.getuid?.() ?? -1, () => probeJail(inner));
    if (decided.notice !== undefined && !said.has(decided.notice)) {
      said.add(decided.notice);
      notice(decided.notice);
    }
    if (decided.isolation !== 'jail' || perlPath === undefined || systemCalls === undefined) {
      return new Isolation(decided.isolation, inner);
    }
    const entry = { perl: perlPath, calls: systemCalls, quota };
    // Programs of ours that charms are started by.
    const agent = resolve(__dirname, '..');
    const jails = new UnitJails({ ...entry, hostCommands, readable: () => [agent, ...readable()] });
    const launcher = new JailLauncher(inner, entry, (launch) => jails.of(launch));
    return new Isolation('jail', launcher, { jails, entry });
  }

  get showsPods(): boolean {
    return this.kind === 'jail';
  }

  async start(launch: Launch, output: LaunchOutput, signal: AbortSignal): Promise<Ended> {
    return await this.#inner.start(launch, output, signal);
  }

  async byHand(launch: Launch): Promise<ByHand | undefined> {
    if (this.#jails === undefined || this.#entry === undefined) return undefined;
    return jailByHand(await this.#jails.planByHand(launch), this.#entry, launch);
  }

  /** Ends what is kept for a unit that is gone. @param root - its folder */
  async release(root: string): Promise<void> {
    await this.#jails?.release(root);
  }

  async close(): Promise<void> {
    await this.#inner.close();
    await this.#jails?.close();
  }
}
