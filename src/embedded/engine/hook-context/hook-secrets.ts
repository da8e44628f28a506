import { notFound, notValid, refused } from '../../api-error';
import { consumeSecret, type ReadSecret } from '../../state/consume-secret';
import { checkKeys, checksumOf, type EncodedContent } from '../../state/secret-content';
import type { Secret, SecretGrant, SecretValues } from '../../state/secret-entities';
import { newSecretId, parseSecretUri, secretUri } from '../../state/secret-ids';
import { isOwnedBy, latestRevision } from '../../state/secrets';
import { applySecrets } from './apply-secrets';
import { checkSecrets } from './check-secrets';
import type { HookSubject } from './hook-subject';
import { SecretChanges } from './secret-changes';
import { type SecretInfo, secretInfos } from './secret-infos';

/**
 * The `secret-*` tools. What they change is kept when the hook has succeeded; until then only what Juju's agent knows
 * of it is read back: a new secret, and with `refresh` or `peek` a new content.
 *
 * @internal
 */
export class HookSecrets {
  readonly #subject: HookSubject;
  readonly #changes = new SecretChanges();
  #staged = false;

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** Makes a secret of the application, which only the leader may, or of the unit; gives back its URI. */
  add(owner: 'application' | 'unit', values: SecretValues): string {
    const { unit } = this.#subject;
    this.#subject.transaction.check();
    if (owner === 'application' && !unit.leader) throw refused('this unit is not the leader');
    if (Object.keys(values.content ?? {}).length === 0) throw notValid('empty secret content');
    checkKeys(values.content ?? {});
    const id = newSecretId();
    const ownerId = owner === 'unit' ? unit.name : unit.application.name;
    this.#changes.create(id, { owner: { kind: owner, id: ownerId }, values });
    this.#stage();
    // With its model: whoever is told of it may be in another.
    return secretUri(id, this.#subject.model.uuid);
  }

  /** The content of a secret, by URI or by label; a URI with a label sets the label. */
  get(how: ReadSecret): EncodedContent {
    this.#subject.transaction.check();
    const { uri = '', label = '' } = how;
    if (uri === '' && label === '') throw notValid('empty URI and label');
    const own = uri === '' ? this.#ownByLabel(label) : parseSecretUri(uri);
    const pending = own === undefined ? undefined : this.#pending(own, uri === '' ? '' : label, how);
    if (pending !== undefined) return pending;
    const { model, unit } = this.#subject;
    const found = own !== undefined && uri === '' ? { ...how, uri: secretUri(own), label: '' } : how;
    return consumeSecret(model, unit, found);
  }

  /** Changes a secret; other content makes a new revision. */
  set(uri: string, values: SecretValues): void {
    this.#subject.transaction.check();
    const id = this.#changes.name(uri);
    const { content, ...rest } = values;
    checkKeys(content ?? {});
    const known = this.#subject.model.secrets.get(id);
    const isNew =
      content !== undefined &&
      (known === undefined ||
        !this.#manages(known) ||
        checksumOf(content) !== latestRevision(known).checksum);
    if (!isNew && Object.keys(rest).length === 0) return;
    this.#changes.update(id, isNew ? values : rest);
    this.#stage();
  }

  /** Lets the other application of a relation, or one unit of it, read a secret. */
  grant(uri: string, relationId: number, unitName?: string): void {
    const info = this.info({ uri });
    const { model, unit } = this.#subject;
    const relation = model.relations.get(relationId);
    if (relation === undefined) throw notFound('relation');
    const other = relation.endpoints.find(({ application }) => application !== unit.application.name);
    const relationKey = relation.key;
    const grant: SecretGrant =
      unitName === undefined
        ? {
            target: other?.application ?? unit.application.name,
            targetKind: 'application',
            role: 'view',
            relationKey,
          }
        : { target: unitName, targetKind: 'unit', role: 'view', relationKey };
    if (isGranted(info.grants, grant)) return;
    this.#changes.grant(this.#changes.name(uri), grant);
    this.#stage();
  }

  /** Takes the right to read back from an application or a unit. */
  revoke(uri: string, target: string): void {
    this.#subject.transaction.check();
    this.#changes.revoke(this.#changes.name(uri), target);
    this.#stage();
  }

  /** Removes one revision of a secret, or all of it. */
  remove(uri: string, revision?: number): void {
    this.#subject.transaction.check();
    this.#changes.remove(this.#changes.name(uri), revision);
    this.#stage();
  }

  /** Ids of the secrets that the unit manages, without their scheme. */
  ids(): string[] {
    return this.#infos().map(({ id }) => id);
  }

  /** What is known of a secret that the unit manages, but for its content. */
  info({ uri = '', label = '' }: { readonly uri?: string; readonly label?: string }): SecretInfo {
    const id = uri === '' ? undefined : parseSecretUri(uri);
    const found = this.#infos().find((info) => (id === undefined ? info.label === label : info.id === id));
    if (found === undefined) throw notFound(`secret "${id ?? label}"`);
    return found;
  }

  #infos(): SecretInfo[] {
    this.#subject.transaction.check();
    const { model } = this.#subject;
    return secretInfos(
      model,
      [...model.secrets.values()].filter((secret) => this.#manages(secret)),
      this.#changes,
    );
  }

  #manages(secret: Secret): boolean {
    const { unit } = this.#subject;
    return isOwnedBy(secret, unit) && (secret.owner.kind === 'unit' || unit.leader);
  }

  #ownByLabel(label: string): string | undefined {
    const own = this.#infos().find((info) => info.label === label);
    if (own !== undefined) return own.id;
    return [...this.#changes.updates].find(([, values]) => values.label === label)?.[0];
  }

  /** What the controller does not know yet; an old secret's new content is only seen by who asks for the latest. */
  #pending(
    id: string,
    label: string,
    { refresh = false, peek = false }: ReadSecret,
  ): EncodedContent | undefined {
    const { creates, updates, tracked } = this.#changes;
    const changes = creates.get(id)?.values ?? (refresh || peek ? updates.get(id) : undefined);
    if (changes === undefined) return undefined;
    if (label !== '') this.#changes.update(id, { label });
    if (refresh && !creates.has(id)) tracked.add(id);
    return changes.content;
  }

  #stage(): void {
    if (this.#staged) return;
    this.#staged = true;
    const { model, unit, transaction } = this.#subject;
    transaction.stage(
      () => applySecrets(model, unit, this.#changes),
      () => checkSecrets(model, unit, this.#changes),
    );
  }
}

/** Whether a grant would change nothing; what a whole application may read is not granted to its units. */
function isGranted(grants: readonly SecretGrant[], wanted: SecretGrant): boolean {
  for (const known of grants) {
    if (known.relationKey !== wanted.relationKey || known.role !== wanted.role) continue;
    if (known.target === wanted.target || known.targetKind === 'application') return true;
    if (wanted.targetKind === 'unit') continue;
    throw refused(
      'any unit level grants need to be revoked before granting access to the corresponding application',
    );
  }
  return false;
}
