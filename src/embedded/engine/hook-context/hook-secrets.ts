import type { HookSubject } from './hook-subject';
import type { Secret, SecretGrant, SecretValues } from '../../state/secret-entities';
import {
  canRead,
  changeSecret,
  checkLabelFree,
  consume,
  isOwnedBy,
  latestRevision,
  newSecret,
  removeRevisions,
  secretNotFound,
} from '../../state/secrets';
import { notValid, refused, unauthorized } from '../../api-error';
import { parseSecretUri, secretUri } from '../../state/secret-ids';
import { removeSecret } from '../../state/secret-removal';
import { copySecret } from './copy-secret';

/** How a secret is read. @internal */
export interface ReadSecret {
  readonly uri?: string;
  readonly label?: string;
  /** Go on to the latest revision, and track it. */
  readonly refresh?: boolean;
  /** Look at the latest revision, and track what was tracked. */
  readonly peek?: boolean;
}

/** The `secret-*` tools. What the hook changes it sees at once, the others when it has succeeded. @internal */
export class HookSecrets {
  readonly #subject: HookSubject;
  /** Copies of the secrets that this hook has changed, `undefined` of those that it removed. */
  readonly #changed = new Map<string, Secret | undefined>();

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** Makes a secret of the application, which only the leader may, or of the unit. */
  add(owner: 'application' | 'unit', values: SecretValues): string {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    if (owner === 'application' && !unit.leader) throw refused('this unit is not the leader');
    const id = owner === 'unit' ? unit.name : unit.application.name;
    checkLabelFree(this.#visible(), { kind: owner, id }, values.label ?? '');
    const secret = newSecret({ kind: owner, id }, values);
    this.#changed.set(secret.id, secret);
    this.#subject.transaction.stage(() => {
      model.secrets.set(secret.id, copySecret(secret));
      model.note('secret', secret.id);
    });
    return secretUri(secret.id);
  }

  /** The content of a secret, by URI or by label; a URI with a label sets the label. */
  get(how: ReadSecret): Readonly<Record<string, string>> {
    const secret = this.#find(how);
    const { unit } = this.#subject;
    if (!canRead(secret, unit)) throw unauthorized();
    const known = secret.consumers.has(unit.name);
    const revision = consume(secret, unit.name, how);
    this.#track(secret, how, known);
    return { ...revision.content };
  }

  /** Changes a secret that the unit manages; other content makes a new revision. */
  set(uri: string, values: SecretValues): void {
    const secret = this.#managed(uri);
    checkLabelFree(this.#visible(), secret.owner, values.label ?? '', secret.id);
    this.#change(secret, (target) => changeSecret(target, values));
  }

  /** Lets the other application of a relation, or one unit of it, read a secret. */
  grant(uri: string, relationId: number, unitName?: string): void {
    const secret = this.#managed(uri);
    const grant = this.#grantFor(relationId, unitName);
    this.#change(secret, (target) => {
      const known = target.grants.some(
        (other) => other.target === grant.target || grant.target.startsWith(`${other.target}/`),
      );
      if (!known) target.grants.push(grant);
    });
  }

  /** Takes the right to read back. */
  revoke(uri: string, relationId: number, unitName?: string): void {
    const secret = this.#managed(uri);
    const { target } = this.#grantFor(relationId, unitName);
    this.#change(secret, ({ grants, consumers }) => {
      const kept = grants.filter((grant) => grant.target !== target);
      grants.splice(0, grants.length, ...kept);
      for (const consumer of [...consumers.keys()]) {
        if (consumer === target || consumer.startsWith(`${target}/`)) consumers.delete(consumer);
      }
    });
  }

  /** Removes one revision of a secret, or all of it. */
  remove(uri: string, revision?: number): void {
    const secret = this.#managed(uri);
    const revisions = revision === undefined ? [] : [revision];
    const copy = this.#copy(secret);
    if (removeRevisions(copy, revisions)) this.#changed.set(secret.id, undefined);
    this.#subject.transaction.stage(() => {
      const { model } = this.#subject;
      const target = model.secrets.get(secret.id);
      if (target === undefined) return;
      if (removeRevisions(target, revisions)) removeSecret(model, target);
      else model.note('secret', target.id);
    });
  }

  /** URIs of the secrets that the unit manages. */
  ids(): string[] {
    this.#subject.transaction.check();
    return this.#visible()
      .filter((secret) => this.#manages(secret))
      .map(({ id }) => secretUri(id));
  }

  /** What is known of a secret that the unit manages, but for its content. */
  info(how: {
    readonly uri?: string;
    readonly label?: string;
  }): Omit<Secret, 'revisions'> & { readonly revision: number } {
    const secret = this.#find(how);
    if (!isOwnedBy(secret, this.#subject.unit)) throw secretNotFound(secret.id);
    const { revisions, ...rest } = secret;
    return { ...rest, revision: revisions.at(-1)?.revision ?? 0 };
  }

  #find({ uri = '', label = '' }: { readonly uri?: string; readonly label?: string }): Secret {
    this.#subject.transaction.check();
    if (uri !== '') {
      const id = parseSecretUri(uri);
      const secret = this.#visible().find((candidate) => candidate.id === id);
      if (secret === undefined) throw secretNotFound(id);
      return secret;
    }
    if (label === '') throw notValid('empty URI and label');
    const { unit } = this.#subject;
    const secret = this.#visible().find(
      (candidate) =>
        (candidate.label === label && isOwnedBy(candidate, unit)) ||
        candidate.consumers.get(unit.name)?.label === label,
    );
    if (secret === undefined) throw refused(`consumer label "${label}" not found`);
    return secret;
  }

  #managed(uri: string): Secret {
    const secret = this.#find({ uri });
    if (!isOwnedBy(secret, this.#subject.unit)) throw secretNotFound(secret.id);
    if (!this.#manages(secret)) throw refused('this unit is not the leader');
    return secret;
  }

  #manages(secret: Secret): boolean {
    const { unit } = this.#subject;
    return isOwnedBy(secret, unit) && (secret.owner.kind === 'unit' || unit.leader);
  }

  /** All secrets as this hook sees them. */
  #visible(): Secret[] {
    const all = new Map<string, Secret | undefined>([...this.#subject.model.secrets, ...this.#changed]);
    return [...all.values()].filter((secret) => secret !== undefined);
  }

  #copy(secret: Secret): Secret {
    const copy = this.#changed.get(secret.id) ?? copySecret(secret);
    this.#changed.set(secret.id, copy);
    return copy;
  }

  /** Changes the hook's copy now and the secret itself, whatever became of it meanwhile, when the hook has succeeded. */
  #change(secret: Secret, change: (target: Secret) => void): void {
    change(this.#copy(secret));
    this.#subject.transaction.stage(() => {
      const { model } = this.#subject;
      const target = model.secrets.get(secret.id);
      if (target === undefined) return;
      change(target);
      model.note('secret', target.id);
    });
  }

  /** Reading is known to Juju at once: the tracked revision, and the reader's own label. */
  #track(secret: Secret, { label = '', uri = '' }: ReadSecret, known: boolean): void {
    const { model, unit } = this.#subject;
    const consumer = secret.consumers.get(unit.name);
    if (consumer !== undefined && uri !== '' && label !== '') consumer.label = label;
    const stored = model.secrets.get(secret.id);
    if (stored !== undefined && stored !== secret && consumer !== undefined)
      stored.consumers.set(unit.name, { ...consumer });
    if (!known) unit.local.secretRevisions.set(secretUri(secret.id), latestRevision(secret).revision);
    if (stored !== undefined) model.note('secret', secret.id);
  }

  #grantFor(relationId: number, unitName: string | undefined): SecretGrant {
    const { model, unit } = this.#subject;
    const relation = model.relations.get(relationId);
    if (relation === undefined)
      throw refused(`invalid value "${relationId}" for option --relation: relation not found`);
    const other = relation.endpoints.find(({ application }) => application !== unit.application.name);
    const application = other?.application ?? unit.application.name;
    return unitName === undefined
      ? { target: application, targetKind: 'application', role: 'view', relationKey: relation.key }
      : { target: unitName, targetKind: 'unit', role: 'view', relationKey: relation.key };
  }
}
