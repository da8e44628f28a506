import { Session, type SessionOptions } from '../../src/juju/session';
import type { Cleanup } from './juju-cleanup';
import { ClientData } from './juju-client-data';
import { RawServer } from './juju-raw-server';

export interface OpenedSession {
  readonly server: RawServer;
  readonly servers: readonly RawServer[];
  readonly data: ClientData;
  readonly session: Session;
}

/** A session with a controller of one or several servers, all of it taken away by `cleanup`. */
export async function openSession(
  cleanup: Cleanup,
  {
    servers: count = 1,
    modelUuid,
    ...options
  }: SessionOptions & { servers?: number; modelUuid?: string } = {},
): Promise<OpenedSession> {
  const server = cleanup.keep(await RawServer.start());
  const servers = [server];
  while (servers.length < count) {
    servers.push(cleanup.keep(await RawServer.start({ certificate: server.certificate })));
  }
  const data = cleanup.keep(await ClientData.of(servers));
  const target = { store: data.store, controllerName: 'ctrl', modelUuid };
  const session = cleanup.keep(await Session.open(target, { env: {}, ...options }));
  return { server, servers, data, session };
}

/** The error of what must not succeed. */
export async function errorOf(promise: Promise<unknown>): Promise<ThrownError> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error as ThrownError;
  }
  throw new Error(`It succeeded against all odds, with ${JSON.stringify(value)}`);
}

/** What the errors of the wire client carry, as far as tests look at it. */
export type ThrownError = Error & {
  readonly code: string;
  readonly cause?: unknown;
  readonly maybeApplied?: boolean;
};
