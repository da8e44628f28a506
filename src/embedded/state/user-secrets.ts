import type { Model } from './model';
import type { Secret, SecretValues } from './secret-entities';
import {
  changeSecret,
  checkLabelFree,
  newSecret,
  removeRevisions,
  secretNotFound,
  secretOf,
} from './secrets';
import { parseSecretUri } from './secret-ids';
import { removeSecret } from './secret-removal';

/** What `juju add-secret` does. @internal */
export function addUserSecret(model: Model, values: SecretValues): Secret {
  const owner = { kind: 'model', id: model.uuid } as const;
  checkLabelFree(model.secrets.values(), owner, values.label ?? '');
  const secret = newSecret(owner, values);
  model.secrets.set(secret.id, secret);
  model.note('secret', secret.id);
  return secret;
}

/** What `juju update-secret` does to the secret of a URI or a label. @internal */
export function updateUserSecret(model: Model, uriOrLabel: string, values: SecretValues): Secret {
  const secret = findUserSecret(model, uriOrLabel);
  checkLabelFree(model.secrets.values(), secret.owner, values.label ?? '', secret.id);
  changeSecret(secret, values);
  model.note('secret', secret.id);
  return secret;
}

/** What `juju remove-secret` does; no revisions means all. @internal */
export function removeUserSecret(model: Model, uriOrLabel: string, revisions: readonly number[] = []): void {
  const secret = findUserSecret(model, uriOrLabel);
  if (removeRevisions(secret, revisions)) removeSecret(model, secret);
  else model.note('secret', secret.id);
}

/** What `juju grant-secret` and `revoke-secret` do for one application. @internal */
export function grantUserSecret(
  model: Model,
  uriOrLabel: string,
  application: string,
  granted: boolean,
): void {
  const secret = findUserSecret(model, uriOrLabel);
  model.application(application);
  const others = secret.grants.filter(({ target }) => target !== application);
  const own = { target: application, targetKind: 'application', role: 'view', relationKey: '' } as const;
  secret.grants.splice(0, secret.grants.length, ...others, ...(granted ? [own] : []));
  model.note('secret', secret.id);
}

function findUserSecret(model: Model, uriOrLabel: string): Secret {
  for (const secret of model.secrets.values()) {
    if (secret.owner.kind === 'model' && secret.label === uriOrLabel) return secret;
  }
  const secret = secretOf(model, parseSecretUri(uriOrLabel));
  if (secret.owner.kind !== 'model') throw secretNotFound(secret.id);
  return secret;
}
