import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { finished, pipeline, type Readable } from 'node:stream';
import type { Clock } from '../clock';
import { type Duration, formatDuration, toMilliseconds } from '../duration';
import { messageOf } from '../message-of';
import { CallSite } from './call-site';
import { Deadline } from './deadline';
import { resolver } from './endpoint';
import { ConnectionClosedError, ProtocolError, RequestAbortedError, RequestTimeoutError } from './errors';
import { httpFailure } from './http-failure';
import { onAbort } from '../on-abort';
import type { OpenedConnection } from './open-connection';
import type { SessionLink } from './session-link';

/** A request to one of the controller's HTTP endpoints. @internal */
export interface HttpRequest {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** From the root, query included: `/model-UUID/charms/web-1a2b3c4`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Buffer | Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Until the whole answer is there; 10 minutes by default, for charms and resources are large. */
  readonly timeout?: Duration | undefined;
}

/** An answer of success; anything else is a `JujuApiError`. @internal */
export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body, to be read once: so, or by one of the methods. It ends with an error at the deadline. */
  readonly stream: Readable;
  bytes(): Promise<Buffer>;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/**
 * Sends a request to the endpoint that the session's connection uses, with the same trust and the same login.
 *
 * @throws JujuApiError for an answer that is not a success; RequestTimeoutError; RequestAbortedError
 * @throws ConnectionClosedError where the network fails, or the session is closed
 * @internal
 */
export async function sendHttp(link: SessionLink, wanted: HttpRequest, clock: Clock): Promise<HttpResponse> {
  const site = new CallSite(sendHttp);
  const { signal } = wanted;
  const timeoutMs = toMilliseconds(wanted.timeout ?? '10m', 'timeout');
  const end = clock.now() + timeoutMs;
  const opened = await link.ready({ label: labelOf(wanted), timeoutMs, signal }).catch((error: unknown) => {
    throw site.dress(error as Error);
  });
  const callers = signal ? AbortSignal.any([signal, link.closing]) : link.closing;
  const deadline = new Deadline(Math.max(0, end - clock.now()), callers);
  const ended = (reason: unknown) => site.dress(endOf(reason, wanted, opened, timeoutMs, deadline));
  try {
    const response = await exchange(opened, wanted, deadline, ended);
    if (response.statusCode === undefined || response.statusCode >= 300) {
      throw site.dress(await httpFailure(wanted, response).catch((error: unknown) => ended(error)));
    }
    return responseOf(response, wanted, ended);
  } catch (error) {
    deadline.clear();
    throw error;
  }
}

/** Sends the request and waits for the head of the answer. The deadline goes on until its body has ended. */
function exchange(
  { connection, route, login }: OpenedConnection,
  { method, path, headers, body }: HttpRequest,
  deadline: Deadline,
  ended: (reason: unknown) => Error,
): Promise<IncomingMessage> {
  const { endpoint, trust } = connection.transport;
  const request = httpsRequest({
    ...trust,
    host: endpoint.host,
    port: endpoint.port,
    path: endpoint.path + path,
    method,
    headers: { ...login.headers(), ...headers },
    lookup: resolver(route.dnsCache),
    // A socket for each request: they are few, and none is left behind.
    agent: false,
  });
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const stop = () => (answer ?? request).destroy(ended(deadline.signal.reason));
    onAbort(deadline.signal, stop);
    if (deadline.signal.aborted) stop();
    request.on('error', (error) => reject(ended(error)));
    request.on('response', (response) => {
      answer = response;
      finished(response, () => deadline.clear());
      resolve(response);
    });
    send(request, body, (error) => {
      // A server may refuse before it has read everything: then its answer counts, not the broken pipe.
      if (!answer) reject(ended(error));
    });
  });
}

function send(
  request: ClientRequest,
  body: Buffer | Readable | undefined,
  fail: (error: Error) => void,
): void {
  if (body === undefined || Buffer.isBuffer(body)) {
    // With the whole body at hand the length is known, and sent: Juju's charm routes want it.
    request.end(body);
    return;
  }
  pipeline(body, request, (error) => {
    if (error) fail(error);
  });
}

function endOf(
  reason: unknown,
  wanted: HttpRequest,
  { connection }: OpenedConnection,
  timeoutMs: number,
  deadline: Deadline,
): Error {
  const label = labelOf(wanted);
  const { signal } = wanted;
  if (signal?.aborted) return new RequestAbortedError(`${label} was aborted`, { cause: signal.reason });
  if (deadline.abortedByCaller) {
    return new ConnectionClosedError(`${label}: the connection to ${connection.peer} was closed`, {
      maybeApplied: true,
    });
  }
  if (deadline.signal.aborted) {
    return new RequestTimeoutError(`${label}: no whole answer within ${formatDuration(timeoutMs)}`);
  }
  return new ConnectionClosedError(
    `${label}: the request to ${connection.peer} failed: ${messageOf(reason)}`,
    {
      cause: reason,
      maybeApplied: true,
    },
  );
}

/** As messages name it: what stands behind the path may be secret. */
function labelOf({ method, path }: HttpRequest): string {
  return `${method} ${path.replace(/\?.*$/, '')}`;
}

function responseOf(
  stream: IncomingMessage,
  wanted: HttpRequest,
  ended: (reason: unknown) => Error,
): HttpResponse {
  const bytes = async () => {
    try {
      return Buffer.concat((await stream.toArray()) as Buffer[]);
    } catch (error) {
      throw ended(error);
    }
  };
  const text = async () => (await bytes()).toString('utf8');
  return {
    status: stream.statusCode ?? 0,
    headers: stream.headers,
    stream,
    bytes,
    text,
    json: async () => parsed(await text(), wanted),
  };
}

function parsed(text: string, wanted: HttpRequest): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and that may be secret.
    throw new ProtocolError(`${labelOf(wanted)}: the controller's answer is not JSON`);
  }
}
