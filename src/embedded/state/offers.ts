import { randomUUID } from 'node:crypto';
import { countOf } from '../../count-of';
import { alreadyExists, annotated, ApiError, badRequest, notFound, notValid, refused } from '../api-error';
import { destroyOneRelation } from './destroy-relation';
import { endpointOf } from './endpoints';
import type { Application } from './entities';
import type { Endpoint, Offer } from './relation-entities';
import type { Model } from './model';
import { isValidApplicationName } from './names';

/** What is offered, and as what. @public */
export interface OfferArgs {
  /** Default: the application's. */
  readonly name?: string;
  readonly application: string;
  /** Default: the charm's. */
  readonly description?: string;
  /** Name in the offer → the application's endpoint. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly owner: string;
}

/** The user that stands for all. @internal */
export const everyone = 'everyone@external';

/** What `juju offer` does: makes an offer; on Juju 3.6 it also changes one. @internal */
export function addOffer(model: Model, args: OfferArgs): Offer {
  const name = args.name ?? args.application;
  const known = model.offers.get(name);
  if (known !== undefined && model.profile.series === '4.0') {
    throw badRequest(`offer "${name}" already exists, updating offers is not supported`);
  }
  const application = offeredApplication(model, args.application);
  const doing = known === undefined ? 'add' : 'update';
  try {
    if (!isValidApplicationName(name)) throw notValid(`offer name "${name}"`);
    const endpoints = offeredEndpoints(application, args.endpoints);
    const description = args.description ?? application.charm.meta.description;
    const offer = known ?? newOffer(name, application.name, args.owner);
    if (offer.application !== application.name) throw alreadyExists(`offer "${name}" of another application`);
    Object.assign(offer, { endpoints, description });
    model.offers.set(name, offer);
    model.note('applicationOffer', name);
    return offer;
  } catch (error) {
    throw annotated(error, `cannot ${doing} application offer "${name}"`);
  }
}

/** What `juju remove-offer` does; with force the relations that use it go too. @internal */
export function destroyOffer(model: Model, name: string, force: boolean): void {
  const offer = model.offers.get(name);
  // Juju 3.6 takes it for removed.
  if (offer === undefined && model.profile.series === '3.6') return;
  if (offer === undefined) throw notFound(`offer "${name}"`);
  if (offer.connections.length > 0 && !force) throw stillUsed(model, offer);
  for (const { relationId } of [...offer.connections]) {
    const relation = model.relations.get(relationId);
    if (relation !== undefined) destroyOneRelation(model, relation, { force });
  }
  model.offers.delete(name);
  model.note('applicationOffer', name);
}

function offeredApplication(model: Model, name: string): Application {
  const application = model.applications.get(name);
  if (application !== undefined) return application;
  if (model.profile.series === '4.0') {
    throw new ApiError(`application "${name}" not found in model "${model.uuid}"`, 'not found');
  }
  throw annotated(notFound(`application "${name}"`), `getting offered application ${name}`);
}

function offeredEndpoints(
  application: Application,
  wanted: Readonly<Record<string, string>>,
): Map<string, Endpoint> {
  const endpoints = Object.entries(wanted).map(([alias, name]) => {
    const endpoint = offeredEndpoint(application, name);
    if (endpoint.scope === 'global') return [alias, endpoint] as const;
    throw refused(`can only offer endpoints with global scope, provided scope "${endpoint.scope}"`);
  });
  return new Map(endpoints);
}

function offeredEndpoint(application: Application, name: string): Endpoint {
  try {
    return endpointOf(application, name);
  } catch (error) {
    throw annotated(
      error,
      `getting relation endpoint for relation "${name}" and application "${application.name}"`,
    );
  }
}

function newOffer(name: string, application: string, owner: string): Offer {
  const users = new Map([
    [owner, 'admin'],
    [everyone, 'read'],
  ]);
  const uuid = randomUUID();
  return { name, uuid, application, users, description: '', endpoints: new Map(), connections: [] };
}

function stillUsed(model: Model, { name, uuid, connections }: Offer): ApiError {
  const { length } = connections;
  return refused(
    model.profile.series === '3.6'
      ? `cannot delete application offer "${name}": offer has ${countOf(length, 'relation')}`
      : `deleting offer "${uuid}": cannot delete offer "${uuid}", it has ${length} connections`,
  );
}
