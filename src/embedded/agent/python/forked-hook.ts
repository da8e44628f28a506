import type { Ended, LaunchOutput } from '../process/launch';
import { endGroup, signalGroup } from '../process/process-group';
import type { ForkFrame } from './fork-frames';

/** What a hook that was asked for came to: an end, or why it was not started. @internal */
export type ForkOutcome = Ended | { readonly refused: string };

/** One hook of a fork server, from when it is asked for. @internal */
export class ForkedHook {
  readonly outcome: Promise<ForkOutcome>;
  readonly #output: LaunchOutput;
  #settle: (outcome: ForkOutcome) => void = () => undefined;
  #pid: number | undefined;

  constructor(output: LaunchOutput) {
    this.#output = output;
    this.outcome = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Takes what the server says of it. */
  take({ kind, payload }: ForkFrame): void {
    if (kind === 'o') this.#output.stdout(payload);
    else if (kind === 'e') this.#output.stderr(payload);
    else if (kind === 'p') this.#pid = Number(payload.toString());
    else if (kind === 'r') this.#settle({ refused: payload.toString() });
    else if (kind === 'x') this.#settle(JSON.parse(payload.toString()) as Ended);
  }

  /**
   * Kills it, because its server has died, and tells so when it is true. One that was not started yet can still be
   * started in another way.
   *
   * @param why - the server died
   * @param sharesPids - whether the server's process ids are ours
   */
  async end(why: string, sharesPids: boolean): Promise<void> {
    if (this.#pid === undefined) {
      this.#settle({ refused: why });
      return;
    }
    if (sharesPids && signalGroup(this.#pid, 'SIGKILL')) await endGroup(this.#pid);
    this.#settle({ code: null, signal: 'SIGKILL' });
  }
}
