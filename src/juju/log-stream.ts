import type WebSocket from 'ws';
import type { OpenedConnection } from './open-connection';
import { ConnectionClosedError, JujuApiError, ProtocolError, RequestAbortedError } from './errors';
import { resolver } from './endpoint';
import { messageOf } from './message-of';
import { onAbort } from '../on-abort';
import { openSocket } from './transport';
import type { HttpErrorBody, LogMessage } from './wire-types';

/** Which lines of a model's debug-log; lists are "any of". @internal */
export interface LogQuery {
  /** Tags, or patterns of tags such as `unit-web-*`. */
  readonly includeEntity?: readonly string[];
  readonly excludeEntity?: readonly string[];
  readonly includeModule?: readonly string[];
  readonly excludeModule?: readonly string[];
  readonly includeLabel?: readonly string[];
  readonly excludeLabel?: readonly string[];
  /** `TRACE`, `DEBUG`, `INFO`, `WARNING` or `ERROR`: this and what is graver. */
  readonly level?: string;
  /** How many earlier lines come first. */
  readonly backlog?: number;
  /** How many lines come at most. */
  readonly maxLines?: number;
  /** All earlier lines come first. */
  readonly replay?: boolean;
  /** The stream ends with the last line there is. */
  readonly noTail?: boolean;
  readonly startTime?: Date;
}

/** @internal */
export interface LogStreamOptions {
  readonly maxFrameSize: number;
  readonly signal?: AbortSignal | undefined;
  /** How long the controller may take to open the stream. */
  readonly openTimeoutMs: number;
}

/** Lines that wait for the reader; beyond this the controller has to wait, until so few are left. */
const highWater = 1000;
const lowWater = 100;

/**
 * The debug-log of a model, line by line, for as long as it is read. The socket is closed when the loop ends, however
 * it ends.
 *
 * @throws JujuApiError where the controller refuses; ConnectionClosedError where the stream breaks; RequestAbortedError
 * @internal
 */
export async function* logStream(
  open: () => Promise<OpenedConnection>,
  modelUuid: string,
  query: LogQuery,
  options: LogStreamOptions,
): AsyncGenerator<LogMessage, void, undefined> {
  const opened = await open();
  const socket = await connect(opened, `/model/${modelUuid}/log${search(query)}`, options);
  const frames = new Frames(socket, opened.connection.peer, options.signal, query.noTail === true);
  try {
    checkFirst(await frames.next(), opened.connection.peer);
    for (let text = await frames.next(); text !== undefined; text = await frames.next()) {
      yield JSON.parse(text) as LogMessage;
    }
  } finally {
    frames.end();
  }
}

function search(query: LogQuery): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query) as [string, LogQuery[keyof LogQuery]][]) {
    for (const text of textsOf(value)) parameters.append(key, text);
  }
  return parameters.size > 0 ? `?${parameters.toString()}` : '';
}

/** A value as Juju wants it in a URL: nothing for what is not asked for, the parameter again for each of a list. */
function textsOf(value: LogQuery[keyof LogQuery]): readonly string[] {
  if (value === undefined || value === false) return [];
  if (value instanceof Date) return [value.toISOString()];
  return typeof value === 'object' ? value : [String(value)];
}

async function connect(
  { connection, route, login }: OpenedConnection,
  path: string,
  { maxFrameSize, signal, openTimeoutMs }: LogStreamOptions,
): Promise<WebSocket> {
  const { endpoint, trust } = connection.transport;
  const late = AbortSignal.timeout(openTimeoutMs);
  try {
    return await openSocket(endpoint, {
      path,
      trust,
      lookup: resolver(route.dnsCache),
      maxFrameSize,
      headers: login.headers(),
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
  } catch (cause) {
    if (signal?.aborted) throw aborted(signal);
    throw new ConnectionClosedError(`Cannot open the debug-log of ${connection.peer}: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** The first frame says whether the stream is open: `{}`, or an error. */
function checkFirst(text: string | undefined, peer: string): void {
  if (text === undefined)
    throw new ConnectionClosedError(`${peer} closed the debug-log before its first line`);
  const { error } = parse(text, peer) as HttpErrorBody;
  if (!error) return;
  const { message, code, info } = error;
  throw new JujuApiError({ facade: 'GET', request: '/log', version: 0 }, { text: message, code, info });
}

function parse(text: string, peer: string): object {
  try {
    return JSON.parse(text) as object;
  } catch (cause) {
    throw new ProtocolError(`${peer} began its debug-log with something that is not JSON`, { cause });
  }
}

function aborted(signal: AbortSignal): RequestAbortedError {
  return new RequestAbortedError('Reading the debug-log was aborted', { cause: signal.reason });
}

/** The messages of a socket, one at a time; the socket is paused while too many wait. */
class Frames {
  readonly #waiting: string[] = [];
  #end: { error?: Error } | undefined;
  #wake: () => void = () => undefined;
  #broken: Error | undefined;
  #stopListening: () => void = () => undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly peer: string,
    private readonly signal: AbortSignal | undefined,
    /** Whether the controller is to end the stream: Juju does it without a goodbye, as if the line were cut. */
    private readonly endsByItself: boolean,
  ) {
    socket.on('message', (data) => this.#push((data as Buffer).toString('utf8')));
    socket.on('error', (error) => (this.#broken = error));
    socket.on('close', (code) => this.#closed(code));
    if (signal) this.#stopListening = onAbort(signal, this.#abort);
    if (signal?.aborted) this.#abort();
    socket.resume();
  }

  /** The next message; `undefined` after the last. */
  async next(): Promise<string | undefined> {
    while (this.#waiting.length === 0 && !this.#end) await new Promise<void>((wake) => (this.#wake = wake));
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

  readonly #abort = (): void => {
    if (this.signal) this.#finish(aborted(this.signal));
    this.#waiting.length = 0;
    this.socket.terminate();
  };

  #push(text: string): void {
    this.#waiting.push(text);
    if (this.#waiting.length >= highWater) this.socket.pause();
    this.#wake();
  }

  #closed(code: number): void {
    const isBroken = this.#broken !== undefined || (code === 1006 && !this.endsByItself);
    const words = this.#broken?.message ?? `code ${String(code)}`;
    this.#finish(
      isBroken
        ? new ConnectionClosedError(`The debug-log of ${this.peer} broke off (${words})`, {
            cause: this.#broken,
          })
        : undefined,
    );
  }

  #finish(error: Error | undefined): void {
    this.#end ??= error ? { error } : {};
    this.#wake();
  }
}
