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

  constructor(private readonly onConnection: (socket: Socket) => void) {}

  /** The port, the same for the listener's whole life. */
  get port(): number {
    return this.#port;
  }

  /** Takes connections on 127.0.0.1; the first time on any free port, later on the same. */
  async listen(): Promise<void> {
    if (this.#server !== undefined) return;
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

  /** Takes no more connections; those that are open go on. */
  stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    // `close` calls back when the last connection has gone; the port itself is free when it returns.
    server?.close();
    return Promise.resolve();
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
