import type { Application } from './entities';
import type { Endpoint } from './relation-entities';
import type { CharmRelation } from '../charm/charm';
import type { Model } from './model';
import { ApiError, refused } from '../api-error';

/**
 * All endpoints of an application, sorted by name: the charm's, and `juju-info`, which every application provides.
 *
 * @internal
 */
export function endpointsOf(application: Application): Endpoint[] {
  const { provides, requires, peers } = application.charm.meta;
  const declared = [...provides.values(), ...requires.values(), ...peers.values()];
  const endpoints = declared.map((relation) => toEndpoint(application, relation));
  endpoints.push(toEndpoint(application, jujuInfo));
  return endpoints.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** The endpoint of that name, or `application "x" has no "y" relation`. @internal */
export function endpointOf(application: Application, name: string): Endpoint {
  const found = endpointsOf(application).find((endpoint) => endpoint.name === name);
  if (found === undefined) {
    throw new ApiError(`application "${application.name}" has no "${name}" relation`, 'not found');
  }
  return found;
}

/** The endpoints that `app` or `app:endpoint` can mean, of an application here or of one that was consumed. @internal */
export function endpointsNamed(model: Model, application: string, name: string | undefined): Endpoint[] {
  const remote = model.remoteApplications.get(application);
  if (remote === undefined) {
    const local = model.application(application);
    return name === undefined ? endpointsOf(local) : [endpointOf(local, name)];
  }
  const found = remote.endpoints.filter((endpoint) => name === undefined || endpoint.name === name);
  if (found.length === 0 && name !== undefined) {
    throw refused(`saas application "${application}" has no "${name}" relation`);
  }
  return found;
}

/** Whether Juju itself provides it: no hooks run for such an end. @internal */
export function isImplicit(endpoint: Endpoint): boolean {
  return endpoint.name === 'juju-info' && endpoint.interface === 'juju-info' && endpoint.role === 'provider';
}

const jujuInfo: CharmRelation = {
  name: 'juju-info',
  role: 'provider',
  interface: 'juju-info',
  optional: false,
  limit: 0,
  scope: 'global',
};

function toEndpoint(application: Application, relation: CharmRelation): Endpoint {
  return { application: application.name, subordinate: application.subordinate, ...relation };
}
