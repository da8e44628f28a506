import { annotated, ApiError, notFound, unauthorized } from '../api-error';
import { consumerName, consumerUnitName } from './consumer-name';
import type { ControllerState } from './controller-state';
import type { Unit } from './entities';
import type { Model } from './model';
import { mayConsume } from './offer-access';
import { controllerOfModel, reachableController } from './reachable-controllers';
import type { EncodedContent } from './secret-content';
import type { RemoteSecret, Secret, SecretRevision } from './secret-entities';
import { type SecretReference, secretUri } from './secret-ids';
import { consumerLabelExists, isConsumerLabelTaken } from './secret-labels';
import { consume, revisionOf } from './secrets';

/** How a secret of another model is read. @internal */
export interface ReadRemoteSecret {
  /** What the unit calls it from now on. */
  readonly label?: string;
  readonly refresh?: boolean;
  readonly peek?: boolean;
}

/** The model that a secret is in, and who asks for it as that model knows them. */
interface Offering {
  readonly controller: ControllerState;
  readonly model: Model;
  readonly application: string;
  readonly unit: string;
}

/**
 * What a unit is given that reads a secret of another model, of this controller or of another: a model gives away what an
 * application of it has granted over a relation across models. Both models take note of the revision that is read.
 *
 * @internal
 */
export function consumeRemoteSecret(
  model: Model,
  unit: Unit,
  { id, modelUuid }: SecretReference,
  { label = '', refresh = false, peek = false }: ReadRemoteSecret,
): EncodedContent {
  const offering = offeringOf(model, unit, modelUuid);
  const secret = grantedSecret(offering, id);
  const uri = secretUri(id, modelUuid);
  const known = model.remoteSecrets.get(uri)?.consumers.get(unit.name);
  const moves = known === undefined || refresh;
  const shown =
    moves || peek
      ? consume(secret, offering.unit, { refresh: moves, peek })
      : trackedRevision(model, secret, uri, known.revision);
  if (moves) offering.model.note('secret', id);
  if (!moves && label === '') return shown.content;
  if (label !== '' && isConsumerLabelTaken(model, unit.name, label, id))
    throw consumerLabelExists(model, label, unit.name);
  consumersOf(model, { id, modelUuid }).set(unit.name, {
    label: label === '' ? (known?.label ?? '') : label,
    revision: moves ? shown.revision : known.revision,
    latest: known?.latest ?? shown.revision,
  });
  model.note('secret', uri);
  return shown.content;
}

function offeringOf(model: Model, unit: Unit, modelUuid: string): Offering {
  const juju3 = model.profile.series === '3.6';
  const controller = controllerFor(model, modelUuid);
  const offering = controller?.models.get(modelUuid);
  if (controller === undefined || offering === undefined) {
    const why = juju3 ? notFound('migration') : new ApiError('model not redirected');
    throw annotated(why, 'creating remote secret client');
  }
  const own = unit.application.name;
  if (juju3 && !model.exportedApplications.has(own))
    throw annotated(notFound(`token for application ${own}`), `getting remote token for "${own}"`);
  const application = consumerName(model.uuid, own);
  if (!offering.remoteApplications.has(application))
    throw juju3 ? unauthorized() : new ApiError('remote application not found');
  return { controller, model: offering, application, unit: consumerUnitName(model.uuid, unit.name) };
}

/** Another controller is known as long as something of the model is consumed. */
function controllerFor(model: Model, modelUuid: string): ControllerState | undefined {
  const own = controllerOfModel(model.uuid);
  if (own?.models.get(modelUuid) !== undefined) return own;
  const { source } =
    [...model.remoteApplications.values()].find((remote) => remote.source.modelUuid === modelUuid) ?? {};
  return source && reachableController(source.controllerUuid);
}

/** What is not there is refused as what is not granted is: nobody learns what there is. */
function grantedSecret({ controller, model, application }: Offering, id: string): Secret {
  const secret = model.secrets.get(id);
  const grant = secret?.grants.find(({ target }) => target === application);
  const relation = [...model.relations.values()].find(({ key }) => key === grant?.relationKey);
  if (secret === undefined || relation === undefined || relation.suspended) throw unauthorized();
  for (const offer of model.offers.values()) {
    const connection = offer.connections.find(({ relationId }) => relationId === relation.id);
    if (connection !== undefined && mayConsume(controller, connection.username, { model, offer }))
      return secret;
  }
  throw unauthorized();
}

function trackedRevision({ profile }: Model, secret: Secret, uri: string, revision: number): SecretRevision {
  const isThere = secret.revisions.some((each) => each.revision === revision);
  if (profile.series !== '3.6' && !isThere) throw notFound(`revision ${revision} for secret "${uri}"`);
  return revisionOf(secret, revision);
}

function consumersOf(model: Model, { id, modelUuid }: SecretReference): RemoteSecret['consumers'] {
  const uri = secretUri(id, modelUuid);
  const remote = model.remoteSecrets.get(uri) ?? { id, modelUuid, consumers: new Map() };
  model.remoteSecrets.set(uri, remote);
  return remote.consumers;
}
