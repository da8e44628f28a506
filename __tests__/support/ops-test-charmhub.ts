import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A resource that the stand-in publishes, and how badly it serves it. */
export interface PublishedFile {
  readonly content: Buffer;
  readonly revision?: number;
  /** What is said of it, where that is not the truth; `undefined` leaves a field out. */
  readonly says?: Readonly<Record<string, unknown>>;
  /** Ends the connection after so many bytes, the first times. */
  readonly breaksAfter?: number;
  readonly breaks?: number;
  /** Answers with this status, the first times (`times`), or always. */
  readonly status?: number;
  readonly times?: number;
  /** Gives the whole file, whatever part is asked for. */
  readonly ignoresRange?: boolean;
  /** Sends the head and nothing more. */
  readonly stalls?: boolean;
}

/** A small stand-in for Charmhub on a port of this machine. */
export class FakeCharmhub {
  /** `GET /v2/charms/info/etcd?…`, `GET /download/core 0-`: every request, with the part that it asked for. */
  readonly requests: string[] = [];
  readonly #charms = new Map<string, Readonly<Record<string, PublishedFile>>>();
  readonly #served = new Map<string, number>();
  readonly #server: Server;
  #answer: { readonly status: number; readonly text: string } | undefined;

  private constructor() {
    this.#server = createServer((request, response) => this.#handle(request, response));
  }

  static async start(): Promise<FakeCharmhub> {
    const hub = new FakeCharmhub();
    await new Promise<void>((resolve) => hub.#server.listen(0, '127.0.0.1', resolve));
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  publish(charm: string, resources: Readonly<Record<string, PublishedFile>>): void {
    this.#charms.set(charm, resources);
  }

  /** Answers every question about a charm so. */
  answer(status: number, text: string): void {
    this.#answer = { status, text };
  }

  reset(): void {
    this.requests.length = 0;
    this.#charms.clear();
    this.#served.clear();
    this.#answer = undefined;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const { range } = request.headers;
    this.requests.push(
      `GET ${request.url ?? ''}${range === undefined ? '' : ` ${range.replace('bytes=', '')}`}`,
    );
    const path = new URL(request.url ?? '', this.url).pathname;
    if (path.startsWith('/v2/')) this.#info(path.split('/').at(-1) ?? '', response);
    else this.#download(path.split('/').at(-1) ?? '', range, response);
  }

  #info(charm: string, response: ServerResponse): void {
    const resources = this.#charms.get(charm);
    const { status, text } = this.#answer ?? {
      status: resources ? 200 : 404,
      text: JSON.stringify({
        name: charm,
        'default-release': { resources: this.#described(resources ?? {}) },
      }),
    };
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  }

  #described(resources: Readonly<Record<string, PublishedFile>>): unknown[] {
    return Object.entries(resources).map(([name, { content, revision = 1, says }]) => ({
      name,
      revision,
      type: 'file',
      download: {
        'hash-sha-256': createHash('sha256').update(content).digest('hex'),
        size: content.length,
        url: `${this.url}/download/${name}`,
        ...says,
      },
    }));
  }

  #download(name: string, range: string | undefined, response: ServerResponse): void {
    const file = [...this.#charms.values()].map((resources) => resources[name]).find((found) => found);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const served = this.#served.get(name) ?? 0;
    this.#served.set(name, served + 1);
    if (file.status !== undefined && served < (file.times ?? Infinity)) {
      response.writeHead(file.status).end('no');
      return;
    }
    this.#send(file, served, file.ignoresRange ? undefined : range, response);
  }

  #send(file: PublishedFile, served: number, range: string | undefined, response: ServerResponse): void {
    const { content, breaksAfter, breaks = 1, stalls } = file;
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (start > 0 && start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const part = content.subarray(start);
    const headers = { 'content-length': part.length, 'content-range': `bytes ${String(start)}-` };
    response.writeHead(start > 0 ? 206 : 200, start > 0 ? headers : { 'content-length': part.length });
    if (stalls) response.flushHeaders();
    else if (breaksAfter === undefined || served >= breaks) response.end(part);
    else response.write(part.subarray(0, breaksAfter), () => setTimeout(() => response.destroy(), 20));
  }
}
