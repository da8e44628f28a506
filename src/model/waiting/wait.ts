import { type Clock, longestSleepMs } from '../../clock';
import { formatDuration } from '../../duration';
import { messageOf } from '../../message-of';
import { onAbort } from '../../on-abort';
import type { LoggedError } from '../logged-errors';
import type { Status } from '../status/status';
import type { StatusPoller, Subscription } from '../status/status-poller';
import type { Failure, Judge, Judgement } from './judgement';
import { Heartbeat } from './heartbeat';
import { isPointless } from './is-pointless';
import { type StoppedWait, stoppedWait } from './stopped-wait';
import { type HappyEnd, waitError, type WaitFacts, type WaitOutcome } from './wait-error';
import { pollsText } from './wait-report';

/** What a wait needs of the model that it is about. @internal */
export interface WaitScene {
  /** `controller:model`. */
  readonly fullName: string;
  readonly clock: Clock;
  readonly poller: StatusPoller;
  /** How the same run is had again, where that takes something: one line. */
  readonly repeat: string | undefined;
  /** Why the charm of an application sets no status, where that can be known. */
  readonly whyUnknown: (application: string) => string | undefined;
  /** How often the connection has broken so far. */
  readonly disconnects: number;
  /** Whether the connection is gone for good. */
  isOver(): boolean;
  /** Tells a person how it goes. */
  report(line: string): void;
  /** Is told of a wait that was aborted: who has aborted it may not look at its error. */
  stopped(wait: StoppedWait): void;
  /** The errors in the debug-log since then; never fails, never takes long. */
  recentErrors(since: Date | undefined): Promise<readonly LoggedError[]>;
}

/** @internal */
export interface WaitLimits {
  readonly timeoutMs: number;
  /** Whether that was given as a number, without a unit. */
  readonly isBareTimeout?: boolean;
  /** How often to look at least. */
  readonly checkMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until a judge says that what it judges has come.
 *
 * @returns the status in which it had
 * @throws WaitTimeoutError, WaitFailedError or one of its kinds, WaitAbortedError
 * @throws whatever makes asking for the status pointless: the connection is lost, the model is gone
 * @internal
 */
export async function waitFor(scene: WaitScene, judge: Judge, limits: WaitLimits): Promise<Status> {
  const wait = new Wait(scene, judge, limits);
  const outcome = await wait.outcome();
  if (outcome.kind === 'done') return happyEnd(scene, judge, outcome);
  if (outcome.kind === 'broken') throw outcome.error;
  throw await waitError(scene, judge, outcome);
}

/** A wait that ended well, perhaps over a bad connection: then people are told, for the next one may not. */
function happyEnd(scene: WaitScene, { goal }: Judge, { status, polls, elapsedMs }: HappyEnd): Status {
  if (polls.failed > 0 || polls.disconnects > 0) {
    const waited = `waited ${formatDuration(elapsedMs)} for ${goal}`;
    scene.report(`${scene.fullName}: ${waited}; polls: ${pollsText(polls)}`);
  }
  return status;
}

/** One wait: from the first status asked for after its beginning to its end. */
class Wait {
  readonly #startedMs: number;
  readonly #heartbeat: Heartbeat;
  readonly #over = new AbortController();
  readonly #polls = { ok: 0, failed: 0, lastError: undefined as unknown };
  readonly #disconnectsBefore: number;
  #status: Status | undefined;
  #began: Date | undefined;
  #judgement: Judgement = { done: false, reasons: [] };
  #end: (outcome: WaitOutcome) => void = () => undefined;
  #isJudging = false;

  constructor(
    private readonly scene: WaitScene,
    private readonly judge: Judge,
    private readonly limits: WaitLimits,
  ) {
    this.#startedMs = scene.clock.now();
    this.#disconnectsBefore = scene.disconnects;
    this.#heartbeat = new Heartbeat(scene, judge.goal, limits.timeoutMs);
  }

  async outcome(): Promise<WaitOutcome> {
    const { signal, checkMs } = this.limits;
    const ended = new Promise<WaitOutcome>((resolve) => (this.#end = resolve));
    const abort = () => {
      const end = { ...this.#facts(), kind: 'aborted', reason: signal?.reason as unknown } as const;
      this.scene.stopped(stoppedWait(this.scene, this.judge, end));
      this.#end(end);
    };
    const stopListening = signal && onAbort(signal, abort);
    if (signal?.aborted) abort();
    using subscription = this.scene.poller.subscribe(
      {
        onStatus: (status) => void this.#onStatus(status, subscription),
        onFailure: (error) => this.#onFailure(error),
      },
      { checkMs },
    );
    void this.#deadline();
    try {
      return await ended;
    } finally {
      this.#over.abort();
      stopListening?.();
    }
  }

  async #onStatus(status: Status, subscription: Subscription): Promise<void> {
    this.#polls.ok += 1;
    this.#status = status;
    this.#began ??= status.timestamp;
    // A predicate that takes its time is not asked twice at once; the next status will do.
    if (this.#isJudging) return;
    this.#isJudging = true;
    try {
      this.#judged(await this.judge.observe(status, this.scene.clock.now()), status, subscription);
    } catch (error) {
      this.#end({ kind: 'broken', error });
    } finally {
      this.#isJudging = false;
    }
  }

  #judged(judgement: Judgement, status: Status, subscription: Subscription): void {
    this.#judgement = judgement;
    if (judgement.failure) this.#failed(judgement.failure);
    else if (judgement.done) this.#end({ ...this.#facts(), kind: 'done', status });
    else this.#goOn(judgement, subscription);
  }

  #failed(failure: Failure): void {
    this.#end({ ...this.#facts(), kind: 'failed', failure });
  }

  #goOn({ reasons, progress, againInMs }: Judgement, subscription: Subscription): void {
    this.#heartbeat.beat(reasons, progress);
    if (againInMs !== undefined) subscription.again(againInMs);
  }

  #onFailure(error: unknown): void {
    this.#polls.failed += 1;
    this.#polls.lastError = error;
    if (isPointless(error) || this.scene.isOver()) this.#end({ kind: 'broken', error });
    else this.#heartbeat.beat([{ entity: 'status', why: messageOf(error) }]);
  }

  async #deadline(): Promise<void> {
    const { timeoutMs, isBareTimeout = false } = this.limits;
    try {
      await this.scene.clock.sleep(Math.min(timeoutMs, longestSleepMs), this.#over.signal);
    } catch {
      // The wait has ended before.
      return;
    }
    this.#end({ ...this.#facts(), kind: 'timeout', timeoutMs, isBareTimeout });
  }

  #facts(): WaitFacts {
    return {
      elapsedMs: this.scene.clock.now() - this.#startedMs,
      status: this.#status,
      began: this.#began,
      judgement: this.#judgement,
      polls: { ...this.#polls, disconnects: this.scene.disconnects - this.#disconnectsBefore },
    };
  }
}
