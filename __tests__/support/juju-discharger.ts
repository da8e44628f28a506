import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The part of the `macaroon` package that is used here; it comes without types. */
interface MacaroonLibrary {
  newMacaroon(from: {
    identifier: string;
    location: string;
    rootKey: Uint8Array;
    version: number;
  }): LibraryMacaroon;
  importMacaroon(json: object): LibraryMacaroon;
}

interface LibraryMacaroon {
  addFirstPartyCaveat(condition: string): void;
  addThirdPartyCaveat(rootKey: Uint8Array, identifier: string, location: string): void;
  exportJSON(): Record<string, unknown>;
  /** Throws where the macaroon or one of its discharges does not hold. */
  verify(
    rootKey: Uint8Array,
    check: (condition: string) => string | null,
    discharges: LibraryMacaroon[],
  ): void;
}

const library = jest.requireActual<MacaroonLibrary>('macaroon');

/** A service that gives macaroons which only a discharger can complete, as a controller does for external users. */
export class MacaroonService {
  readonly #rootKey = randomBytes(24);

  constructor(private readonly discharger: Discharger) {}

  /** A macaroon to be discharged, as JSON of version 1. */
  mint(): Record<string, unknown> {
    const macaroon = library.newMacaroon({
      identifier: randomBytes(8).toString('hex'),
      location: 'juju',
      rootKey: this.#rootKey,
      version: 1,
    });
    const { id, rootKey } = this.discharger.newCaveat();
    macaroon.addThirdPartyCaveat(rootKey, id, this.discharger.url);
    return macaroon.exportJSON();
  }

  /** Whether these are a macaroon of ours and all its discharges; what they declare. */
  verify(slice: readonly object[]): string[] | undefined {
    const [macaroon, ...discharges] = slice.map((json) => library.importMacaroon(json));
    const conditions: string[] = [];
    const check = (condition: string) => {
      conditions.push(condition);
      return null;
    };
    try {
      macaroon?.verify(this.#rootKey, check, discharges);
      return macaroon ? conditions : undefined;
    } catch {
      return undefined;
    }
  }
}

export interface DischargeCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: URLSearchParams;
}

/** A discharger: gives a discharge to whoever asks, or what the test wants instead. */
export class Discharger {
  readonly calls: DischargeCall[] = [];
  /** First-party caveats of the discharges. */
  conditions: readonly string[] = ['declared username bob@external'];
  /** Answers otherwise. */
  instead: ((response: ServerResponse) => void) | undefined;
  url = '';
  readonly #keys = new Map<string, Uint8Array>();

  /** On a server of its own, plain HTTP on the loopback interface. */
  static async start(): Promise<Discharger & { close(): Promise<unknown> }> {
    const discharger = new Discharger();
    const server: Server = createServer((request, response) => void discharger.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    discharger.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    return Object.assign(discharger, { close: () => new Promise((resolve) => server.close(resolve)) });
  }

  /** A caveat that this discharger knows. */
  newCaveat(): { id: string; rootKey: Uint8Array } {
    const id = randomBytes(8).toString('base64');
    const rootKey = randomBytes(24);
    this.#keys.set(id, rootKey);
    return { id, rootKey };
  }

  /** Answers one request, on whatever server it has come. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8'));
    this.calls.push({ path: request.url ?? '', headers: request.headers, body });
    const id = body.get('id') ?? '';
    const rootKey = this.#keys.get(id);
    if (this.instead) {
      this.instead(response);
      return;
    }
    if (!rootKey) {
      answer(response, 400, { Code: 'bad request', Message: 'unknown caveat' });
      return;
    }
    const macaroon = library.newMacaroon({ identifier: id, location: this.url, rootKey, version: 1 });
    for (const condition of this.conditions) macaroon.addFirstPartyCaveat(condition);
    answer(response, 200, { Macaroon: macaroon.exportJSON() });
  }
}

/** Answers with JSON. */
export function answer(
  response: ServerResponse,
  status: number,
  body: object,
  type = 'application/json',
): void {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}
