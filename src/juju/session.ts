import { type Clock, systemClock } from '../clock';
import { type Duration, toMilliseconds } from '../duration';
import { JujuError } from '../errors';
import { CallSite } from './call-site';
import { type HttpRequest, type HttpResponse, sendHttp } from './http';
import { type LogQuery, logStream } from './log-stream';
import { openConnection, type OpenOptions, type SessionTarget } from './open-connection';
import { repeatableCall } from './repeatable-call';
import { type SessionEvents, SessionLink, type SessionState } from './session-link';
import type { LogMessage } from './wire-types';

/** How a session behaves. @internal */
export interface SessionOptions {
  /** The largest message to take, in bytes: the option `jujuMaxFrameSize`. 64 MiB by default. */
  readonly maxFrameSize?: number | undefined;
  /** How long connecting and logging in may take. 60 s by default. */
  readonly openTimeout?: Duration | undefined;
  /** How long to try to get a broken connection back. 30 s by default. */
  readonly reconnectTimeout?: Duration | undefined;
  /** After how much silence the controller is pinged. 30 s by default. */
  readonly pingInterval?: Duration | undefined;
  /** How long a ping may take. 30 s by default. */
  readonly pingTimeout?: Duration | undefined;
  /** How long closing waits for the controller's goodbye. 1 s by default. */
  readonly closeGrace?: Duration | undefined;
  readonly clock?: Clock | undefined;
  /** Where `JUJU_CLIENT_ID` and `JUJU_CLIENT_SECRET` are looked up. The process' own by default. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Gives up connecting. */
  readonly signal?: AbortSignal | undefined;
}

/** @internal */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the answer, repetitions included. 60 s by default; `Infinity` for watchers. */
  readonly timeout?: Duration | undefined;
  /** Of a watcher: its id. */
  readonly id?: string | undefined;
  /** Instead of the best common version. */
  readonly version?: number | undefined;
}

const defaultMaxFrameSize = 64 * 1024 * 1024;

/**
 * A login on a controller, or on one of its models.
 *
 * When its connection breaks it is made again: reads that were under way are repeated, a call that changes something
 * fails with `ConnectionLostError` and `maybeApplied`. A connection that does not come back makes every later call
 * fail at once.
 *
 * @internal
 */
export class Session implements AsyncDisposable {
  readonly controllerName: string;
  readonly modelUuid: string | undefined;
  readonly #link: SessionLink;
  readonly #open: OpenOptions;
  readonly #clock: Clock;

  private constructor(target: SessionTarget, link: SessionLink, open: OpenOptions, clock: Clock) {
    this.controllerName = target.controllerName;
    this.modelUuid = target.modelUuid;
    this.#link = link;
    this.#open = open;
    this.#clock = clock;
  }

  /**
   * Connects and logs in.
   *
   * @throws ControllerNotFoundError, ClientStoreError for what the juju client has
   * @throws ConnectionFailedError, CertificateError where no endpoint can be reached, or trusted
   * @throws AuthenticationError where the controller does not let us in
   */
  static async open(target: SessionTarget, options: SessionOptions = {}): Promise<Session> {
    const { clock = systemClock, signal } = options;
    const open = openOptions(options);
    const reconnectMs = toMilliseconds(options.reconnectTimeout ?? '30s', 'reconnectTimeout');
    const first = await openConnection(target, { ...open, signal });
    const link = new SessionLink(first, {
      clock,
      reconnectMs,
      reopen: (leftMs, closing) =>
        openConnection(target, { ...open, timeoutMs: Math.min(leftMs, open.timeoutMs), signal: closing }),
    });
    return new Session(target, link, open, clock);
  }

  get controllerUuid(): string {
    return this.#link.latest.login.controllerUuid;
  }

  get userTag(): string {
    return this.#link.latest.login.userTag;
  }

  get serverVersion(): string {
    return this.#link.latest.login.serverVersion;
  }

  get controllerAccess(): string {
    return this.#link.latest.login.controllerAccess;
  }

  get state(): SessionState {
    return this.#link.state;
  }

  /** The version of a facade that both sides speak best; 0 where there is none. */
  facadeVersion(facade: string): number {
    return this.#link.latest.login.facades.best(facade);
  }

  /**
   * Calls a facade and resolves with its response.
   *
   * @throws JujuApiError with the controller's answer; FacadeNotSupportedError
   * @throws RequestTimeoutError, RequestAbortedError, ConnectionLostError, ConnectionClosedError
   */
  async call<R>(facade: string, method: string, params: object = {}, options: CallOptions = {}): Promise<R> {
    // Its identity alone is used.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const site = new CallSite(this.call);
    const { id, version, signal, timeout = '60s' } = options;
    const limits = { timeoutMs: toMilliseconds(timeout, 'timeout'), signal, site, clock: this.#clock };
    return (await repeatableCall(this.#link, { facade, request: method, params, id, version }, limits)) as R;
  }

  /**
   * Sends a request to the controller's HTTP endpoints, with the session's trust and login.
   *
   * @throws JujuApiError for an answer that is not a success, and as {@link call} else
   */
  async http(request: HttpRequest): Promise<HttpResponse> {
    return await sendHttp(this.#link, request, this.#clock);
  }

  /**
   * The debug-log of the session's model, line by line, until the loop ends, the signal fires, or the session is
   * closed.
   */
  logStream(query: LogQuery, options: { signal?: AbortSignal | undefined } = {}): AsyncIterable<LogMessage> {
    if (this.modelUuid === undefined) throw new JujuError('A debug-log is of a model: connect to one');
    const { closing } = this.#link;
    return logStream(this.#link, this.modelUuid, query, {
      maxFrameSize: this.#open.maxFrameSize,
      timeoutMs: this.#open.timeoutMs,
      pingMs: this.#open.keepAlive.intervalMs,
      clock: this.#clock,
      signal: options.signal ? AbortSignal.any([options.signal, closing]) : closing,
    });
  }

  /** Listens; what it returns stops listening. */
  on<Event extends keyof SessionEvents>(event: Event, listener: SessionEvents[Event]): () => void {
    return this.#link.on(event, listener);
  }

  /** Closes the connection for good; what is under way fails. Idempotent; leaves no socket and no timer. */
  close(): Promise<void> {
    return this.#link.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function openOptions(options: SessionOptions): OpenOptions {
  return {
    maxFrameSize: checkedMaxFrameSize(options.maxFrameSize ?? defaultMaxFrameSize),
    timeoutMs: toMilliseconds(options.openTimeout ?? '60s', 'openTimeout'),
    closeGraceMs: toMilliseconds(options.closeGrace ?? '1s', 'closeGrace'),
    keepAlive: {
      intervalMs: toMilliseconds(options.pingInterval ?? '30s', 'pingInterval'),
      timeoutMs: toMilliseconds(options.pingTimeout ?? '30s', 'pingTimeout'),
    },
    env: options.env ?? process.env,
  };
}

function checkedMaxFrameSize(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new JujuError(
    `jujuMaxFrameSize must be a positive whole number of bytes, such as 67108864; got ${JSON.stringify(value)} (${typeof value})`,
    { code: 'not valid' },
  );
}
