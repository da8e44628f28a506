import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { request } from 'node:https';
import { WebSocket } from 'ws';

/** A reply as it stands on the wire. */
export interface RawReply {
  readonly 'request-id'?: number;
  readonly response?: Record<string, unknown>;
  readonly error?: string;
  readonly 'error-code'?: string;
  readonly 'error-info'?: Record<string, unknown>;
}

/** Where a server is, and what it takes to trust it. */
export interface RawTarget {
  readonly port: number;
  readonly caCert: string;
}

/**
 * A websocket to a controller that knows nothing but frames: written apart from `src/juju`, so that both cannot have
 * misread Juju in the same way.
 */
export class RawClient {
  readonly #waiting = new Map<number, (reply: RawReply) => void>();
  #last = 0;
  /** Everything that came, in order. */
  readonly received: string[] = [];
  /** Code and reason of the close frame, once closed; 1006 when there was none. */
  readonly closed: Promise<number>;

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      this.received.push(text);
      const reply = parse(text);
      const id = reply?.['request-id'];
      if (id !== undefined) this.#waiting.get(id)?.(reply as RawReply);
    });
  }

  static async connect(
    target: RawTarget,
    path = '/api',
    headers: Record<string, string> = {},
  ): Promise<RawClient> {
    const socket = new WebSocket(`wss://127.0.0.1:${target.port}${path}`, { ca: target.caCert, headers });
    const client = new RawClient(socket);
    await once(socket, 'open');
    return client;
  }

  /** A connection that is logged in as `admin`, or as somebody else. */
  static async login(
    target: RawTarget,
    options: { modelUuid?: string; user?: string; password?: string } = {},
  ): Promise<RawClient> {
    const { modelUuid, user = 'admin', password = 'secret' } = options;
    const client = await RawClient.connect(
      target,
      modelUuid === undefined ? '/api' : `/model/${modelUuid}/api`,
    );
    await client.result('Admin', 3, 'Login', { 'auth-tag': `user-${user}`, credentials: password });
    return client;
  }

  /** The whole reply to a call. */
  call(facade: string, version: number, method: string, params?: object, id?: string): Promise<RawReply> {
    this.#last += 1;
    const requestId = this.#last;
    const reply = new Promise<RawReply>((resolve) => this.#waiting.set(requestId, resolve));
    const frame = { 'request-id': requestId, type: facade, version, request: method, params, id };
    this.socket.send(JSON.stringify(frame));
    return reply;
  }

  /** The response of a call that must not fail, taken to be of the shape that the test expects. */
  async result<R = Record<string, string>>(
    facade: string,
    version: number,
    method: string,
    params?: object,
    id?: string,
  ): Promise<R> {
    const reply = await this.call(facade, version, method, params, id);
    if (reply.error !== undefined)
      throw new Error(`${facade}.${method}: ${reply.error} (${reply['error-code'] ?? ''})`);
    return reply.response as R;
  }

  /** The next message that comes. */
  async nextMessage(): Promise<string> {
    const [data] = (await once(this.socket, 'message')) as [Buffer];
    return data.toString();
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** An answer to an HTTP request. */
export interface RawHttpReply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** Sends an HTTP request with the name and password of `admin`, unless others are given. */
export async function rawHttp(
  target: RawTarget,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: Buffer; auth?: string } = {},
): Promise<RawHttpReply> {
  const { headers = {}, body, auth = 'user-admin:secret' } = options;
  const sent: RequestOptions = {
    host: '127.0.0.1',
    port: target.port,
    method,
    path,
    headers,
    ca: target.caCert,
  };
  const call = request({ ...sent, agent: false, ...(auth !== '' && { auth }) });
  call.end(body);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
}

/** The header by which HTTP requests and streams say who sends them. */
export function basicAuth(user = 'admin', password = 'secret'): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`user-${user}:${password}`).toString('base64')}` };
}

function parse(text: string): RawReply | undefined {
  try {
    return JSON.parse(text) as RawReply;
  } catch {
    return undefined;
  }
}
