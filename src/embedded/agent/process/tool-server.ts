import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { ToolCall, ToolResult } from '../tools/hook-tool';
import { readToolRequest, toolReply } from './tool-request';

/** What a tool server serves. @internal */
export interface ToolServing {
  /** Where it listens: a path that a socket can have. */
  readonly socket: string;
  readonly contextId: string;
  run(call: ToolCall): Promise<ToolResult>;
}

/** No charm pipes more than this into a tool. */
const maxRequest = 64 * 1024 * 1024;

/**
 * Serves the hook tools of one hook, over a socket that is there as long as the hook. One call at a time, as Juju's agent
 * has it.
 *
 * @internal
 */
export class ToolServer {
  readonly #serving: ToolServing;
  readonly #server: Server;
  readonly #connections = new Set<Socket>();
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(serving: ToolServing) {
    this.#serving = serving;
    this.#server = createServer({ allowHalfOpen: true }, (connection) => this.#accept(connection));
  }

  static async start(serving: ToolServing): Promise<ToolServer> {
    const server = new ToolServer(serving);
    server.#server.listen(serving.socket);
    await once(server.#server, 'listening');
    return server;
  }

  /** Ends it: the call that runs is let end, its answer and all others are cut off. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#server.close();
    for (const connection of this.#connections) connection.destroy();
    await this.#last;
  }

  #accept(connection: Socket): void {
    this.#connections.add(connection);
    const chunks: Buffer[] = [];
    let size = 0;
    connection.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxRequest) connection.destroy();
    });
    connection.on('error', () => connection.destroy());
    connection.on('close', () => this.#connections.delete(connection));
    connection.on('end', () => {
      this.#last = this.#last.then(() => this.#answer(connection, Buffer.concat(chunks)));
    });
  }

  async #answer(connection: Socket, bytes: Buffer): Promise<void> {
    // A call that waited for another one while its hook ended says nothing any more.
    if (this.#closed || connection.destroyed) return;
    connection.end(toolReply(await this.#result(bytes)));
  }

  async #result(bytes: Buffer): Promise<ToolResult> {
    const request = readToolRequest(bytes);
    if (request === undefined) return refusal('malformed');
    const { contextId, ...call } = request;
    if (call.tool === '') return refusal('command not specified');
    if (!call.dir.startsWith('/')) return refusal('Dir is not absolute');
    if (contextId !== this.#serving.contextId)
      return refusal(`wrong context ID; got ${JSON.stringify(contextId)}`);
    return await this.#serving.run(call);
  }
}

function refusal(why: string): ToolResult {
  return { code: 1, stdout: Buffer.alloc(0), stderr: Buffer.from(`ERROR bad request: ${why}\n`) };
}
