import type { Params } from '../server/params';
import {
  removableSpace,
  removeSpace,
  renameSpace,
  type SpaceUsers,
  usersOfSpace,
} from '../state/change-spaces';
import {
  addSpace,
  applicationsIn,
  checkSupportsSpaces,
  machinesIn,
  type Space,
  spaceOf,
  type Subnet,
} from '../state/spaces';
import type { Model } from '../state/model';
import type { Call, Facade } from './facade';
import { admin, reader } from './facade';
import { each, eachDone } from './results';
import { applicationTag, fromTag, modelTag, spaceTag } from './tags';

/** `Spaces`: `juju spaces`, `show-space`, `add-space`, `rename-space` and `remove-space`. @internal */
export const spaces: Facade = {
  name: 'Spaces',
  versions: { '3.6': [6], '4.0': [6] },
  methods: {
    CreateSpaces: admin(createSpaces, { blockedAs: 'change' }),
    ListSpaces: reader(listSpaces),
    RemoveSpace: admin(removeSpaces, { blockedAs: 'change' }),
    RenameSpace: admin(renameSpaces, { blockedAs: 'change' }),
    ShowSpace: reader(showSpace),
  },
};

/** `Subnets`: `juju subnets`. @internal */
export const subnets: Facade = {
  name: 'Subnets',
  versions: { '3.6': [5], '4.0': [5] },
  methods: { ListSubnets: reader(listSubnets) },
};

function listSpaces({ model }: Call): object {
  checkSupportsSpaces(model);
  return { results: [...model.spaces.values()].map((space) => wireSpace(model, space)) };
}

function showSpace({ model }: Call, params: Params): object {
  checkSupportsSpaces(model);
  const results = each(params.list('entities'), (entity) => {
    const space = spaceOf(model, fromTag(entity.string('tag'), 'space'));
    const applications = applicationsIn(model, space);
    return {
      space: wireSpace(model, space),
      applications: applications.length === 0 ? null : applications,
      'machine-count': machinesIn(model, space),
    };
  });
  const nothing = { space: { id: '', name: '', subnets: null }, applications: null, 'machine-count': 0 };
  return { results: results.map((result) => ('error' in result ? { ...nothing, ...result } : result)) };
}

function createSpaces({ model }: Call, params: Params): object {
  checkSupportsSpaces(model);
  return {
    results: eachDone(params.list('spaces'), (item) => {
      addSpace(model, fromTag(item.string('space-tag'), 'space'), item.strings('cidrs'));
    }),
  };
}

function renameSpaces({ model }: Call, params: Params): object {
  checkSupportsSpaces(model);
  return {
    results: eachDone(params.list('changes'), (change) => {
      const from = fromTag(change.string('from-space-tag'), 'space');
      renameSpace(model, from, fromTag(change.string('to-space-tag'), 'space'));
    }),
  };
}

/** Who keeps a space is told, and is no error. */
function removeSpaces({ model }: Call, params: Params): object {
  checkSupportsSpaces(model);
  return {
    results: each(params.list('space-param'), (item) => {
      const name = fromTag(item.nested('space').string('tag'), 'space');
      const users = usersOfSpace(model, removableSpace(model, name));
      const force = item.bool('force');
      const inUse = users.bindings.length > 0 || users.constraints.length > 0 || users.inModel;
      if (!item.bool('dry-run') && (force || !inUse)) removeSpace(model, name);
      return force ? {} : wireUsers(model, users);
    }),
  };
}

function wireUsers({ uuid }: Model, { bindings, constraints, inModel }: SpaceUsers): object {
  const entities = (tags: readonly string[]) => tags.map((tag) => ({ tag }));
  const constrained = [...constraints.map(applicationTag), ...(inModel ? [modelTag(uuid)] : [])];
  return {
    ...(bindings.length > 0 && { bindings: entities(bindings.map(applicationTag)) }),
    ...(constrained.length > 0 && { constraints: entities(constrained) }),
  };
}

function listSubnets({ model }: Call, params: Params): object {
  const space = params.string('space-tag');
  const wanted = space === '' ? undefined : fromTag(space, 'space');
  const zone = params.string('zone');
  const found = [...model.subnets.values()].filter(
    (subnet) =>
      model.type === 'iaas' &&
      (wanted === undefined || subnet.space === wanted) &&
      (zone === '' || subnet.zones.length === 0 || subnet.zones.includes(zone)),
  );
  return { results: found.length === 0 ? null : found.map(wireSubnet) };
}

function wireSpace(model: Model, { id, name }: Space): object {
  const inside = [...model.subnets.values()].filter(({ space }) => space === name);
  return { id, name, subnets: inside.map(wireSubnet) };
}

function wireSubnet({ cidr, providerId, networkId, zones, space }: Subnet): object {
  return {
    cidr,
    'provider-id': providerId,
    'provider-network-id': networkId,
    'vlan-tag': 0,
    life: 'alive',
    'space-tag': spaceTag(space),
    zones,
  };
}
