import { ApiError, alreadyExists, annotated, notFound, notValid, unauthorized } from '../api-error';
import type { Params } from '../server/params';
import type { Model } from '../state/model';
import type { Secret, SecretValues } from '../state/secret-entities';
import { parseSecretUri, secretUri } from '../state/secret-ids';
import { secretOf } from '../state/secrets';
import { addUserSecret, grantUserSecret, removeUserSecret, updateUserSecret } from '../state/user-secrets';
import type { Call, Facade, Method } from './facade';
import { reader, writer } from './facade';
import { listSecrets } from './list-secrets';
import { each, eachDone } from './results';
import { present } from './wire-values';

const userSecrets = { from: 2 };

/** `Secrets`: what is kept secret in a model, and the secrets that users make. @internal */
export const secrets: Facade = {
  name: 'Secrets',
  versions: { '3.6': [1, 2], '4.0': [1, 2] },
  methods: {
    ListSecrets: reader(listSecrets),
    CreateSecrets: writer(createSecrets, userSecrets),
    UpdateSecrets: writer(updateSecrets, userSecrets),
    RemoveSecrets: writer(removeSecrets, userSecrets),
    GrantSecret: writer(changeAccess(true), userSecrets),
    RevokeSecret: writer(changeAccess(false), userSecrets),
  },
};

function createSecrets({ model }: Call, params: Params): object {
  const results = each(params.list('args'), (args) => {
    const values = valuesOf(args);
    const owner = args.string('owner-tag');
    if (args.has('uri')) throw notValid('secret uri cannot be set on user secret create');
    if (!['', model.uuid].includes(owner)) throw notValid(`owner tag ${JSON.stringify(owner)}`);
    if (values.content === undefined) throw notValid('empty secret value');
    return { result: secretUri(named(values, () => addUserSecret(model, values)).id) };
  });
  return { results: results.map((result) => ({ result: '', ...result })) };
}

function updateSecrets({ model }: Call, params: Params): object {
  const results = eachDone(params.list('args'), (args) => {
    const values = valuesOf(args);
    if (Object.keys(values).length === 0) {
      throw new ApiError('at least one attribute to update must be specified');
    }
    const label = args.string('existing-label');
    if (args.string('uri') !== '' && label !== '') {
      throw new ApiError('must specify either URI or label but not both');
    }
    const { id } = userSecret(model, args.string('uri'), label);
    named(values, () => updateUserSecret(model, id, values));
  });
  return { results };
}

function removeSecrets({ model }: Call, params: Params): object {
  const results = eachDone(params.list('args'), (args) => {
    const { id } = userSecret(model, args.string('uri'), args.string('label'));
    removeUserSecret(model, id, args.ints('revisions'));
  });
  return { results };
}

function changeAccess(granted: boolean): Method {
  return ({ model }, params) => {
    const uri = params.string('uri');
    const label = params.string('label');
    if (uri === '' && label === '') throw new ApiError('must specify either URI or name');
    const { id } = userSecret(model, uri, label);
    const results = eachDone(params.strings('applications'), (application) => {
      try {
        grantUserSecret(model, id, application, granted);
      } catch (error) {
        const why = model.profile.series === '3.6' ? annotated(error, 'invalid subject reference') : error;
        throw annotated(why, `cannot change access to "${secretUri(id)}" for "${application}"`);
      }
    });
    return { results };
  };
}

/** A user's secret, by either; those of charms are no business of users. */
function userSecret(model: Model, uri: string, label: string): Secret {
  if (uri === '' && label === '') throw new ApiError('must specify either URI or label');
  const secret = uri === '' ? labelled(model, label) : secretOf(model, parseSecretUri(uri));
  if (secret.owner.kind !== 'model') {
    throw unauthorized(
      model.profile.series === '3.6' ? undefined : `"${model.uuid}" is not allowed to manage this secret`,
    );
  }
  return secret;
}

function labelled(model: Model, label: string): Secret {
  const isIt = (secret: Secret) => secret.owner.kind === 'model' && secret.label === label;
  const secret = [...model.secrets.values()].find(isIt);
  if (secret !== undefined) return secret;
  const shown = JSON.stringify(label);
  if (model.profile.series === '3.6') throw notFound(`secret ${shown}`);
  const message = `getting user secret for label ${shown}: secret with label ${shown} not found`;
  throw new ApiError(message, 'secret not found');
}

/** What users call a secret by is its label in the model, and its name in what they are told. */
function named<T>({ label = '' }: SecretValues, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'already exists') throw error;
    throw alreadyExists(`secret with name ${JSON.stringify(label)}`);
  }
}

function valuesOf(args: Params): SecretValues {
  const content = args.nested('content').stringMap('data');
  return present({
    label: args.optionalString('label'),
    description: args.optionalString('description'),
    autoPrune: args.optionalBool('auto-prune'),
    content: Object.keys(content).length === 0 ? undefined : content,
  });
}
