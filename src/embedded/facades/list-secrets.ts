import { ApiError, notFound, notValid, refused } from '../api-error';
import type { Params } from '../server/params';
import type { Model } from '../state/model';
import { shownGrants } from '../state/secret-grants';
import type { Secret, SecretGrant, SecretOwner, SecretRevision } from '../state/secret-entities';
import { parseSecretUri, secretUri } from '../state/secret-ids';
import { latestRevision } from '../state/secrets';
import type { Call } from './facade';
import { requireAccess } from './permissions';
import { applicationTag, kindOfTag, modelTag, unitTag } from './tags';
import { present } from './wire-values';

/** The secrets of a model, their content only for its administrators. @internal */
export function listSecrets({ model, user }: Call, params: Params): object {
  const filter = params.nested('filter');
  const reveals = params.bool('show-secrets');
  if (reveals) requireAccess(user, model, 'admin');
  const wanted = filter.optionalInt('revision');
  const results = selected(model, filter).map((secret) => {
    const shown = wanted === undefined ? secret.revisions : [shownRevision(model, secret, wanted)];
    return {
      ...describe(model, secret),
      revisions: shown.map((revision) => describeRevision(model, revision)),
      ...(reveals && { value: { data: { ...shown.at(-1)?.content } } }),
    };
  });
  return { results };
}

function selected(model: Model, filter: Params): Secret[] {
  const uri = filter.optionalString('uri');
  const label = filter.optionalString('label');
  const owner = filter.optionalString('owner-tag');
  if (model.profile.series === '4.0') checkFilter(filter);
  const found = uri === undefined ? [...model.secrets.values()] : secretsOfUri(model, parseSecretUri(uri));
  return found.filter(
    (secret) =>
      (label === undefined || secret.label === label) &&
      (owner === undefined || tagOfOwner(secret.owner) === owner),
  );
}

/** What Juju 4 does not take together. */
function checkFilter(filter: Params): void {
  const owner = filter.optionalString('owner-tag');
  const isCharms = owner === undefined || ['application', 'unit'].includes(kindOfTag(owner));
  if (!isCharms) throw notValid(`secret owner tag kind ${JSON.stringify(kindOfTag(owner))}`);
  if (filter.has('uri') && filter.has('label')) throw refused('cannot specify both URI and labels');
  if (filter.has('revision') && !filter.has('uri') && !filter.has('label')) {
    throw refused('cannot specify revision without URI or labels');
  }
}

/** Juju 3 answers with nothing about a secret that is not there, Juju 4 refuses. */
function secretsOfUri(model: Model, id: string): Secret[] {
  const secret = model.secrets.get(id);
  if (secret !== undefined) return [secret];
  if (model.profile.series === '3.6') return [];
  throw new ApiError(
    `getting secret by URI "${id}": querying secrets: secret "${secretUri(id)}" not found`,
    'secret not found',
  );
}

function shownRevision(model: Model, secret: Secret, wanted: number): SecretRevision {
  const found = secret.revisions.find(({ revision }) => revision === wanted);
  if (found !== undefined) return found;
  const uri = secretUri(secret.id);
  // The word is Juju's own.
  if (model.profile.series === '3.6') throw notFound(`revison ${wanted} for secret "${uri}"`);
  throw new ApiError(
    `getting secret by URI "${secret.id}": secret revision ${wanted} for ${uri} not found`,
    'secret revision not found',
  );
}

function describe(model: Model, secret: Secret): object {
  const { id, owner, description, label, rotatePolicy, nextRotate, created, updated } = secret;
  const grants = shownGrants(model, secret);
  const latest = latestRevision(secret);
  return {
    uri: secretUri(id),
    version: 1,
    'owner-tag': tagOfOwner(owner),
    'rotate-policy': rotatePolicy,
    ...present({ 'next-rotate-time': nextRotate }),
    ...(description !== '' && { description }),
    ...(label !== '' && { label }),
    'latest-revision': latest.revision,
    'latest-revision-checksum': latest.checksum,
    ...present({ 'latest-expire-time': latest.expires }),
    'create-time': created,
    'update-time': updated,
    ...(grants.length > 0 && { access: grants.map((grant) => describeGrant(model, grant)) }),
  };
}

function describeRevision(model: Model, { revision, created, expires }: SecretRevision): object {
  return {
    revision,
    'backend-name': model.type === 'caas' ? `${model.name}-local` : 'internal',
    'create-time': created,
    'update-time': created,
    ...present({ 'expire-time': expires }),
  };
}

function describeGrant(model: Model, { target, targetKind, relationKey, role }: SecretGrant): object {
  const relationTag = `relation-${relationKey.replaceAll(':', '.').replaceAll(' ', '#')}`;
  return {
    'target-tag': targetKind === 'unit' ? unitTag(target) : applicationTag(target),
    'scope-tag': relationKey === '' ? modelTag(model.uuid) : relationTag,
    role,
  };
}

function tagOfOwner({ kind, id }: SecretOwner): string {
  if (kind === 'unit') return unitTag(id);
  return kind === 'model' ? modelTag(id) : applicationTag(id);
}
