import { randomUUID } from 'node:crypto';
import { createCertificates } from '../../src/embedded/x509/server-certificates';
import { EngineFaults } from '../../src/embedded/engine/faults';
import { allFacades } from '../../src/embedded/facades/all-facades';
import { wireProfiles } from '../../src/embedded/facades/wire-profile';
import { ApiServer } from '../../src/embedded/server/api-server';
import { ControllerState } from '../../src/embedded/state/controller-state';
import type { JujuSeries } from '../../src/embedded/state/profile';
import { profiles } from '../../src/embedded/state/profile';
import type { RawTarget } from './embedded-wire-client';

/** A server over a state in which nothing happens by itself: no engine turns wishes into deeds. */
export interface StillServer extends RawTarget {
  readonly state: ControllerState;
  readonly server: ApiServer;
}

const running = new Set<Pick<ApiServer, 'close'>>();
const certificates = createCertificates();

export async function startStillServer(series: JujuSeries = '3.6'): Promise<StillServer> {
  const state = new ControllerState({
    uuid: randomUUID(),
    name: 'embedded',
    profile: profiles[series],
    adminPassword: 'secret',
  });
  const server = new ApiServer({
    state,
    profile: wireProfiles[series],
    facades: allFacades,
    certificates,
    engineFaults: new EngineFaults(),
  });
  running.add(server).add(state.charmhub);
  await server.listen();
  return { state, server, port: server.port, caCert: certificates.caCert };
}

/** To be called after each test. */
export async function stopServers(): Promise<void> {
  await Promise.all([...running].map((server) => server.close()));
  running.clear();
}
