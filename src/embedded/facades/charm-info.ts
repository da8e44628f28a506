import type {
  CharmContainer,
  CharmDevice,
  CharmMeta,
  CharmRelation,
  CharmResource,
  CharmStorage,
} from '../charm/charm';
import type { Charm } from '../state/entities';
import type { JujuSeries } from '../state/profile';
import { present, toCharmRelation } from './wire-values';

/** Juju's `Charm`: all that a charm's files say. @internal */
export function charmInfo(charm: Charm, series: JujuSeries): object {
  return {
    revision: charm.revision,
    url: charm.url,
    config: Object.fromEntries([...charm.config.values()].map((option) => [option.name, optionInfo(option)])),
    meta: metaInfo(charm.meta, series),
    actions: actionsInfo(charm, series),
    manifest: manifestInfo(charm),
    ...present({ 'lxd-profile': charm.lxdProfile }),
    ...(series === '4.0' && charm.version !== '' && { version: charm.version }),
  };
}

function optionInfo({
  type,
  description,
  default: value,
}: {
  type: string;
  description: string;
  default: unknown;
}) {
  return { type, ...(description !== '' && { description }), ...present({ default: value }) };
}

function metaInfo(meta: CharmMeta, series: JujuSeries): object {
  return {
    name: meta.name,
    summary: meta.summary,
    description: meta.description,
    subordinate: meta.subordinate,
    ...present({
      provides: mapped(meta.provides, (relation: CharmRelation) => toCharmRelation(relation)),
      requires: mapped(meta.requires, (relation: CharmRelation) => toCharmRelation(relation)),
      peers: mapped(meta.peers, (relation: CharmRelation) => toCharmRelation(relation)),
      'extra-bindings': filled(Object.fromEntries(meta.extraBindings.map((name) => [name, name]))),
      categories: listed(meta.categories),
      tags: listed(meta.tags),
      series: series === '3.6' ? listed(meta.series) : undefined,
      storage: mapped(meta.storage, storageInfo),
      devices: mapped(meta.devices, deviceInfo),
      resources: mapped(meta.resources, resourceInfo),
      terms: listed(meta.terms),
      containers: mapped(meta.containers, containerInfo),
      'assumes-expr': listed(meta.assumes),
    }),
    'min-juju-version': meta.minJujuVersion === '' ? '0.0.0' : meta.minJujuVersion,
    ...(meta.charmUser !== '' && { 'charm-user': meta.charmUser }),
  };
}

function storageInfo(storage: CharmStorage): object {
  return {
    name: storage.name,
    description: storage.description,
    type: storage.type,
    shared: storage.shared,
    'read-only': storage.readOnly,
    'count-min': storage.countMin,
    'count-max': storage.countMax,
    'minimum-size': storage.minimumSize,
    ...(storage.location !== '' && { location: storage.location }),
    ...present({ properties: listed(storage.properties) }),
  };
}

/** These keys are capitalised on the wire. */
function deviceInfo({ name, description, type, countMin, countMax }: CharmDevice): object {
  return { Name: name, Description: description, Type: type, CountMin: countMin, CountMax: countMax };
}

function resourceInfo({ name, type, path, description }: CharmResource): object {
  return { name, type, path, description };
}

function containerInfo({ resource, mounts, uid, gid }: CharmContainer): object {
  return { ...(resource !== '' && { resource }), ...present({ mounts: listed(mounts), uid, gid }) };
}

function actionsInfo({ actions }: Charm, series: JujuSeries): object {
  const specs = [...actions.values()].map((action) => [
    action.name,
    {
      description: action.description,
      params: action.params,
      ...(series === '4.0' && action.parallel && { parallel: true }),
      ...(series === '4.0' && action.executionGroup !== '' && { 'execution-group': action.executionGroup }),
    },
  ]);
  return specs.length === 0 ? {} : { specs: Object.fromEntries(specs) as object };
}

function manifestInfo({ manifest }: Charm): object {
  const bases = manifest.bases.map(({ name, channel, architectures }) => ({
    name,
    channel,
    ...present({ architectures: listed(architectures) }),
  }));
  return bases.length === 0 ? {} : { bases };
}

const mapped = <T>(map: ReadonlyMap<string, T>, render: (value: T) => object): object | undefined =>
  map.size === 0 ? undefined : Object.fromEntries([...map].map(([name, value]) => [name, render(value)]));

const listed = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);

const filled = (record: Record<string, string>): object | undefined =>
  Object.keys(record).length === 0 ? undefined : record;
