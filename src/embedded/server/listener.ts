import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/**
 * The port of the controller: takes TCP connections, and can stop and begin again to take them while those that are
 * open go on. What is spoken on them is none of its business.
 *
 * @internal
 */
export class Listener {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #ended = false;
  /** Settles when all that `stop` ended has gone, which takes until the last connection has. */
  #closed: Promise<unknown> = Promise.resolve();

  constructor(private readonly onConnection: (socket: Socket) => void) {}

  /** The port, the same for the listener's whole life. */
  get port(): number {
    return this.#port;
  }

  /** Takes connections on 127.0.0.1; the first time on any free port, later on the same, after `close` never again. */
  async listen(): Promise<void> {
    if (this.#server !== undefined || this.#ended) return;
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Takes no more connections; those that are open go on. The port is free when it returns. */
  stop(): void {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.#closed = Promise.all([this.#closed, closed]);
  }

  /** Takes no more connections and cuts those that are open; nothing of it is left when it is done. */
  async close(): Promise<void> {
    this.#ended = true;
    this.stop();
    await this.cut();
    await this.#closed;
  }

  /** Cuts all connections and waits until they are gone. */
  async cut(): Promise<void> {
    const gone = [...this.#sockets].map(
      (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
    );
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(gone);
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // A peer that vanishes is its own business; the layers above see the end of the stream.
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    this.onConnection(socket);
  }
}
