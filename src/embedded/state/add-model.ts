import type { AddModelArgs } from './requests';
import type { Cloud } from './cloud-entities';
import type { ControllerState } from './controller-state';
import { alreadyExists, annotated, ApiError, notValid, refused } from '../api-error';
import { Model } from './model';
import { ModelConfig } from './model-config';
import { randomUUID } from 'node:crypto';

/**
 * Makes a model after the checks that `ModelManager.CreateModel` makes.
 *
 * @internal
 */
export function addModel(state: ControllerState, args: AddModelArgs): Model {
  const cloud = findCloud(state, args.cloud);
  const region = findRegion(state, cloud, args.region);
  const credential = findCredential(state, cloud, args);
  state.users.get(args.owner);
  const uuid = randomUUID();
  const config = newConfig(state, args, uuid, cloud);
  for (const model of state.models.values()) {
    if (model.name === args.name && model.owner === args.owner) throw taken(state, args);
  }
  return insert(state, { ...args, uuid, cloud, region, credential, config, isController: false });
}

/** The model `controller`, which every controller has. @internal */
export function makeControllerModel(state: ControllerState): Model {
  const { cloud } = state;
  const args = { name: 'controller', owner: 'admin' };
  const uuid = randomUUID();
  const config = newConfig(state, args, uuid, cloud);
  const region = cloud.regions[0]?.name ?? '';
  return insert(state, { ...args, uuid, cloud, region, credential: '', config, isController: true });
}

interface Checked extends Omit<AddModelArgs, 'cloud' | 'config'> {
  readonly uuid: string;
  readonly cloud: Cloud;
  readonly region: string;
  readonly credential: string;
  readonly config: ModelConfig;
  readonly isController: boolean;
}

function insert(state: ControllerState, checked: Checked): Model {
  const model = new Model({
    ...checked,
    cloud: checked.cloud.name,
    type: checked.type ?? (checked.cloud.type === 'kubernetes' ? 'caas' : 'iaas'),
    profile: state.profile,
    changes: state.changes,
    charmChecks: state.charmChecks,
    archiveChecks: state.archiveChecks,
    charmhub: state.charmhub,
    clouds: state.clouds,
    credentials: state.credentials,
  });
  state.models.set(model.uuid, model);
  model.note('model', model.uuid);
  return model;
}

function findCloud(state: ControllerState, name: string | undefined): Cloud {
  if (name === undefined) return state.cloud;
  const cloud = state.clouds.get(name);
  if (cloud !== undefined) return cloud;
  const names = [...state.clouds.keys()].toSorted().map((known) => `"${known}"`);
  throw new ApiError(`cloud "${name}" not found, expected one of [${names.join(' ')}]`, 'not found');
}

function findRegion(state: ControllerState, cloud: Cloud, name: string | undefined): string {
  if (name === undefined || name === '') {
    return cloud.name === state.cloud.name ? (cloud.regions[0]?.name ?? '') : '';
  }
  if (cloud.regions.some((region) => region.name === name)) return name;
  const known = cloud.regions.map((region) => `"${region.name}"`).join(' ');
  throw new ApiError(`region "${name}" not found (expected one of [${known}])`, 'not found');
}

function findCredential(state: ControllerState, cloud: Cloud, args: AddModelArgs): string {
  if (args.credential !== undefined && args.credential !== '') {
    try {
      return state.credentials.get(cloud.name, args.owner, args.credential).name;
    } catch (error) {
      throw annotated(error, 'getting credential');
    }
  }
  if (cloud.authTypes.includes('empty')) return '';
  const [only, ...others] = state.credentials.of(cloud.name, args.owner);
  if (only === undefined || others.length > 0) throw new ApiError('no credential specified', 'not valid');
  return only.name;
}

function newConfig(
  state: ControllerState,
  args: Pick<AddModelArgs, 'name' | 'owner' | 'config'>,
  uuid: string,
  cloud: Cloud,
): ModelConfig {
  const given = args.config ?? {};
  if (args.name === '') throw new ApiError('failed to create config: Name must be specified', 'not valid');
  if ('uuid' in given) throw refused('failed to create config: uuid is generated, you cannot specify one');
  if ('name' in given) throw refused('failed to create config: name must not be specified in config');
  const version = given['agent-version'] ?? state.profile.agentVersion;
  if (version !== state.profile.agentVersion) throw notValid(`agent-version ${JSON.stringify(version)}`);
  try {
    return new ModelConfig({
      series: state.profile.series,
      identity: { name: args.name, type: cloud.type, uuid, 'agent-version': version },
      inherited: { controller: { ...charmhubUrl(state), ...cloud.config } },
      given,
    });
  } catch (error) {
    throw annotated(error, 'failed to create config: creating config from values failed');
  }
}

/** Models look up charms where the controller has them from. */
function charmhubUrl({ charmhub }: ControllerState): Readonly<Record<string, string>> {
  return charmhub.url === undefined ? {} : { 'charmhub-url': charmhub.url };
}

function taken(state: ControllerState, args: AddModelArgs): ApiError {
  return state.profile.series === '3.6'
    ? alreadyExists(`failed to create new model: model "${args.name}" for ${args.owner}`)
    : alreadyExists(`model ${args.owner}/${args.name}`);
}
