import { toMilliseconds } from '../duration';
import { JujuError } from '../errors';
import {
  ConnectionClosedError,
  ConnectionLostError,
  RequestAbortedError,
  RequestTimeoutError,
} from '../juju/errors';
import type { CallOptions, Session } from '../juju/session';
import type { FullStatus } from '../juju/wire-types';
import { messageOf } from '../message-of';
import { anySignal, type CallLimits, leftOf } from './calls/call-limits';
import { explained } from './calls/explained';
import type { Controllers } from './controller/controllers';
import { recentErrors } from './debug-log';
import { hideSecrets } from './hide-secrets';
import type { LoggedError } from './logged-errors';
import type { ModelInfo } from './model-info';
import type { ModelSettings } from './controller/model-settings';
import { parseStatus } from './status/parse-status';
import type { Status, StatusInfo, UnitStatus } from './status/status';
import { StatusPoller } from './status/status-poller';
import { type AgentBefore, noticeMs, type Touch, Touches } from './waiting/touched';
import type { Judge } from './waiting/judgement';
import type { StoppedWait } from './waiting/stopped-wait';
import { unlessAborted } from './waiting/unless-aborted';
import { waitFor, type WaitLimits, type WaitScene } from './waiting/wait';
import { withinTime } from './waiting/within-time';

/** How often a wait looks that does not say itself, in Juju's time. */
const checkEveryMs = 1_000;
/** How long one question for the status may take. */
const statusTimeout = '30s';
const logTimeout = '5s';

/** A command that agents have to react to. @internal */
export interface TouchingCommand {
  /** The command in the past tense, for messages: `the configuration of web was changed`. */
  readonly what: string;
  /** Whose agents have something to run because of it. */
  readonly concerns: (unit: UnitStatus, before: Status) => boolean;
  readonly limits: CallLimits;
}

/** What a command made, as far as only its answer tells. @internal */
export type Effects = Omit<Touch, 'what' | 'atMs' | 'agents'>;

/**
 * What a {@link Model} and its applications, units and actions share: the session, the one poller, the commands that
 * were sent.
 *
 * @internal
 */
export class ModelCore implements WaitScene {
  readonly poller: StatusPoller;
  readonly touches = new Touches();
  /** The numbers of relations whose removal was asked for here: Juju 4 does not tell that they are dying. */
  readonly leavingRelations = new Set<number>();
  #disconnects = 0;

