import type { IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Certificates } from '../x509/server-certificates';
import type { EngineFaults } from '../engine/faults';
import type { Facade } from '../facades/facade';
import type { WireProfile } from '../facades/wire-profile';
import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import { serveDebugLog } from './debug-log-socket';
import { ApiRoot } from './dispatch';
import type { FaultHost } from './faults';
import { Faults } from './faults';
import { handleHttp, isModelUuid } from './http-routes';
import { Listener } from './listener';
import { AdminRoot } from './login';
import { RpcConnection } from './rpc-connection';
import { WatcherRegistry } from './watcher-registry';

/** What a server serves. @internal */
export interface ApiServerOptions {
  readonly state: ControllerState;
  readonly profile: WireProfile;
  readonly facades: ReadonlyMap<string, Facade>;
  readonly certificates: Certificates;
  /** What goes wrong with hooks and machines, which is the engine's business. */
  readonly engineFaults: EngineFaults;
}

/** Websockets, and what of them a path names. */
const socketPath =
  /^(?:\/(?:api)?|\/model\/(?<apiUuid>[^/]*)\/api|(?<log>\/model\/(?<logUuid>[^/]*)\/log|\/log))$/;

/**
 * Juju's API server: websockets for calls and for the debug log, and HTTP for charms, over TLS on one port.
 *
 * @internal
 */
export class ApiServer {
  readonly faults: Faults;
  readonly #https: HttpsServer;
  readonly #webSockets = new WebSocketServer({ noServer: true, maxPayload: 0, perMessageDeflate: false });
  readonly #listener: Listener;
  readonly #connections = new Map<RpcConnection, string | undefined>();
  readonly #unsubscribe: () => void;

  constructor(private readonly options: ApiServerOptions) {
    const { certificates, state, profile, engineFaults } = options;
    this.#https = createServer({ cert: certificates.chain, key: certificates.key, minVersion: 'TLSv1.2' });
    this.#https.on('request', (request, response) => void handleHttp(state, profile, request, response));
    this.#https.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    const host: FaultHost = {
      cutConnections: () => void this.#listener.cut(),
      stopListening: () => this.#listener.stop(),
      listenAgain: () => this.#listener.listen(),
    };
    this.faults = new Faults(host, engineFaults);
    this.#listener = new Listener((socket) => {
      if (!this.faults.hangsAtAccept) this.#https.emit('connection', socket);
    });
    this.#unsubscribe = state.changes.subscribe(({ kind, modelUuid }) => {
      if (kind === 'model') this.#closeConnectionsOfGoneModel(modelUuid);
    });
  }

  get port(): number {
    return this.#listener.port;
  }

  async listen(): Promise<void> {
    await this.#listener.listen();
  }

  /** Says goodbye on every connection, then cuts what is left. */
  async close(): Promise<void> {
    this.#unsubscribe();
    this.faults.end();
    this.#listener.stop();
    await Promise.all([...this.#connections.keys()].map((connection) => connection.close()));
    await this.#listener.close();
    this.#webSockets.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname } = new URL(request.url ?? '/', 'https://controller');
    const match = socketPath.exec(pathname);
    const uuid = match?.groups?.apiUuid ?? match?.groups?.logUuid;
    if (!match) {
      refuseUpgrade(socket, '404 Not Found', '404 page not found');
      return;
    }
    if (uuid !== undefined && !isModelUuid(uuid)) {
      refuseUpgrade(socket, '400 Bad Request', `invalid model UUID ${JSON.stringify(uuid)}`);
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const { state, profile } = this.options;
      if (match.groups?.log === undefined) this.#serveRpc(webSocket, uuid);
      else serveDebugLog(state, profile, uuid, webSocket, request);
    });
  }

  #serveRpc(socket: WebSocket, modelUuid: string | undefined): void {
    const { state, profile, facades, certificates } = this.options;
    const server = { port: this.port, caCert: certificates.caCert };
    const watchers = new WatcherRegistry(profile.namespacedWatchers);
    const loggedIn = (user: User) => {
      connection.root = new ApiRoot({ state, profile, facades, modelUuid, watchers, server, user });
    };
    const admin = new AdminRoot({ state, profile, facades, modelUuid, port: this.port, loggedIn });
    const connection = new RpcConnection(socket, admin, watchers, this.faults);
    this.#connections.set(connection, modelUuid);
    socket.on('close', () => this.#connections.delete(connection));
  }

  /** Juju 3 ends the connections of a model with the model. */
  #closeConnectionsOfGoneModel(uuid: string): void {
    const { state, profile } = this.options;
    if (state.models.has(uuid) || !profile.tellsUnknownModels) return;
    for (const [connection, modelUuid] of this.#connections) if (modelUuid === uuid) void connection.close();
  }
}

function refuseUpgrade(socket: Duplex, status: string, text: string): void {
  const body = `${text}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
