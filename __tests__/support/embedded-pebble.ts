import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import type { WorkloadCommands } from '../../src/embedded/agent/pebble/exec-sessions';
import { PebbleServer } from '../../src/embedded/agent/pebble/pebble-server';

export interface PebbleReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  /** `result` of a JSON reply. */
  readonly result: unknown;
  /** `change` of an asynchronous one. */
  readonly change: string;
}

/** A Pebble of a container whose root is a folder of its own, and a client that asks it as `ops` does. */
export class PebbleScene implements AsyncDisposable {
  private constructor(
    readonly folder: string,
    readonly root: string,
    private readonly socket: string,
    private readonly server: PebbleServer,
  ) {}

  static async start(commands: WorkloadCommands = {}): Promise<PebbleScene> {
    const folder = await mkdtemp(join(tmpdir(), 'jest-operator-test-pebble-'));
    const root = join(folder, 'root');
    await mkdir(root);
    const socket = join(folder, 'pebble.socket');
    const server = new PebbleServer({ root, socket, commands: () => commands });
    await server.listen();
    return new PebbleScene(folder, root, socket, server);
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<PebbleReply> {
    return await this.#ask('GET', path, headers);
  }

  async post(path: string, body: object): Promise<PebbleReply> {
    return await this.#ask('POST', path, { 'Content-Type': 'application/json' }, JSON.stringify(body));
  }

  async send(path: string, contentType: string, body: string): Promise<PebbleReply> {
    return await this.#ask('POST', path, { 'Content-Type': contentType }, body);
  }

  /** A socket that is open; what comes over it is told from the first message on. */
  async connect(
    path: string,
    hear: (data: Buffer, isBinary: boolean) => void = () => undefined,
  ): Promise<WebSocket> {
    const socket = new WebSocket(`ws+unix:${this.socket}:${path}`);
    socket.on('message', hear);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body = '',
  ): Promise<PebbleReply> {
    const asked = request({ socketPath: this.socket, method, path, headers });
    asked.end(body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      asked.once('response', resolve).once('error', reject);
    });
    const bytes = await buffer(response);
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    const reply = isJson ? (JSON.parse(bytes.toString()) as { result: unknown; change: string }) : undefined;
    return {
      ...{ status: response.statusCode ?? 0, headers: response.headers, body: bytes },
      ...{ result: reply?.result, change: reply?.change ?? '' },
    };
  }
}
