import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { serverCertificate, type ServerCertificate } from './juju-certificates';

/** One call that has arrived. */
export interface RawCall {
  readonly 'request-id': number;
  readonly type: string;
  readonly version: number;
  readonly id?: string;
  readonly request: string;
  readonly params: Record<string, never>;
}

/** One websocket of a client. */
export interface RawPeer {
  readonly socket: WebSocket;
  /** The URL it was opened with. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** What a handler gives for an answer: nothing. The call waits for ever. */
export const silence = Symbol('silence');

/** An error that goes to the client as Juju writes it. */
export class RpcFailure extends Error {
  constructor(
    readonly text: string,
    readonly code = '',
    readonly info?: Record<string, unknown>,
  ) {
    super(text);
  }
}

export type RawHandler = (params: Record<string, never>, call: RawCall, peer: RawPeer) => unknown;

export interface RawServerOptions {
  readonly certificate?: ServerCertificate;
  readonly facades?: Readonly<Record<string, readonly number[]>>;
  readonly host?: string;
  readonly port?: number;
}

export const controllerUuid = 'deadbeef-0bad-400d-8000-4b1d0d06f00d';
export const modelUuid = 'deadbeef-0bad-400d-8000-4b1d0d06f66d';

/**
 * A server that speaks TLS, websocket and the frames of Juju's protocol, and nothing more: each answer is the test's
 * own. Out of the box it lets everybody in and answers pings.
 */
export class RawServer {
  /** Every call that has arrived, the login included. */
  readonly calls: RawCall[] = [];
  readonly peers: RawPeer[] = [];
  /** HTTP requests that are no websockets. */
  onHttp: RequestListener = (_request, response) => response.writeHead(404).end();
  /** Takes a websocket out of the RPC server's hands. */
  onSocket: ((peer: RawPeer) => boolean) | undefined;
  /** Answers a request for a websocket otherwise, or not at all. */
  onUpgrade: ((request: IncomingMessage, socket: Socket) => boolean) | undefined;
  /** Sees a message before it is taken for a call. */
  onMessage: ((text: string, peer: RawPeer) => boolean) | undefined;
  readonly #handlers = new Map<string, RawHandler>();
  readonly #tcp = new Set<Socket>();
  readonly #websockets = new WebSocketServer({ noServer: true, maxPayload: 1024 ** 3 });

  private constructor(
    readonly server: Server,
    readonly certificate: ServerCertificate,
    readonly host: string,
    private readonly facades: Readonly<Record<string, readonly number[]>>,
  ) {
    server.on('request', (request, response) => this.onHttp(request, response));
    server.on('connection', (socket: Socket) => {
      this.#tcp.add(socket);
      socket.once('close', () => this.#tcp.delete(socket));
    });
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      if (this.onUpgrade?.(request, socket)) return;
      this.#websockets.handleUpgrade(request, socket, head, (client) => this.#accept(client, request));
    });
    this.on('Admin.Login', (_params, _call, peer) => this.loginResult(peer));
    this.on('Pinger.Ping', () => ({}));
  }

  static async start({
    certificate,
    facades = { Client: [6, 7, 8], Application: [19, 20, 21, 22], ModelManager: [9, 10], Pinger: [1] },
    host = '127.0.0.1',
    port = 0,
  }: RawServerOptions = {}): Promise<RawServer> {
    const own = certificate ?? (await serverCertificate());
    const server = createServer({ cert: own.cert, key: own.key });
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    return new RawServer(server, own, host, facades);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get endpoint(): string {
    return this.host.includes(':')
      ? `[${this.host}]:${String(this.port)}`
      : `${this.host}:${String(this.port)}`;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#tcp.size;
  }

  /** Scripts a method: what the handler gives is the answer, what it throws the error, {@link silence} none at all. */
  on(name: string, handler: RawHandler): this {
    this.#handlers.set(name, handler);
    return this;
  }

  /** The calls of a method that have arrived. */
  callsOf(name: string): RawCall[] {
    return this.calls.filter(({ type, request }) => `${type}.${request}` === name);
  }

  /** A login as Juju answers it. */
  loginResult(peer: RawPeer, user = 'admin'): Record<string, unknown> {
    const uuid = /^\/model\/([^/]+)\//.exec(peer.url)?.[1];
    return {
      servers: [],
      ...(uuid === undefined ? {} : { 'model-tag': `model-${uuid}` }),
      'controller-tag': `controller-${controllerUuid}`,
      'user-info': {
        'display-name': user,
        identity: `user-${user}`,
        'controller-access': 'superuser',
        'model-access': 'admin',
      },
      facades: Object.entries(this.facades).map(([name, versions]) => ({ name, versions })),
      'server-version': '3.6.28',
    };
  }

  reply(peer: RawPeer, call: RawCall, response: unknown): void {
    peer.socket.send(JSON.stringify({ 'request-id': call['request-id'], response }));
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.#tcp) socket.destroy();
  }

  /** Stops listening and cuts every connection. */
  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #accept(socket: WebSocket, request: IncomingMessage): void {
    const peer = { socket, url: request.url ?? '', headers: request.headers };
    this.peers.push(peer);
    socket.on('error', () => undefined);
    if (this.onSocket?.(peer)) return;
    socket.on('message', (data) => {
      const text = (data as Buffer).toString('utf8');
      if (!this.onMessage?.(text, peer)) void this.#answer(JSON.parse(text) as RawCall, peer);
    });
  }

  async #answer(call: RawCall, peer: RawPeer): Promise<void> {
    this.calls.push(call);
    const name = `${call.type}.${call.request}`;
    const handler = this.#handlers.get(name);
    try {
      if (!handler) throw new RpcFailure(`unknown method "${name}"`, 'not implemented');
      const response = await handler(call.params, call, peer);
      if (response !== silence) this.reply(peer, call, response);
    } catch (error) {
      const { text = String(error), code, info } = error as Partial<RpcFailure>;
      peer.socket.send(
        JSON.stringify({
          'request-id': call['request-id'],
          error: text,
          'error-code': code,
          'error-info': info,
          response: {},
        }),
      );
    }
  }
}