  constructor(
    readonly session: Session,
    readonly info: ModelInfo,
    readonly settings: ModelSettings,
    readonly controllers: Controllers,
  ) {
    const source = { fetch: async (previous?: Status) => parseStatus(await this.#fullStatus(), previous) };
    this.poller = new StatusPoller(source, settings.clock, (changes) => {
      for (const { line } of changes) if (line !== undefined) this.report(`${this.fullName}: ${line}`);
    });
    session.on('disconnected', () => (this.#disconnects += 1));
  }

  get fullName(): string {
    return this.info.fullName;
  }

  get clock() {
    return this.settings.clock;
  }

  get repeat() {
    return this.settings.repeat;
  }

  readonly whyUnknown = (application: string): string | undefined =>
    this.settings.whyUnknown(this.info.uuid, application);

  get scale() {
    return this.settings.scale;
  }

  /**
   * The model as it was after the last command, or while the last wait went on.
   *
   * @throws ConnectionLostError, ConnectionClosedError: what nobody can refresh any more must not be taken for the truth
   */
  get lastStatus(): Status {
    this.checkConnection();
    const status = this.poller.latest;
    if (!status) throw new JujuError(`The status of ${this.fullName} was not asked for yet`);
    return status;
  }

  /** Refuses to go on where the connection is gone for good. */
  checkConnection(): void {
    const { state } = this.session;
    if (state === 'lost') {
      throw new ConnectionLostError(
        `The connection to ${this.fullName} is lost: what was last known of it may no longer be true. ` +
          'Every further use of the model fails.',
      );
    }
    if (state === 'closed') {
      throw new ConnectionClosedError(
        `The connection to ${this.fullName} was closed: the model was forgotten, or its test file has ended.`,
      );
    }
  }

  /** How often the connection has broken so far. */
  get disconnects(): number {
    return this.#disconnects;
  }

  report(line: string): void {
    this.settings.report(hideSecrets(line));
  }

  stopped(wait: StoppedWait): void {
    this.settings.stopped(wait);
  }

  isOver(): boolean {
    return this.session.state === 'lost' || this.session.state === 'closed';
  }

  recentErrors(since: Date | undefined): Promise<readonly LoggedError[]> {
    const { session, clock } = this;
    // A wait whose time is over does not wait for a connection to come back.
    if (session.state !== 'connected') return Promise.resolve([]);
    return recentErrors(session, { since, timeout: logTimeout, clock });
  }

  /** The caller's signal and the running test's. */
  signalFor({ signal }: CallLimits): AbortSignal | undefined {
    return anySignal(signal, this.settings.signal());
  }

  call<R>(
    facade: string,
    method: string,
    params: object,
    limits: CallLimits = {},
    options: CallOptions = {},
  ): Promise<R> {
    const { timeout } = limits;
    return this.session.call<R>(facade, method, params, {
      ...options,
      signal: this.signalFor(limits),
      ...(timeout !== undefined && { timeout }),
    });
  }

  /** A status from after this call; what is asked for goes on to serve others where its time is over. */
  async refresh(limits: CallLimits = {}): Promise<Status> {
    const { timeout } = limits;
    const what = `The status of ${this.fullName}`;
    const asked = this.poller.refresh();
    const inTime =
      timeout === undefined ? asked : withinTime(asked, toMilliseconds(timeout, 'timeout'), this.clock, what);
    return await unlessAborted(inTime, this.signalFor(limits), what);
  }

  /** Waits for a moment. */
  async pause(milliseconds: number, limits: CallLimits, what: string): Promise<void> {
    const signal = this.signalFor(limits);
    await unlessAborted(this.clock.sleep(milliseconds, signal), signal, what);
  }

  /** Waits, within the limits, until a judge is content. */
  wait(
    judge: Judge,
    limits: CallLimits & Omit<WaitLimits, 'checkMs' | 'signal'> & { checkMs?: number },
  ): Promise<Status> {
    const checkMs = limits.checkMs ?? this.scale.toReal(checkEveryMs);
    return waitFor(this, judge, { ...limits, checkMs, signal: this.signalFor(limits) });
  }

  /**
   * Sends a command that agents have to react to, and notes it for later waits; resolves when {@link lastStatus} shows
   * it.
   *
   * @param send - sends it, and says what it made; `undefined` where it turned out to change nothing
   */
  async touching(
    { what, concerns, limits }: TouchingCommand,
    send: (before: Status, limits: CallLimits) => Promise<Effects | undefined>,
  ): Promise<Status> {
    const left = leftOf(limits, this.clock);
    const askedMs = this.clock.now();
    const before = await this.refresh(left());
    const sentAt = this.#controllerTime(before, askedMs);
    const units = Object.values(before.units).filter((unit) => concerns(unit, before));
    const hasHeardAt = sentAt && sentAt + this.scale.toReal(noticeMs);
    const agents = new Map(
      units.map(({ name, agentStatus }) => [name, agentBefore(agentStatus, sentAt, hasHeardAt)]),
    );
    const note = (effects: Effects) => this.touches.add({ what, atMs: this.clock.now(), agents, ...effects });
    try {
      const effects = await send(before, left());
      if (effects) note(effects);
    } catch (error) {
      if (mayBeApplied(error)) note({});
      throw explained(error, { fullName: this.fullName, lastStatus: before });
    }
    return await this.afterCommand(what, left());
  }

  /** The status after a command, which was carried out whether or not it can be had. */
  async afterCommand(what: string, limits: CallLimits = {}): Promise<Status> {
    try {
      return await this.refresh(limits);
    } catch (cause) {
      const words = messageOf(cause);
      const code = cause instanceof JujuError ? cause.code : '';
      throw new JujuError(
        `In ${this.fullName} ${what}, but its status could not be had afterwards: ${words}`,
        {
          cause,
          code,
        },
      );
    }
  }

  /**
   * The controller's time now, by a status that was asked for then. It may be off by as long as that took, for the
   * later: a sign too many is waited for, but none is taken for another's.
   */
  #controllerTime({ timestamp }: Status, askedMs: number): number | undefined {
    return timestamp && timestamp.getTime() + this.clock.now() - askedMs;
  }

  /** Juju's own form of the status. */
  async #fullStatus(): Promise<FullStatus> {
    return await this.session.call<FullStatus>(
      'Client',
      'FullStatus',
      { patterns: [] },
      { timeout: statusTimeout },
    );
  }
}

/** Whoever gives up waiting for the answer to a command does not stop it. */
function mayBeApplied(error: unknown): boolean {
  if (error instanceof ConnectionClosedError) return error.maybeApplied;
  return error instanceof RequestTimeoutError || error instanceof RequestAbortedError;
}

function agentBefore(
  { current, since }: StatusInfo,
  busyUntil: number | undefined,
  hasHeardAt: number | undefined,
): AgentBefore {
  return { since: since?.getTime(), ...(current !== 'idle' && { busyUntil, hasHeardAt }) };
}
