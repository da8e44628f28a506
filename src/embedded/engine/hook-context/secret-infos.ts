import type { Model } from '../../state/model';
import { shownGrants } from '../../state/secret-grants';
import type { RotatePolicy, Secret, SecretGrant } from '../../state/secret-entities';
import type { SecretChanges } from './secret-changes';

/** What an owner is told of a secret. @internal */
export interface SecretInfo {
  readonly id: string;
  readonly owner: 'application' | 'unit';
  readonly label: string;
  readonly description: string;
  /** The latest that the controller knows; 1 of a secret that the hook makes. */
  readonly revision: number;
  /** `undefined` of a new secret that was given none. */
  readonly rotatePolicy: RotatePolicy | undefined;
  readonly expires: Date | undefined;
  readonly nextRotate: Date | undefined;
  /** Those that the controller knows: as Juju's agent, it does not count in what the hook grants and revokes. */
  readonly grants: readonly SecretGrant[];
}

/** What a unit is told of the secrets that it manages: what the hook changes is in it, what it removes a part of is not. @internal */
export function secretInfos(model: Model, managed: readonly Secret[], changes: SecretChanges): SecretInfo[] {
  const known = managed.filter(({ id }) => !changes.removals.has(id));
  return [...newInfos(changes), ...known.map((secret) => infoOf(model, secret, changes))];
}

function newInfos({ creates }: SecretChanges): SecretInfo[] {
  return [...creates].map(([id, { owner, values }]) => ({
    id,
    owner: owner.kind === 'unit' ? 'unit' : 'application',
    label: values.label ?? '',
    description: values.description ?? '',
    revision: 1,
    rotatePolicy: values.rotatePolicy,
    expires: values.expires,
    nextRotate: undefined,
    grants: [],
  }));
}

function infoOf(model: Model, secret: Secret, { updates }: SecretChanges): SecretInfo {
  const changed = updates.get(secret.id) ?? {};
  const latest = secret.revisions.at(-1);
  return {
    id: secret.id,
    owner: secret.owner.kind === 'unit' ? 'unit' : 'application',
    label: changed.label ?? secret.label,
    description: changed.description ?? secret.description,
    revision: latest?.revision ?? 0,
    rotatePolicy: changed.rotatePolicy ?? secret.rotatePolicy,
    expires: changed.expires ?? latest?.expires,
    nextRotate: secret.nextRotate,
    grants: shownGrants(model, secret),
  };
}
