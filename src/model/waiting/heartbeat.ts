import type { Clock } from '../../clock';
import { formatDuration } from '../../duration';
import type { Reason } from './judgement';

const intervalMs = 30_000;

/** What a {@link Heartbeat} needs of a wait. @internal */
export interface HeartbeatScene {
  readonly fullName: string;
  readonly clock: Clock;
  report(line: string): void;
}

/**
 * A line now and then while a wait goes on, so that a person who looks at a quiet screen knows what it is waiting for.
 *
 * @internal
 */
export class Heartbeat {
  readonly #startedMs: number;
  #lastMs: number;
  readonly #missing = new Set<string>();

  constructor(
    private readonly scene: HeartbeatScene,
    private readonly goal: string,
    private readonly timeoutMs: number,
  ) {
    this.#startedMs = scene.clock.now();
    this.#lastMs = this.#startedMs;
  }

  /**
   * Says what is missing, when it is time to; of a name that the model does not have at once, for it may be misspelt.
   *
   * @param progress - `2 of 3 applications ready`
   */
  beat(reasons: readonly Reason[], progress?: string): void {
    this.#tellMissing(reasons);
    const now = this.scene.clock.now();
    if (now - this.#lastMs < intervalMs) return;
    this.#lastMs = now;
    const waited = `${formatDuration(now - this.#startedMs)}/${formatDuration(this.timeoutMs)}`;
    const how = howItIs(reasons, progress);
    this.scene.report(`${this.scene.fullName}: waiting ${waited} for ${this.goal}: ${how}`);
  }

  #tellMissing(reasons: readonly Reason[]): void {
    for (const { entity, why, missing } of reasons) {
      if (!missing || this.#missing.has(entity)) continue;
      this.#missing.add(entity);
      this.scene.report(`${this.scene.fullName}: waiting for ${this.goal}: ${entity} ${why}`);
    }
  }
}

/** `2 of 3 applications ready; web/0 is "waiting", want "active"; and 2 more`. */
function howItIs([first, ...others]: readonly Reason[], progress: string | undefined): string {
  const more = others.length > 0 ? `; and ${String(others.length)} more` : '';
  const missing = first ? `${first.entity} ${first.why}${more}` : 'no status yet';
  return progress === undefined ? missing : `${progress}; ${missing}`;
}
