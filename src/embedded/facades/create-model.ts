import { annotated, ApiError, notFound, unauthorized } from '../api-error';
import type { Params } from '../server/params';
import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import { isValidModelName } from '../state/names';
import type { Call } from './facade';
import { qualifiedFrom } from './list-models';
import { modelInfo } from './model-info';
import { fromCredentialTag, fromTag } from './tags';

/** `ModelManager.CreateModel`. @internal */
export function createModel({ state, user, version }: Call, params: Params): object {
  const qualified = version >= qualifiedFrom;
  if (params.string('target-controller') !== '') {
    throw new ApiError('target-controller parameter is only supported on JAAS', 'not supported');
  }
  const cloud = params.has('cloud-tag') ? fromTag(params.string('cloud-tag'), 'cloud') : state.cloud.name;
  requireAddModel(state, user, cloud);
  const owner = ownerOf(user, params, qualified);
  const name = params.string('name');
  if (name !== '' && !isValidModelName(name)) {
    throw annotated(new ApiError(`${JSON.stringify(name)} is not a valid name`), 'failed to create config');
  }
  const credential = params.string('credential');
  const region = params.string('region');
  const model = state.addModel({
    name,
    owner,
    cloud,
    ...(region !== '' && { region }),
    ...(credential !== '' && { credential: fromCredentialTag(credential).name }),
    config: params.record('config'),
  });
  // Who makes a model is told all about it, its owner or not.
  return modelInfo(
    state,
    model,
    { ...user, access: 'superuser' },
    {
      withDefaultOs: version === 9,
      complete: false,
      qualified,
    },
  );
}

/** Only administrators make models of other people's. */
function ownerOf(user: User, params: Params, qualified: boolean): string {
  const owner = qualified ? params.string('qualifier') : fromTag(params.string('owner-tag'), 'user');
  if (qualified && owner === '')
    throw new ApiError('cannot create model with invalid qualifier', 'not valid');
  if (user.access === 'superuser' || owner === user.name) return owner;
  if (qualified)
    throw new ApiError(`cannot create model with qualifier ${JSON.stringify(owner)}`, 'not valid');
  const doing = '"add-model" permission does not permit creation of models for different owners';
  throw annotated(unauthorized(), doing);
}

function requireAddModel(state: ControllerState, user: User, name: string): void {
  if (user.access === 'superuser') return;
  const cloud = state.clouds.get(name);
  if (cloud === undefined) throw notFound(`cloud ${JSON.stringify(name)}`);
  if (!cloud.users.has(user.name)) throw unauthorized();
}
