import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { RpcRoot } from './dispatch';
import type { Faults } from './faults';
import type { RpcRequest } from './rpc-frame';
import { formatError, formatReply, parseRequest } from './rpc-frame';
import type { WatcherRegistry } from './watcher-registry';
import { toWireError } from './wire-error';

/** How long a client may take to say goodbye. Juju gives it ten seconds; nobody waits for a test's controller. */
const closingGraceMs = 250;

/**
 * One RPC websocket: each message is a request, requests run at the same time, and each is answered when it is
 * done, whatever came before it.
 *
 * @internal
 */
export class RpcConnection {
  /** What can be called; replaced when the connection logs in. */
  root: RpcRoot;
  readonly #closed = new AbortController();
  readonly #messagesLeft: number | undefined;
  #messages = 0;

  constructor(
    private readonly socket: WebSocket,
    root: RpcRoot,
    private readonly watchers: WatcherRegistry,
    private readonly faults: Faults,
  ) {
    this.root = root;
    this.#messagesLeft = faults.messagesBeforeDrop();
    socket.on('message', (data: Buffer) => void this.#receive(data));
    socket.on('close', () => this.#end());
    socket.on('error', () => socket.terminate());
    if (this.#messagesLeft === 0) socket.terminate();
  }

  /** Says goodbye as Juju does when the model or the server goes, and waits a little for the answer. */
  async close(): Promise<void> {
    this.watchers.stopAll();
    // Calls that waited for a watcher are answered before the connection closes.
    await nextTurn();
    this.socket.close(1000);
    await this.#wait(closingGraceMs);
    this.socket.terminate();
  }

  async #receive(data: Buffer): Promise<void> {
    this.#messages += 1;
    const isLast = this.#messages === this.#messagesLeft;
    const served = this.#serveText(data.toString('utf8'));
    if (!isLast) return;
    // What can be answered at once is; a call that waits for a change is not waited for.
    await Promise.race([served, nextTurn()]);
    this.socket.terminate();
  }

  async #serveText(text: string): Promise<void> {
    try {
      const request = parseRequest(text);
      if (request !== undefined) await this.#serve(request);
    } catch {
      // Not JSON: Juju gives such a connection up.
      await this.close();
    }
  }

  async #serve(request: RpcRequest): Promise<void> {
    const plan = this.faults.calls.next(`${request.facade}.${request.method}`);
    if (plan.delayMs > 0 && !(await this.#wait(plan.delayMs))) return;
    const reply = plan.executed ? await this.#answer(request, plan.error) : '';
    if (plan.outcome === 'drop') this.socket.terminate();
    else if (plan.outcome === 'answer') this.#send(reply);
  }

  async #answer(request: RpcRequest, failure: Error | undefined): Promise<string> {
    try {
      if (failure !== undefined) throw failure;
      return formatReply(request, await this.root.answer(request));
    } catch (error) {
      return formatError(request, toWireError(error));
    }
  }

  #send(reply: string): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(reply);
  }

  async #wait(milliseconds: number): Promise<boolean> {
    await delay(milliseconds, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    return !this.#closed.signal.aborted;
  }

  #end(): void {
    this.#closed.abort();
    this.watchers.stopAll();
  }
}
