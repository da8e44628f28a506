import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { messageOf } from '../../../message-of';
import type { ContainerMounts } from './container-files';
import type { WorkloadCommands } from './exec-sessions';
import { Pebble } from './pebble';
import { PebbleError } from './pebble-error';
import { answer, type Answer } from './routes';

/** What a container is made of. @internal */
export interface ContainerOptions {
  /** The folder that is its root. */
  readonly root: string;
  /** What is mounted in it. Asked each time: storage comes and goes. */
  readonly mounts?: () => ContainerMounts;
  /** Where its charm looks for Pebble; short enough for a socket. */
  readonly socket: string;
  /** Answer the commands that the charm executes in it. Asked each time: a test may give it others. */
  readonly commands: () => WorkloadCommands;
  /** Called when there is a notice that Juju's agent may tell the charm of. */
  readonly told?: () => void;
}

/**
 * Pebble, the service manager of a Kubernetes charm's container, as the charm's side sees it: the interface of Pebble
 * 1.32 over a unix socket. There is no image behind it: services that are started count as active, files are in a folder of
 * this machine, commands are answered by the test.
 *
 * @internal
 */
export class PebbleServer {
  readonly pebble: Pebble;
  readonly #options: ContainerOptions;
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({ noServer: true });

  constructor(options: ContainerOptions) {
    this.#options = options;
    this.pebble = new Pebble({ bootId: randomUUID(), ...options });
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#options.socket);
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    for (const client of this.#webSockets.clients) client.terminate();
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await this.#answer(request);
    response.writeHead(reply.status, {
      'Content-Type': reply.contentType,
      'Content-Length': reply.body.length,
    });
    response.end(reply.body);
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; contentType: string; body: Buffer }> {
    const { method = 'GET', url = '/', headers } = request;
    try {
      const { pathname, searchParams } = new URL(url, 'http://pebble');
      const body = await buffer(request);
      return encode(
        await answer(this.pebble, {
          ...{ method, path: pathname, query: searchParams, body },
          contentType: headers['content-type'] ?? '',
          accept: headers.accept ?? '',
        }),
      );
    } catch (error) {
      const refusal = error instanceof PebbleError ? error : new PebbleError(messageOf(error), 500);
      return { status: refusal.status, contentType: 'application/json', body: json(refusal.body) };
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [, taskId = '', name = ''] =
      /^\/v1\/tasks\/([^/]+)\/websocket\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (!this.pebble.exec.expects(taskId, name)) {
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (connected) =>
      this.pebble.exec.connect(taskId, name, connected),
    );
  }
}

function encode(reply: Answer): { status: number; contentType: string; body: Buffer } {
  if ('multipart' in reply) return { status: 200, ...reply.multipart };
  if ('change' in reply) {
    const { change, result = null } = reply;
    const body = { type: 'async', 'status-code': 202, status: 'Accepted', change, result };
    return { status: 202, contentType: 'application/json', body: json(body) };
  }
  const body = { type: 'sync', 'status-code': 200, status: 'OK', result: reply.result };
  return { status: 200, contentType: 'application/json', body: json(body) };
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
