import { ApiError, notFound, unauthorized } from '../api-error';
import type { Unit } from './entities';
import type { Model } from './model';
import type { EncodedContent } from './secret-content';
import type { Secret } from './secret-entities';
import { parseSecretUri, secretUri } from './secret-ids';
import { isLabelTaken } from './secret-labels';
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
  const secret = find(model, unit, uri, label);
  // Juju 4.0 takes note of the consumer before it asks whether it may read.
  if (model.profile.series === '3.6') checkReadable(model, secret, unit);
  const named = uri !== '' && label !== '' && !labelOwn(model, unit, secret, label);
  if (named) checkConsumerLabel(model, unit, secret, label);
  const { content } = consume(secret, unit.name, named ? { ...how, label } : { ...how, label: undefined });
  model.note('secret', secret.id);
  if (model.profile.series !== '3.6') checkReadable(model, secret, unit);
  return content;
}

function find(model: Model, unit: Unit, uri: string, label: string): Secret {
  const juju3 = model.profile.series === '3.6';
  const secrets = [...model.secrets.values()];
  if (uri !== '') {
    const id = parseSecretUri(uri);
    const secret = model.secrets.get(id);
    if (secret !== undefined) return secret;
    throw juju3
      ? notFound(`secret "${secretUri(id)}"`)
      : new ApiError('getting latest secret revision: secret not found', 'secret not found');
  }
  const secret =
    secrets.find((candidate) => candidate.label === label && isOwnedBy(candidate, unit)) ??
    secrets.find(({ consumers }) => consumers.get(unit.name)?.label === label);
  if (secret !== undefined) return secret;
  throw notFound(juju3 ? `consumer label "${label}"` : `secret URI for consumer label "${label}"`);
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
  if (isLabelTaken(model, secret.owner, label, secret.id)) throw labelExists(model, label, 'owner', secret);
  secret.label = label;
  return true;
}

function checkConsumerLabel(model: Model, unit: Unit, secret: Secret, label: string): void {
  const own = { kind: 'unit', id: unit.name } as const;
  const isTaken =
    isLabelTaken(model, own, label, secret.id) ||
    [...model.secrets.values()].some(
      ({ id, consumers }) => id !== secret.id && consumers.get(unit.name)?.label === label,
    );
  if (isTaken) throw labelExists(model, label, 'consumer', secret, unit.name);
}

function labelExists(
  { profile }: Model,
  label: string,
  role: 'owner' | 'consumer',
  { owner }: Secret,
  unit = '',
): ApiError {
  const tag =
    role === 'consumer' ? `unit-${unit.replace('/', '-')}` : `${owner.kind}-${owner.id.replace('/', '-')}`;
  const doing = role === 'consumer' ? 'getting latest secret revision: ' : '';
  if (profile.series === '3.6') {
    return new ApiError(
      `${doing}secret label "${label}" for ${role} "${tag}" already exists`,
      'already exists',
    );
  }
  return new ApiError(`${doing}secret with label "${label}" already exists`, 'already exists');
}
