import { type Clock, longestSleepMs } from '../clock';
import { formatDuration } from '../duration';
import {
  AuthenticationError,
  CertificateError,
  ClientStoreError,
  ConnectionClosedError,
  ConnectionLostError,
  ControllerNotFoundError,
  JujuApiError,
  RequestAbortedError,
  RequestTimeoutError,
} from './errors';
import { mayDoBetterElsewhere } from './login';
import type { OpenedConnection } from './open-connection';
import { onAbort } from '../on-abort';

/** @internal */
export type SessionState = 'connected' | 'reconnecting' | 'lost' | 'closed';

/** What listeners hear, and with what. @internal */
export interface SessionEvents {
  /** The connection broke; it is being made again. */
  disconnected: (reason: Error) => void;
  /** It is there again. What was true before may no longer be. */
  reconnected: () => void;
  /** It could not be made again; every call fails from now on. */
  lost: (reason: Error) => void;
  /** It was closed from this side; every call fails from now on. */
  closed: (reason: Error) => void;
}

/** @internal */
export interface LinkOptions {
  readonly clock: Clock;
  /** How long to try to get the connection back. */
  readonly reconnectMs: number;
  /** Opens the connection anew. */
  readonly reopen: (timeoutMs: number, signal: AbortSignal) => Promise<OpenedConnection>;
}

/** How long something waits for the connection. @internal */
export interface ReadyLimits {
  /** What waits, as messages name it. */
  readonly label: string;
  readonly timeoutMs: number;
  /** How much of that is left, where some of it is gone. */
  readonly leftMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * One connection that comes back when it breaks. While it is away, {@link ready} waits; when it does not come back
 * in time, everything fails at once, with what happened.
 *
 * @internal
 */
export class SessionLink {
  #state: SessionState = 'connected';
  #opened: OpenedConnection;
  #ready: Promise<OpenedConnection>;
  #failure: ConnectionClosedError | undefined;
  readonly #over = new AbortController();
  readonly #listeners = new Map<keyof SessionEvents, Set<(reason?: Error) => void>>();

  constructor(
    first: OpenedConnection,
    private readonly options: LinkOptions,
  ) {
    this.#opened = first;
    this.#ready = Promise.resolve(first);
    this.#use(first);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The connection of now, or the last one there was. */
  get latest(): OpenedConnection {
    return this.#opened;
  }

  /** Fires when the session is closed. */
  get closing(): AbortSignal {
    return this.#over.signal;
  }

  /**
   * The connection, as soon as there is one.
   *
   * @throws ConnectionLostError when it does not come back; ConnectionClosedError after {@link close}
   * @throws RequestTimeoutError, RequestAbortedError while it is away
   */
  async ready({ label, timeoutMs, leftMs = timeoutMs, signal }: ReadyLimits): Promise<OpenedConnection> {
    if (this.#state === 'connected') return this.#opened;
    const waiting = new AbortController();
    const stopListening = signal ? onAbort(signal, () => waiting.abort()) : undefined;
    if (signal?.aborted) waiting.abort();
    const waitMs = Math.min(Math.max(0, leftMs), longestSleepMs);
    const tooLate = this.options.clock.sleep(waitMs, waiting.signal).then(
      () => new RequestTimeoutError(this.#stillAway(label, timeoutMs)),
      () =>
        new RequestAbortedError(`${label} was aborted while the connection was away`, {
          cause: signal?.reason,
        }),
    );
    try {
      const back = this.#failure ? Promise.reject<OpenedConnection>(this.#failure) : this.#ready;
      const first = await Promise.race([back, tooLate]);
      if (first instanceof Error) throw first;
      return first;
    } catch (error) {
      throw error instanceof ConnectionClosedError ? notSent(label, error) : error;
    } finally {
      stopListening?.();
      waiting.abort();
    }
  }

  on<Event extends keyof SessionEvents>(event: Event, listener: SessionEvents[Event]): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    // A listener of its own for each call: the same function may listen twice, and leave twice.
    const own = (reason?: Error) => listener(reason as Error);
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  /** Ends it for good. Idempotent. */
  async close(): Promise<void> {
    if (this.#state !== 'closed') {
      this.#state = 'closed';
      this.#failure = new ConnectionClosedError(
        `The connection to ${this.#opened.connection.peer} was closed`,
      );
      this.#over.abort(this.#failure);
      this.#emit('closed', this.#failure);
    }
    await this.#opened.connection.close();
  }

  #use(opened: OpenedConnection): void {
    this.#opened = opened;
    const { connection } = opened;
    if (connection.end) this.#dropped(connection.end);
    else connection.onEnd = (end) => this.#dropped(end);
  }

  #dropped(reason: ConnectionClosedError): void {
    if (this.#state === 'closed') return;
    this.#state = 'reconnecting';
    this.#ready = this.#reconnect(reason);
    // Who waits hears of a failure; when nobody does, it must not bring the process down.
    this.#ready.catch(() => undefined);
    this.#emit('disconnected', reason);
  }

  async #reconnect(reason: ConnectionClosedError): Promise<OpenedConnection> {
    const { clock, reconnectMs, reopen } = this.options;
    const started = clock.now();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const leftMs = started + reconnectMs - clock.now();
      try {
        return this.#reconnected(await reopen(leftMs, this.#over.signal));
      } catch (error) {
        if (this.#over.signal.aborted) throw this.#over.signal.reason;
        const tookMs = clock.now() - started;
        if (isFinal(error) || tookMs + pauseMs >= reconnectMs)
          throw this.#lost(reason, error as Error, tookMs);
      }
      await clock.sleep(pauseMs, this.#over.signal);
    }
  }

  #reconnected(opened: OpenedConnection): OpenedConnection {
    if (this.#over.signal.aborted) {
      opened.connection.transport.terminate();
      throw this.#over.signal.reason;
    }
    this.#state = 'connected';
    this.#use(opened);
    this.#emit('reconnected');
    return opened;
  }

  #lost(reason: Error, last: Error, tookMs: number): ConnectionLostError {
    const error = new ConnectionLostError(
      `The connection to ${this.#opened.connection.peer} is lost. ${withoutStop(reason.message)}. ` +
        `It could not be made again (tried for ${formatDuration(tookMs)}): ${last.message}`,
      { cause: last },
    );
    this.#state = 'lost';
    this.#failure = error;
    this.#emit('lost', error);
    return error;
  }

  #stillAway(label: string, timeoutMs: number): string {
    return (
      `${label} was not sent within ${formatDuration(timeoutMs)}: ` +
      `the connection to ${this.#opened.connection.peer} broke and is not back yet`
    );
  }

  #emit(event: keyof SessionEvents, reason?: Error): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        listener(reason);
      } catch (error) {
        process.emitWarning(`A listener to "${event}" of a Juju connection failed: ${String(error)}`);
      }
    }
  }
}

/** The one failure of a link, told for one that waited. */
function notSent(label: string, failure: ConnectionClosedError): ConnectionClosedError {
  const Kind = failure instanceof ConnectionLostError ? ConnectionLostError : ConnectionClosedError;
  return new Kind(`${label} was not sent. ${failure.message}`, { cause: failure });
}

/** A message to which something will be added. @internal */
export function withoutStop(message: string): string {
  return message.replace(/\.$/, '');
}

/** Whether trying again cannot help. */
function isFinal(error: unknown): boolean {
  if (error instanceof JujuApiError) return !mayDoBetterElsewhere(error);
  return [AuthenticationError, CertificateError, ClientStoreError, ControllerNotFoundError].some(
    (kind) => error instanceof kind,
  );
}
