import { fromTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { date } from '../status/parse-status-info';
import { decodeContent, type SecretContent } from './secret-content';

/** `secret:<id>`: what a charm's option of the type `secret` takes. @public */
export type SecretUri = `secret:${string}`;

/** One revision of a secret, without its content. @public */
export interface SecretRevision {
  readonly revision: number;
  /** Where it is kept: `internal`, the name of a secret backend, or the model's own on Kubernetes. */
  readonly backend: string | undefined;
  readonly created: Date | undefined;
  readonly expires: Date | undefined;
}

/** Who may read a secret. @public */
export interface SecretGrant {
  /** The application or unit: `web`, `web/0`. */
  readonly target: string;
  /** Key of the relation that carries the grant, `web:db mysql:db`; `undefined` where nothing but the model limits it. */
  readonly relation: string | undefined;
  /** `view` or `manage`. */
  readonly role: string;
}

/** A secret of a model, a user's or a charm's, as it was when it was asked for. @public */
export interface Secret {
  readonly uri: SecretUri;
  /** A user's secret has a name; a charm may have given its own a label. */
  readonly name: string | undefined;
  readonly description: string;
  /** `model` for a user's secret, else the application or unit whose charm made it. */
  readonly owner: string;
  /** `never`, `hourly` … */
  readonly rotatePolicy: string;
  readonly nextRotation: Date | undefined;
  readonly created: Date | undefined;
  readonly updated: Date | undefined;
  readonly latestRevision: number;
  readonly latestExpires: Date | undefined;
  /** Oldest first; all there are, unless one was asked for. */
  readonly revisions: readonly SecretRevision[];
  readonly grants: readonly SecretGrant[];
  /** Only where it was asked to be revealed: that of the latest revision, unless another was asked for. */
  readonly content: SecretContent | undefined;
}

/** @internal */
export function toSecret(raw: wire.ListSecretResult): Secret {
  return Object.freeze({
    uri: raw.uri as SecretUri,
    name: raw.label || undefined,
    description: raw.description ?? '',
    owner: ownerOf(raw['owner-tag']),
    rotatePolicy: raw['rotate-policy'] ?? 'never',
    nextRotation: date(raw['next-rotate-time']),
    created: date(raw['create-time']),
    updated: date(raw['update-time']),
    latestRevision: raw['latest-revision'],
    latestExpires: date(raw['latest-expire-time']),
    revisions: Object.freeze((raw.revisions ?? []).map(toRevision)),
    grants: Object.freeze((raw.access ?? []).map(toGrant)),
    content: raw.value ? decodeContent(raw.value.data) : undefined,
  });
}

function toRevision(raw: wire.SecretRevision): SecretRevision {
  return Object.freeze({
    revision: raw.revision,
    backend: raw['backend-name'] ?? undefined,
    created: date(raw['create-time']),
    expires: date(raw['expire-time']),
  });
}

function toGrant(raw: wire.AccessInfo): SecretGrant {
  const scope = fromTag(raw['scope-tag']);
  return Object.freeze({
    target: fromTag(raw['target-tag']).id,
    relation: scope.kind === 'relation' ? scope.id : undefined,
    role: raw.role,
  });
}

function ownerOf(tag: string): string {
  const { kind, id } = fromTag(tag);
  return kind === 'model' ? 'model' : id;
}
