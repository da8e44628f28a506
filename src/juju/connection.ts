import { formatDuration } from '../duration';
import {
  callLabel,
  ConnectionClosedError,
  type FacadeCall,
  JujuApiError,
  MessageTooLargeError,
  ProtocolError,
} from './errors';
import { type Ending, type PendingCall, PendingRequests } from './pending-requests';
import type { Transport, TransportClose } from './transport';
import type { RpcReply, RpcRequest } from './wire-types';

/** One call to be sent. @internal */
export interface RpcCall extends FacadeCall {
  /** Of a watcher: its id. */
  readonly id?: string | undefined;
  readonly params?: object | undefined;
}

/** What a connection needs to know to speak well of itself. @internal */
export interface ConnectionOptions {
  /** As messages name the other side: `controller "lxd" at 10.1.2.3:17070`. */
  readonly peer: string;
  readonly maxFrameSize: number;
  /** How long to wait for the other side's goodbye. */
  readonly closeGraceMs: number;
}

/**
 * Many calls over one transport. Replies come in any order; every call ends by its reply, its deadline, its abort
 * signal, or with the connection.
 *
 * @internal
 */
export class Connection {
  /** Settles when the connection is closed, with what happened; never rejects. */
  readonly closed: Promise<ConnectionClosedError>;
  /** Called when the connection is closed, before the calls on it end. */
  onEnd: (end: ConnectionClosedError) => void = () => undefined;
  readonly #pending = new PendingRequests();
  #end: ConnectionClosedError | undefined;
  #closing = false;
  #lastHeard = performance.now();
  #settleClosed!: (end: ConnectionClosedError) => void;

  constructor(
    readonly transport: Transport,
    private readonly options: ConnectionOptions,
  ) {
    this.closed = new Promise((resolve) => (this.#settleClosed = resolve));
    transport.onMessage = (text) => this.#receive(text);
    transport.onClose = (close) => this.#onClose(close);
  }

  get peer(): string {
    return this.options.peer;
  }

  /** What waits for an answer. */
  get pending(): PendingCall[] {
    return this.#pending.list();
  }

  /** For how long nothing has come from the other side. */
  get silentMs(): number {
    return performance.now() - this.#lastHeard;
  }

  /** Why it is closed; `undefined` while it is not. */
  get end(): ConnectionClosedError | undefined {
    return this.#end;
  }

  /**
   * Sends a call and resolves with its response.
   *
   * @throws JujuApiError with the controller's answer; RequestTimeoutError; RequestAbortedError; ConnectionClosedError
   */
  call(call: RpcCall, ending: Ending): Promise<unknown> {
    const { facade: type, request, version, id: watcher, params } = call;
    if (this.#end || this.#closing) {
      return Promise.reject(ending.site.dress(this.#notSent(call)));
    }
    const { id, answer } = this.#pending.add({ facade: type, request, version }, ending);
    if (ending.signal?.aborted) {
      this.#pending.abort(id, ending.signal.reason);
      return answer;
    }
    const message: RpcRequest = { 'request-id': id, type, version, id: watcher, request, params };
    try {
      this.transport.send(JSON.stringify(message));
    } catch (error) {
      // Parameters that JSON cannot hold: the call never left.
      this.#pending.reject(id, () => error as Error);
    }
    return answer;
  }

  /** Ends the connection because of `error`, which every pending call gets as its cause. */
  fail(error: ConnectionClosedError): void {
    this.#finish(error);
    this.transport.terminate();
  }

  /** Closes the connection: goodbye, and after a grace the end. Idempotent; rejects what is pending. */
  async close(): Promise<void> {
    if (!this.#end && !this.#closing) {
      this.#closing = true;
      const reason = new ConnectionClosedError(`The connection to ${this.peer} was closed`);
      this.#rejectPending(reason);
      const grace = setTimeout(() => this.transport.terminate(), this.options.closeGraceMs);
      this.transport.close();
      await this.closed;
      clearTimeout(grace);
    }
    await this.closed;
  }

  #receive(text: string): void {
    this.#lastHeard = performance.now();
    if (this.#end) return;
    const reply = parseReply(text);
    if (!reply) {
      this.fail(
        new ProtocolError(
          `${this.peer} sent a message of ${String(text.length)} characters that is not a reply of Juju's protocol. ` +
            'Check that its endpoint belongs to a Juju controller.',
        ),
      );
      return;
    }
    const { 'request-id': id, error } = reply;
    if (error) this.#pending.reject(id, (call) => failureOf(call, reply));
    else this.#pending.resolve(id, reply.response ?? {});
  }

  #onClose(close: TransportClose): void {
    this.#finish(this.#reasonOf(close));
  }

  #finish(end: ConnectionClosedError): void {
    if (this.#end) return;
    this.#end = end;
    this.onEnd(end);
    this.#rejectPending(end);
    this.#settleClosed(end);
  }

  #rejectPending(end: ConnectionClosedError): void {
    this.#pending.rejectAll((call, waitedMs) => {
      const message = `${callLabel(call)}: the connection ended after ${formatDuration(waitedMs)} without an answer: ${end.message}`;
      if (end instanceof MessageTooLargeError) return new MessageTooLargeError(message, { cause: end });
      return new ConnectionClosedError(message, { code: end.code, cause: end, maybeApplied: true });
    });
  }

  #notSent(call: FacadeCall): ConnectionClosedError {
    const why = this.#end?.message ?? `the connection to ${this.peer} is being closed`;
    return new ConnectionClosedError(`${callLabel(call)} was not sent: ${why}`, { cause: this.#end });
  }

  #reasonOf({ code, reason, error }: TransportClose): ConnectionClosedError {
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
      return new MessageTooLargeError(
        `${this.peer} sent a message larger than ${String(this.options.maxFrameSize)} bytes. ` +
          'Allow more with the option `jujuMaxFrameSize`.',
        { cause: error },
      );
    }
    const detail = [reason, error?.message].filter(Boolean).join('; ');
    const words = `The connection to ${this.peer} was closed with code ${String(code)}${detail && ` (${detail})`}`;
    return new ConnectionClosedError(words, { cause: error });
  }
}

function parseReply(text: string): RpcReply | undefined {
  try {
    const reply = JSON.parse(text) as Partial<RpcReply> | null;
    return typeof reply?.['request-id'] === 'number' ? (reply as RpcReply) : undefined;
  } catch {
    return undefined;
  }
}

function failureOf(call: FacadeCall, reply: RpcReply): JujuApiError {
  return new JujuApiError(call, {
    text: reply.error ?? '',
    code: reply['error-code'],
    info: reply['error-info'],
  });
}
