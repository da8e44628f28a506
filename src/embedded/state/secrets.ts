import type { Model } from './model';
import type { Secret, SecretConsumer, SecretOwner, SecretRevision, SecretValues } from './secret-entities';
import type { Unit } from './entities';
import { ApiError, notValid } from '../api-error';
import { checkKeys, checksumOf, type EncodedContent } from './secret-content';
import { newSecretId } from './secret-ids';

/** A secret that is not yet in any model. @internal */
export function newSecret(owner: SecretOwner, values: SecretValues, id = newSecretId()): Secret {
  const { content = {}, label = '', description = '', rotatePolicy = 'never', autoPrune = false } = values;
  if (Object.keys(content).length === 0) throw notValid('empty secret content');
  const now = new Date();
  const secret: Secret = {
    id,
    owner,
    label,
    description,
    rotatePolicy,
    nextRotate: undefined,
    created: now,
    updated: now,
    revisions: [],
    grants: [],
    consumers: new Map(),
    autoPrune,
    life: 'alive',
    rotationDue: false,
  };
  addRevision(secret, content, values.expires);
  return secret;
}

/** Changes a secret; content that differs makes a new revision. @internal */
export function changeSecret(secret: Secret, values: SecretValues): void {
  secret.label = values.label ?? secret.label;
  secret.description = values.description ?? secret.description;
  secret.rotatePolicy = values.rotatePolicy ?? secret.rotatePolicy;
  secret.autoPrune = values.autoPrune ?? secret.autoPrune;
  secret.updated = new Date();
  const { content = {}, expires } = values;
  if (Object.keys(content).length > 0 && checksumOf(content) !== latestRevision(secret).checksum) {
    addRevision(secret, content, expires);
  } else if (expires !== undefined) {
    latestRevision(secret).expires = expires;
  }
  markObsolete(secret);
  if (secret.autoPrune) pruneObsolete(secret);
}

/** Takes the revisions away that nobody reads any more: what `--auto-prune` asks for. */
function pruneObsolete(secret: Secret): void {
  const kept = secret.revisions.filter(({ obsolete }) => !obsolete);
  secret.revisions.splice(0, secret.revisions.length, ...kept);
}

/** The newest revision. @internal */
export function latestRevision(secret: Secret): SecretRevision {
  const latest = secret.revisions.at(-1);
  if (latest === undefined) throw secretNotFound(secret.id);
  return latest;
}

/** A revision, or `secret revision not found`. @internal */
export function revisionOf(secret: Secret, revision: number): SecretRevision {
  const found = secret.revisions.find((candidate) => candidate.revision === revision);
  if (found === undefined)
    throw new ApiError(`secret revision ${revision} for "${secret.id}" not found`, 'not found');
  return found;
}

/** Takes revisions away, all of them when none is named; a secret without any is gone. @internal */
export function removeRevisions(secret: Secret, revisions: readonly number[]): boolean {
  const kept =
    revisions.length === 0 ? [] : secret.revisions.filter(({ revision }) => !revisions.includes(revision));
  secret.revisions.splice(0, secret.revisions.length, ...kept);
  return kept.length === 0;
}

/** Whether a unit may read a secret. @internal */
export function canRead(secret: Secret, unit: Unit): boolean {
  if (isOwnedBy(secret, unit)) return true;
  return secret.grants.some(({ target }) => target === unit.name || target === unit.application.name);
}

/** Whether a secret is the unit's own, or its application's. @internal */
export function isOwnedBy(secret: Secret, unit: Unit): boolean {
  const { kind, id } = secret.owner;
  return kind === 'unit' ? id === unit.name : kind === 'application' && id === unit.application.name;
}

/**
 * The revision that a unit reads: the one that it tracks, or the latest with `refresh`, which it tracks from then on, and
 * with `peek`. Whoever reads for the first time tracks the latest, with `peek` too.
 *
 * @internal
 */
export function consume(
  secret: Secret,
  unit: string,
  how: { readonly refresh?: boolean; readonly peek?: boolean; readonly label?: string | undefined },
): SecretRevision {
  const latest = latestRevision(secret);
  const known = secret.consumers.get(unit);
  const moves = known === undefined || how.refresh === true;
  const consumer: SecretConsumer = {
    label: how.label ?? known?.label ?? '',
    revision: moves ? latest.revision : known.revision,
  };
  secret.consumers.set(unit, consumer);
  if (moves) {
    markObsolete(secret);
    if (secret.autoPrune) pruneObsolete(secret);
  }
  return how.peek === true || moves ? latest : revisionOf(secret, consumer.revision);
}

/** Revisions that nobody tracks any more and that are not the latest. */
function markObsolete(secret: Secret): void {
  const tracked = new Set([...secret.consumers.values()].map(({ revision }) => revision));
  const latest = secret.revisions.at(-1);
  for (const revision of secret.revisions)
    revision.obsolete = revision !== latest && !tracked.has(revision.revision);
}

/** The secret of that id, or `secret "x" not found`. @internal */
export function secretOf(model: Model, id: string): Secret {
  const secret = model.secrets.get(id);
  if (secret === undefined) throw secretNotFound(id, model.profile.series === '4.0');
  return secret;
}

/** Refuses a label that another secret of the same owner has. @internal */
export function checkLabelFree(
  secrets: Iterable<Secret>,
  owner: SecretOwner,
  label: string,
  except = '',
): void {
  if (label === '') return;
  for (const secret of secrets) {
    const sameOwner = secret.owner.kind === owner.kind && secret.owner.id === owner.id;
    if (sameOwner && secret.label === label && secret.id !== except) {
      throw new ApiError(`secret with label "${label}" already exists`, 'already exists');
    }
  }
}

/** `secret "x" not found`, with the code of the profile. @internal */
export function secretNotFound(id: string, ownCode = false): ApiError {
  return new ApiError(`secret "${id}" not found`, ownCode ? 'secret not found' : 'not found');
}

function addRevision(secret: Secret, content: EncodedContent, expires: Date | undefined): void {
  checkKeys(content);
  secret.revisions.push({
    revision: (secret.revisions.at(-1)?.revision ?? 0) + 1,
    content,
    checksum: checksumOf(content),
    created: new Date(),
    expires,
    expiryDue: false,
    obsolete: false,
  });
}
