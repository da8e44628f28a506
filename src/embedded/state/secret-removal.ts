import type { Model } from './model';
import type { Secret } from './secret-entities';

/** What becomes of secrets when a unit goes: its own go too, and it reads no others. @internal */
export function removeSecretsOfUnit(model: Model, unit: string): void {
  for (const secret of [...model.secrets.values()]) {
    if (secret.owner.kind === 'unit' && secret.owner.id === unit) removeSecret(model, secret);
    else secret.consumers.delete(unit);
  }
  for (const [uri, { consumers }] of model.remoteSecrets) {
    consumers.delete(unit);
    if (consumers.size === 0) model.remoteSecrets.delete(uri);
  }
}

/** What becomes of secrets when an application goes. @internal */
export function removeSecretsOfApplication(model: Model, application: string): void {
  for (const secret of [...model.secrets.values()]) {
    if (secret.owner.kind === 'application' && secret.owner.id === application) removeSecret(model, secret);
    else dropGrants(secret, (grant) => grant.target === application);
  }
}

/** What becomes of secrets when an application of another model reads nothing here any more. @internal */
export function removeSecretsOfConsumer(model: Model, remote: string): void {
  for (const secret of model.secrets.values()) {
    dropGrants(secret, (grant) => grant.target === remote);
    for (const unit of secret.consumers.keys()) {
      if (unit.startsWith(`${remote}/`)) secret.consumers.delete(unit);
    }
  }
}

/** A grant holds as long as the relation that carries it. @internal */
export function revokeGrantsOf(model: Model, relationKey: string): void {
  for (const secret of model.secrets.values())
    dropGrants(secret, (grant) => grant.relationKey === relationKey);
}

/** Takes a secret with all its revisions away. @internal */
export function removeSecret(model: Model, secret: Secret): void {
  secret.life = 'dead';
  model.secrets.delete(secret.id);
  model.note('secret', secret.id);
}

function dropGrants(secret: Secret, gone: (grant: Secret['grants'][number]) => boolean): void {
  const kept = secret.grants.filter((grant) => !gone(grant));
  secret.grants.splice(0, secret.grants.length, ...kept);
}
