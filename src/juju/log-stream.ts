import type { Clock } from '../clock';
import { formatDuration } from '../duration';
import { messageOf } from '../message-of';
import { resolver } from './endpoint';
import { ConnectionClosedError, JujuApiError, ProtocolError } from './errors';
import { aborted, LogFrames } from './log-frames';
import type { OpenedConnection } from './open-connection';
import type { SessionLink } from './session-link';
import { type OpenSocket, openSocket } from './transport';
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
  /** Also fires when the session is closed. */
  readonly signal: AbortSignal;
  /** How long it may take until the stream is open, and without a tail how long the controller may then be silent. */
  readonly timeoutMs: number;
  /** After how much silence a stream with a tail is pinged. */
  readonly pingMs: number;
  readonly clock: Clock;
}

/**
 * The debug-log of a model, line by line, for as long as it is read. The socket is closed when the loop ends, however
 * it ends.
 *
 * @throws JujuApiError where the controller refuses; ConnectionClosedError where the stream breaks or hangs;
 *   RequestTimeoutError while the session's connection is away; RequestAbortedError
 * @internal
 */
export async function* logStream(
  link: SessionLink,
  modelUuid: string,
  query: LogQuery,
  options: LogStreamOptions,
): AsyncGenerator<LogMessage, void, undefined> {
  const { clock, timeoutMs, signal, pingMs } = options;
  const end = clock.now() + timeoutMs;
  const opened = await link.ready({ label: 'GET /log', timeoutMs, signal });
  const { connection } = opened;
  const socket = await connect(opened, `/model/${modelUuid}/log${search(query)}`, options, end);
  const endsByItself = query.noTail === true;
  const frames = new LogFrames(socket, { connection, signal, clock, endsByItself });
  try {
    const { peer } = connection;
    checkFirst(await frames.next({ silenceMs: Math.max(0, end - clock.now()) }), peer);
    const patience = endsByItself ? { silenceMs: timeoutMs } : { pingMs };
    for (let text = await frames.next(patience); text !== undefined; text = await frames.next(patience)) {
      yield parse(text, peer) as LogMessage;
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
  { maxFrameSize, signal, clock, timeoutMs }: LogStreamOptions,
  end: number,
): Promise<OpenSocket> {
  const { endpoint, trust } = connection.transport;
  const late = new AbortController();
  const done = new AbortController();
  const tooLate = () => late.abort(new Error(`no answer within ${formatDuration(timeoutMs)}`));
  clock.sleep(Math.max(0, end - clock.now()), done.signal).then(tooLate, () => undefined);
  try {
    return await openSocket(endpoint, {
      path,
      trust,
      lookup: resolver(route.dnsCache),
      maxFrameSize,
      headers: login.headers(),
      signal: AbortSignal.any([signal, late.signal]),
    });
  } catch (cause) {
    if (signal.aborted) throw aborted(signal);
    throw new ConnectionClosedError(`Cannot open the debug-log of ${connection.peer}: ${messageOf(cause)}`, {
      cause,
    });
  } finally {
    done.abort();
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
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and a line of a log may hold anything.
  }
  if (typeof message === 'object' && message !== null) return message;
  throw new ProtocolError(`${peer} sent something in its debug-log that is not a JSON object`);
}
