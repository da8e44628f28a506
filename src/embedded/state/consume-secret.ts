import { annotated, ApiError, notFound, unauthorized } from '../api-error';
import type { Unit } from './entities';
import type { Model } from './model';
import type { EncodedContent } from './secret-content';
import { consumeRemoteSecret } from './consume-remote-secret';
import type { RemoteSecret, Secret } from './secret-entities';
import { readSecretUri, type SecretReference, secretUri } from './secret-ids';
import { consumerLabelExists, isConsumerLabelTaken, isLabelTaken } from './secret-labels';
import { canRead, consume, isOwnedBy } from './secrets';

/** How a secret is read: by URI, by label, or by URI giving it a label. @internal */
export interface ReadSecret {
  readonly uri?: string;
  readonly label?: string;
  /** Go on to the latest revision, and track it. */
  readonly refresh?: boolean;
  /** Look at the latest revision, and track what was tracked. */
  readonly peek?: boolean;
}

/**
 * What the controller gives a unit that reads a secret. It is known at once, whatever becomes of the hook: the tracked
 * revision, and the label.
 *
 * @internal
 */
export function consumeSecret(model: Model, unit: Unit, how: ReadSecret): EncodedContent {
  const { uri = '', label = '' } = how;
  const reference = uri === '' ? labelled(model, unit, label) : readSecretUri(uri);
  if (isRemote(model, reference)) {
    return consumeRemoteSecret(model, unit, reference, uri === '' ? { ...how, label: '' } : how);
  }
  const secret = localSecret(model, reference);
  // Juju 4.0 takes note of the consumer before it asks whether it may read.
  if (model.profile.series === '3.6') checkReadable(model, secret, unit);
  const named = uri !== '' && label !== '' && !labelOwn(model, unit, secret, label);
  if (named && isConsumerLabelTaken(model, unit.name, label, secret.id)) {
    throw annotated(consumerLabelExists(model, label, unit.name), 'getting latest secret revision');
  }
  const { content } = consume(secret, unit.name, named ? { ...how, label } : { ...how, label: undefined });
  model.note('secret', secret.id);
  if (model.profile.series !== '3.6') checkReadable(model, secret, unit);
  return content;
}

function isRemote(model: Model, { modelUuid }: SecretReference): boolean {
  return modelUuid !== '' && modelUuid !== model.uuid;
}

function localSecret(model: Model, { id, modelUuid }: SecretReference): Secret {
  const secret = model.secrets.get(id);
  if (secret !== undefined) return secret;
  throw model.profile.series === '3.6'
    ? notFound(`secret "${secretUri(id, modelUuid)}"`)
    : new ApiError('getting latest secret revision: secret not found', 'secret not found');
}

/** What a unit calls so: a secret of its own, or one that it reads, of this model or another. */
function labelled(model: Model, unit: Unit, label: string): SecretReference {
  const secrets = [...model.secrets.values()];
  const calls = ({ consumers }: Secret | RemoteSecret) => consumers.get(unit.name)?.label === label;
  const secret =
    secrets.find((candidate) => candidate.label === label && isOwnedBy(candidate, unit)) ??
    secrets.find(calls);
  if (secret !== undefined) return { id: secret.id, modelUuid: '' };
  const remote = [...model.remoteSecrets.values()].find(calls);
  if (remote !== undefined) return remote;
  throw notFound(
    model.profile.series === '3.6' ? `consumer label "${label}"` : `secret URI for consumer label "${label}"`,
  );
}

function checkReadable({ profile }: Model, secret: Secret, unit: Unit): void {
  if (canRead(secret, unit)) return;
  throw profile.series === '3.6'
    ? unauthorized()
    : unauthorized(`"${unit.name}" is not allowed to read this secret`);
}

/**
 * Units of the owner call a secret as the owner does, and who manages it may call it anew.
 *
 * @returns whether the secret is the unit's or its application's
 */
function labelOwn(model: Model, unit: Unit, secret: Secret, label: string): boolean {
  if (!isOwnedBy(secret, unit)) return false;
  if (label === secret.label || (secret.owner.kind === 'application' && !unit.leader)) return true;
  if (isLabelTaken(model, secret.owner, label, secret.id)) throw ownerLabelExists(model, label, secret);
  secret.label = label;
  return true;
}

function ownerLabelExists({ profile }: Model, label: string, { owner }: Secret): ApiError {
  const tag = `${owner.kind}-${owner.id.replace('/', '-')}`;
  return new ApiError(
    profile.series === '3.6'
      ? `secret label "${label}" for owner "${tag}" already exists`
      : `secret with label "${label}" already exists`,
    'already exists',
  );
}
