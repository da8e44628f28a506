import { alreadyExists, annotated, ApiError, notFound } from '../api-error';
import { destroyOneRelation } from './destroy-relation';
import type { Model } from './model';
import type { Endpoint, OtherModel, RemoteApplication } from './relation-entities';
import { relationsOf } from './remove-application';
import { removeRemoteApplication, removeRemoteApplicationIfDone } from './remove-remote-application';
import { StatusRecord } from './status-record';

/** An offer, as its own controller described it. @public */
export interface ConsumeArgs {
  /** What it shall be called here. */
  readonly name: string;
  readonly offerName: string;
  readonly offerUrl: string;
  readonly offerUuid: string;
  readonly endpoints: readonly RemoteEndpointArgs[];
  readonly source: OtherModel;
  /** Whom the offering side let consume it. */
  readonly username: string;
}

/** One end of an offer. @public */
export interface RemoteEndpointArgs {
  readonly name: string;
  readonly role: 'provider' | 'requirer';
  readonly interface: string;
  readonly limit: number;
}

/** What `juju consume` does. The same offer again is taken as it is, with what it has gained. @internal */
export function consumeOffer(model: Model, args: ConsumeArgs): RemoteApplication {
  const { name } = args;
  const known = model.remoteApplications.get(name);
  if (known !== undefined && known.status.status !== 'terminated') return reconsumed(known, args, model);
  if (known !== undefined) removeRemoteApplication(model, known);
  if (model.applications.has(name)) throw nameTaken(model, name);
  const remote = makeRemoteApplication(model, { ...args, isConsumerProxy: false });
  remote.status.set('unknown', '');
  return remote;
}

/** Adds a remote application of either kind to the model. @internal */
export function makeRemoteApplication(
  model: Model,
  { endpoints, name, ...args }: ConsumeArgs & { readonly isConsumerProxy: boolean },
): RemoteApplication {
  const remote: RemoteApplication = {
    ...args,
    name,
    endpoints: toEndpoints(name, endpoints),
    life: 'alive',
    status: new StatusRecord('unknown', '', () => model.note('remoteApplication', name, 'status')),
  };
  model.remoteApplications.set(name, remote);
  model.note('remoteApplication', name);
  return remote;
}

/** What `juju remove-saas` does: it goes when its relations have gone. @internal */
export function destroyRemoteApplication(
  model: Model,
  name: string,
  args: { readonly force?: boolean; readonly maxWaitMs?: number },
): void {
  const remote = model.remoteApplications.get(name);
  if (remote === undefined || remote.isConsumerProxy) {
    // Juju 4 takes it for removed.
    if (model.profile.series === '4.0') return;
    throw notFound(`saas application "${name}"`);
  }
  if (remote.life === 'alive') remote.life = 'dying';
  model.note('remoteApplication', name);
  for (const relation of relationsOf(model, name)) destroyOneRelation(model, relation, args);
  removeRemoteApplicationIfDone(model, name);
}

/** An endpoint of a remote application; they are all global. @internal */
export function toEndpoints(application: string, endpoints: readonly RemoteEndpointArgs[]): Endpoint[] {
  const fixed = { application, optional: false, scope: 'global', subordinate: false } as const;
  return endpoints.map((endpoint) => ({ ...fixed, ...endpoint }));
}

function reconsumed(known: RemoteApplication, args: ConsumeArgs, model: Model): RemoteApplication {
  const { name, source, endpoints } = args;
  if (known.source.modelUuid !== source.modelUuid) {
    throw alreadyExists(`saas application called "${name}" from a different model`);
  }
  if (known.life !== 'alive') {
    throw new ApiError(`saas application called "${name}" exists but is terminating`, 'already exists');
  }
  const names = new Set(known.endpoints.map((endpoint) => endpoint.name));
  const gained = endpoints.filter((endpoint) => !names.has(endpoint.name));
  if (gained.length === 0) return known;
  known.endpoints = [...known.endpoints, ...toEndpoints(name, gained)];
  model.note('remoteApplication', name);
  return known;
}

function nameTaken(model: Model, name: string): Error {
  if (model.profile.series === '4.0') return alreadyExists(`application "${name}"`);
  return annotated(
    alreadyExists('local application with same name'),
    `cannot add saas application "${name}"`,
  );
}
