import { createServer, request as ask, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy on this machine: passes plain requests on, and opens tunnels. */
export class Proxy implements AsyncDisposable {
  /** `CONNECT host:port`, `GET http://…`: what went through it. */
  readonly requests: string[] = [];
  /** `Proxy-Authorization` headers. */
  readonly authorizations: (string | undefined)[] = [];
  /** Refuses with this status, where there is one. */
  refuses: number | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const { method = '', url = '', headers } = request;
      this.#note(`${method} ${url}`, headers['proxy-authorization']);
      const onwards = ask(url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onwards.on('error', () => response.destroy());
      request.pipe(onwards);
    });
    this.#server.on('connect', ({ url = '', headers }, socket: Socket) => {
      this.#note(`CONNECT ${url}`, headers['proxy-authorization']);
      if (this.refuses !== undefined) {
        socket.end(`HTTP/1.1 ${String(this.refuses)} No\r\n\r\n`);
        return;
      }
      const [host, port] = url.split(':');
      const onwards = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onwards).pipe(socket);
      });
      for (const end of [socket, onwards]) {
        this.#sockets.add(end);
        end.on('error', () => undefined);
      }
    });
  }

  static async start(): Promise<Proxy> {
    const proxy = new Proxy();
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #note(request: string, authorization: string | undefined): void {
    this.requests.push(request);
    this.authorizations.push(authorization);
  }
}
