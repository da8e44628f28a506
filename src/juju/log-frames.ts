import { type Clock, longestSleepMs } from '../clock';
import { formatDuration } from '../duration';
import { onAbort } from '../on-abort';
import type { Connection } from './connection';
import { ConnectionClosedError, RequestAbortedError } from './errors';
import { isDead } from './keep-alive';
import type { OpenSocket } from './transport';

/** @internal */
export interface LogFramesOptions {
  /** The session's own connection at the time: when that is dead, so is the stream. */
  readonly connection: Connection;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Whether the controller is to end the stream: Juju does it without a goodbye, as if the line were cut. */
  readonly endsByItself: boolean;
}

/** How long to wait for a message: so long at most, or for ever with a ping now and then. @internal */
export type LogPatience = { readonly silenceMs: number } | { readonly pingMs: number };

/** Messages that wait for the reader; beyond this the controller has to wait, until so few are left. */
const highWater = 1000;
const lowWater = 100;

/**
 * The messages of a debug-log's socket, one at a time; the socket is paused while too many wait.
 *
 * Juju never reads from this socket, so that it answers no ping: a ping here keeps the way open and lets the network
 * tell of a broken one. Whether the controller is alive is known from the session's connection.
 *
 * @internal
 */
export class LogFrames {
  readonly #waiting: string[] = [];
  #end: { error?: Error } | undefined;
  #wake: () => void = () => undefined;
  #broken: Error | undefined;
  readonly #stopListening: () => void;

  constructor(
    private readonly socket: OpenSocket,
    private readonly options: LogFramesOptions,
  ) {
    const { signal, connection } = options;
    socket.on('message', (data) => this.#push((data as Buffer).toString('utf8')));
    socket.on('error', (error) => (this.#broken = error));
    socket.on('close', (code) => this.#closed(code));
    this.#stopListening = onAbort(signal, this.#abort);
    if (signal.aborted) this.#abort();
    void connection.closed.then((end) => {
      if (isDead(end)) this.#finish(this.#brokeOff(end.message, end));
    });
    socket.resume();
  }

  /** The next message; `undefined` after the last. */
  async next(patience: LogPatience): Promise<string | undefined> {
    while (this.#waiting.length === 0 && !this.#end) await this.#something(patience);
    if (this.#waiting.length <= lowWater && this.socket.isPaused) this.socket.resume();
    const text = this.#waiting.shift();
    if (text === undefined && this.#end?.error) throw this.#end.error;
    return text;
  }

  /** Closes the socket and forgets what waits. */
  end(): void {
    this.#stopListening();
    this.#waiting.length = 0;
    // A paused socket would never see the other side's goodbye.
    this.socket.terminate();
  }

  /** Waits for a message or the end; where neither comes in time it pings, or ends the stream. */
  async #something(patience: LogPatience): Promise<void> {
    const waiting = new AbortController();
    const woken = new Promise<'woken'>((wake) => (this.#wake = () => wake('woken')));
    const ms = 'pingMs' in patience ? patience.pingMs : patience.silenceMs;
    const silence = this.options.clock.sleep(Math.min(ms, longestSleepMs), waiting.signal).then(
      () => 'silent',
      () => 'woken',
    );
    const outcome = await Promise.race([woken, silence]);
    waiting.abort();
    if (outcome === 'woken') return;
    // What cannot be sent ends the socket, and with it the stream.
    if ('pingMs' in patience) this.socket.ping(undefined, undefined, () => undefined);
    else this.#finish(this.#brokeOff(`nothing came for ${formatDuration(ms)}`));
  }

  readonly #abort = (): void => {
    this.#finish(aborted(this.options.signal));
    this.#waiting.length = 0;
    this.socket.terminate();
  };

  #push(text: string): void {
    this.#waiting.push(text);
    if (this.#waiting.length >= highWater) this.socket.pause();
    this.#wake();
  }

  #closed(code: number): void {
    const isBroken = this.#broken !== undefined || (code === 1006 && !this.options.endsByItself);
    const words = this.#broken?.message ?? `code ${String(code)}`;
    this.#finish(isBroken ? this.#brokeOff(words, this.#broken) : undefined);
  }

  #brokeOff(why: string, cause?: Error): ConnectionClosedError {
    return new ConnectionClosedError(
      `The debug-log of ${this.options.connection.peer} broke off (${why})`,
      cause && { cause },
    );
  }

  #finish(error: Error | undefined): void {
    this.#end ??= error ? { error } : {};
    this.#wake();
  }
}

/** @internal */
export function aborted(signal: AbortSignal): RequestAbortedError {
  return new RequestAbortedError('Reading the debug-log was aborted', { cause: signal.reason });
}
