import { ApiError } from '../api-error';
import type { Model } from './model';
import type { SecretOwner } from './secret-entities';

/** A label that is about to be given. @internal */
export interface GivenLabel {
  readonly id: string;
  readonly owner: SecretOwner;
  readonly label: string;
}

/**
 * Whether an owner may not call a secret so. A label means one secret for a unit: of its own, of its application, and,
 * in Juju 3, of those that it only reads.
 *
 * @param except - the secret that is to be called so
 * @param given - labels given in the same moment
 * @internal
 */
export function isLabelTaken(
  model: Model,
  owner: SecretOwner,
  label: string,
  except: string,
  given: readonly GivenLabel[] = [],
): boolean {
  const others = [...model.secrets.values(), ...given].filter(({ id }) => id !== except);
  if (others.some((other) => other.label === label && areOfOne(owner, other.owner))) return true;
  return model.profile.series === '3.6' && isConsumersLabel(model, owner, label, except);
}

/** Whether a unit may not call a secret so that it reads: a label means one secret, of whichever model. @internal */
export function isConsumerLabelTaken(model: Model, unit: string, label: string, except: string): boolean {
  const owner = { kind: 'unit', id: unit } as const;
  return isLabelTaken(model, owner, label, except) || isConsumersLabel(model, owner, label, except);
}

/** @internal */
export function consumerLabelExists({ profile }: Model, label: string, unit: string): ApiError {
  return new ApiError(
    profile.series === '3.6'
      ? `secret label "${label}" for consumer "unit-${unit.replace('/', '-')}" already exists`
      : `secret with label "${label}" already exists`,
    'already exists',
  );
}

/** The same owner, or a unit and its application. */
function areOfOne(one: SecretOwner, other: SecretOwner): boolean {
  if (one.kind === other.kind) return one.id === other.id;
  if (one.kind === 'model' || other.kind === 'model') return false;
  return applicationOf(one.id) === applicationOf(other.id);
}

function isConsumersLabel(model: Model, owner: SecretOwner, label: string, except: string): boolean {
  const isOwners = (unit: string) =>
    owner.kind === 'unit'
      ? unit === owner.id
      : owner.kind === 'application' && applicationOf(unit) === owner.id;
  for (const { id, consumers } of [...model.secrets.values(), ...model.remoteSecrets.values()]) {
    if (id === except) continue;
    for (const [unit, consumer] of consumers) if (consumer.label === label && isOwners(unit)) return true;
  }
  return false;
}

function applicationOf(name: string): string {
  return name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name;
}
