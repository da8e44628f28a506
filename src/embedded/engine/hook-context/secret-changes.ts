import { alreadyExists } from '../../api-error';
import type { SecretGrant, SecretOwner, SecretValues } from '../../state/secret-entities';
import { readSecretUri, secretUri } from '../../state/secret-ids';

/** A secret that is made when the hook has succeeded. @internal */
export interface PendingSecret {
  readonly owner: SecretOwner;
  values: SecretValues;
}

/**
 * What a hook wants done to secrets, until it has succeeded. It forgets as Juju's agent forgets: removing a revision
 * takes back what was changed before, and changing takes back what was removed.
 *
 * @internal
 */
export class SecretChanges {
  readonly creates = new Map<string, PendingSecret>();
  readonly updates = new Map<string, SecretValues>();
  /** Revisions to remove, all of them where it is empty. */
  readonly removals = new Map<string, number[]>();
  /** By the relation's key: of two grants over one relation in one hook the later is made. */
  readonly grants = new Map<string, Map<string, SecretGrant>>();
  /** Names of applications and units. */
  readonly revokes = new Map<string, Set<string>>();
  /** Secrets of which the unit goes on to the revision that this hook makes. */
  readonly tracked = new Set<string>();
  /** The URI by which the hook named a secret last. */
  readonly #uris = new Map<string, string>();

  /** Takes note of how the hook names a secret, and gives back its id. */
  name(uri: string): string {
    const { id, modelUuid } = readSecretUri(uri);
    this.#uris.set(id, secretUri(id, modelUuid));
    return id;
  }

  /** What a secret is called when something is refused: as the hook has named it. */
  uriOf(id: string): string {
    return this.#uris.get(id) ?? secretUri(id);
  }

  /** Refuses a label that the hook has given to another new secret; the controller sees to all others. */
  create(id: string, secret: PendingSecret): void {
    const { label } = secret.values;
    const taken = [...this.creates.values()].some((other) => other.values.label === label);
    if (label !== undefined && taken) throw alreadyExists(`secret with label "${label}"`);
    this.creates.set(id, secret);
  }

  update(id: string, values: SecretValues): void {
    this.removals.delete(id);
    const created = this.creates.get(id);
    if (created === undefined) this.updates.set(id, { ...this.updates.get(id), ...values });
    else created.values = { ...created.values, ...values };
  }

  remove(id: string, revision: number | undefined): void {
    for (const changes of [this.creates, this.updates, this.grants, this.revokes]) changes.delete(id);
    this.tracked.delete(id);
    const known = this.removals.get(id);
    const all = revision === undefined || known?.length === 0;
    this.removals.set(id, all ? [] : [...(known ?? []), revision]);
  }

  grant(id: string, grant: SecretGrant): void {
    const grants = this.grants.get(id) ?? new Map<string, SecretGrant>();
    this.grants.set(id, grants.set(grant.relationKey, grant));
  }

  revoke(id: string, target: string): void {
    const targets = this.revokes.get(id) ?? new Set<string>();
    const application = target.includes('/') ? target.slice(0, target.lastIndexOf('/')) : target;
    if (!targets.has(application)) targets.add(target);
    this.revokes.set(id, targets);
  }
}
