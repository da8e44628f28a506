import type { Params } from '../server/params';
import type { Model } from '../state/model';
import type { Secret, SecretGrant, SecretOwner, SecretRevision } from '../state/secret-entities';
import { parseSecretUri, secretUri } from '../state/secret-ids';
import { latestRevision, revisionOf, secretOf } from '../state/secrets';
import type { Call } from './facade';
import { requireAccess } from './permissions';
import { applicationTag, modelTag, unitTag } from './tags';
import { present } from './wire-values';

/** The secrets of a model, their content only for its administrators. @internal */
export function listSecrets({ model, user }: Call, params: Params): object {
  const filter = params.nested('filter');
  const reveals = params.bool('show-secrets');
  if (reveals) requireAccess(user, model, 'admin');
  const wanted = filter.optionalInt('revision');
  const results = selected(model, filter).map((secret) => {
    const shown = wanted === undefined ? secret.revisions : [revisionOf(secret, wanted)];
    return {
      ...describe(model, secret),
      revisions: shown.map((revision) => describeRevision(model, revision)),
      ...(reveals && { value: { data: encoded(shown.at(-1)) } }),
    };
  });
  return { results };
}

function selected(model: Model, filter: Params): Secret[] {
  const uri = filter.optionalString('uri');
  const label = filter.optionalString('label');
  const owner = filter.optionalString('owner-tag');
  const all = uri === undefined ? [...model.secrets.values()] : [secretOf(model, parseSecretUri(uri))];
  return all.filter(
    (secret) =>
      (label === undefined || secret.label === label) &&
      (owner === undefined || tagOfOwner(secret.owner) === owner),
  );
}

function describe(model: Model, secret: Secret): object {
  const { id, owner, description, label, rotatePolicy, nextRotate, created, updated, grants } = secret;
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

/** Content travels in base64. */
function encoded(revision: SecretRevision | undefined): object {
  const content = Object.entries(revision?.content ?? {});
  return Object.fromEntries(content.map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
}
