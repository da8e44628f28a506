import type { LookupFunction } from 'node:net';
import WebSocket from 'ws';
import { type Endpoint, urlHost } from './endpoint';
import { onAbort } from '../on-abort';
import type { TrustOptions } from './trust';

/** How a transport ended. @internal */
export interface TransportClose {
  /** The websocket's close code: 1000 normal, 1001 going away, 1006 broken. */
  readonly code: number;
  readonly reason: string;
  /** What broke it, if anything did. */
  readonly error?: Error | undefined;
}

/** What carries messages to a controller and back: one text each. @internal */
export interface Transport {
  /** As messages name the other side. */
  readonly endpoint: Endpoint;
  /** How whom we speak to was verified. */
  readonly trust: TrustOptions;
  onMessage: (text: string) => void;
  onClose: (close: TransportClose) => void;
  send(text: string): void;
  /** Says goodbye and waits for the other side to do the same. */
  close(): void;
  /** Ends it now. */
  terminate(): void;
}

/** @internal */
export interface SocketOptions {
  readonly path: string;
  readonly trust: TrustOptions;
  readonly lookup: LookupFunction;
  /** Bytes of one message. */
  readonly maxFrameSize: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** A websocket that is open. @internal */
export type OpenSocket = WebSocket;

/**
 * Opens a websocket over TLS. It comes paused: resume it once its messages have a listener.
 *
 * @throws the error of the network, of TLS, or {@link UpgradeRefused}; the signal's reason when it is aborted
 * @internal
 */
export async function openSocket(endpoint: Endpoint, options: SocketOptions): Promise<WebSocket> {
  const { path, trust, lookup, maxFrameSize, headers, signal } = options;
  if (signal.aborted) throw signal.reason;
  const url = `wss://${urlHost(endpoint.host)}:${String(endpoint.port)}${endpoint.path}${path}`;
  const socket = new WebSocket(url, {
    ...trust,
    lookup,
    headers: { ...headers },
    maxPayload: maxFrameSize,
    // Juju's server does not offer it, and on a controller next door it costs more than it saves.
    perMessageDeflate: false,
  });
  return await opened(socket, signal);
}

function opened(socket: WebSocket, signal: AbortSignal): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      stopListening();
      socket.removeAllListeners();
      if (error === undefined) {
        // Nothing may arrive before there is somebody to take it.
        socket.pause();
        resolve(socket);
        return;
      }
      // A socket that is still connecting tells of its end by an error: nobody waits for it any more.
      socket.on('error', () => undefined);
      socket.terminate();
      reject(error);
    };
    const stopListening = onAbort(signal, () => settle(asError(signal.reason)));
    socket.once('open', () => settle());
    socket.once('error', settle);
    socket.once('unexpected-response', (_request, response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body = (body + text).slice(0, 500)));
      response.once('end', () => settle(new UpgradeRefused(response.statusCode ?? 0, body.trim())));
      response.once('error', settle);
    });
  });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(`aborted: ${String(reason)}`);
}

/** The server answered the request for a websocket with something else. @internal */
class UpgradeRefused extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(`the server answered HTTP ${String(status)} instead of opening a websocket${text && `: ${text}`}`);
    this.name = 'UpgradeRefused';
  }
}

/** A transport over a websocket that is open. @internal */
export class WebSocketTransport implements Transport {
  onMessage: (text: string) => void = () => undefined;
  onClose: (close: TransportClose) => void = () => undefined;
  #error: Error | undefined;

  constructor(
    readonly endpoint: Endpoint,
    readonly trust: TrustOptions,
    private readonly socket: WebSocket,
  ) {
    // `ws` gives text messages as one Buffer; only the binary type "fragments" would give more.
    socket.on('message', (data) => this.onMessage((data as Buffer).toString('utf8')));
    socket.on('error', (error) => (this.#error = error));
    socket.on('close', (code, reason) => {
      this.onClose({ code, reason: reason.toString('utf8'), error: this.#error });
    });
    socket.resume();
  }

  send(text: string): void {
    // What cannot be sent is answered by the close event, which ends every call.
    this.socket.send(text, () => undefined);
  }

  close(): void {
    this.socket.close(1000);
  }

  terminate(): void {
    this.socket.terminate();
  }
}
