import type { Unit } from '../../state/entities';
import type { Model } from '../../state/model';
import type { Secret } from '../../state/secret-entities';
import { removeSecret } from '../../state/secret-removal';
import { changeSecret, consume, newSecret, removeRevisions } from '../../state/secrets';
import type { SecretChanges } from './secret-changes';

/** Does to the secrets of a model what a hook wanted, in Juju's order; secrets that are no more are left out. @internal */
export function applySecrets(model: Model, unit: Unit, changes: SecretChanges): void {
  for (const [id, { owner, values }] of changes.creates) {
    model.secrets.set(id, newSecret(owner, values, id));
    model.note('secret', id);
  }
  const each = (ids: Iterable<string>, change: (secret: Secret, id: string) => void) => {
    for (const id of ids) {
      const secret = model.secrets.get(id);
      if (secret === undefined) continue;
      change(secret, id);
      model.note('secret', id);
    }
  };
  each(changes.updates.keys(), (secret, id) => changeSecret(secret, changes.updates.get(id) ?? {}));
  each(changes.tracked, (secret) => void consume(secret, unit.name, { refresh: true }));
  each(changes.grants.keys(), (secret, id) => grant(secret, changes, id));
  each(changes.revokes.keys(), ({ grants }, id) => {
    const kept = grants.filter(({ target }) => changes.revokes.get(id)?.has(target) !== true);
    grants.splice(0, grants.length, ...kept);
  });
  each(changes.removals.keys(), (secret, id) => {
    if (removeRevisions(secret, changes.removals.get(id) ?? [])) removeSecret(model, secret);
  });
}

function grant({ grants }: Secret, changes: SecretChanges, id: string): void {
  for (const wanted of changes.grants.get(id)?.values() ?? []) {
    if (!grants.some(({ target }) => target === wanted.target)) grants.push(wanted);
  }
}
