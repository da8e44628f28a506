import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StoreEntry } from './entries';
import { infoDocument } from './info-document';

/**
 * The part of Charmhub's own interface that clients use behind the controller's back: what there is to know of a charm,
 * and the archive of a bundle. Plain HTTP, since nobody would trust its certificate.
 *
 * @internal
 */
export class CharmhubServer {
  readonly #entries: ReadonlyMap<string, StoreEntry>;
  #server: Server | undefined;
  #url: string | undefined;

  constructor(entries: ReadonlyMap<string, StoreEntry>) {
    this.#entries = entries;
  }

  get url(): string | undefined {
    return this.#url;
  }

  /** Opens the port; does nothing where it is open. */
  async start(): Promise<void> {
    if (this.#server) return;
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  #answer({ url = '/', method }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://charmhub');
    const [, kind, name] = /^\/(?:(v2\/charms\/info|download)\/)([^/]+)$/.exec(pathname) ?? [];
    const entry = name === undefined ? undefined : this.#entries.get(name.replace(/\.zip$/, ''));
    if (method !== 'GET' || name === undefined) {
      sendError(response, 'not-found', `${String(method)} ${pathname} is not served by this stand-in`);
    } else if (!entry) {
      sendError(response, 'resource-not-found', `No charm or bundle with name '${name}'.`);
    } else if (kind === 'download') {
      const [last] = entry.kind === 'charm' ? entry.releases.slice(-1) : [entry];
      response.writeHead(200, { 'Content-Type': 'application/zip' }).end(last.archive);
    } else {
      sendJson(response, 200, infoDocument(entry, searchParams.get('channel') ?? undefined, this.#url ?? ''));
    }
  }
}

function sendError(response: ServerResponse, code: string, message: string): void {
  sendJson(response, 404, { 'error-list': [{ code, message }] });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
