import type { CharmDevice, CharmStorage } from './charm';
import type { YamlMap } from './yaml-map';

/** The stores under `storage`. @internal */
export function readStorage(metadata: YamlMap): Map<string, CharmStorage> {
  const stores = new Map<string, CharmStorage>();
  const declared = metadata.map('storage');
  for (const name of declared.keys) stores.set(name, readStore(declared.map(name), name));
  return stores;
}

function readStore(store: YamlMap, name: string): CharmStorage {
  const type = store.string('type');
  if (type !== 'block' && type !== 'filesystem') {
    throw store.problem(
      `${store.path}.type: unexpected value "${type}"`,
      'Storage is "block" or "filesystem".',
    );
  }
  const [countMin, countMax] = readCount(store);
  return {
    name,
    type,
    description: store.string('description', ''),
    shared: store.boolean('shared', false),
    readOnly: store.boolean('read-only', false),
    countMin,
    countMax,
    minimumSize: readSize(store),
    location: store.string('location', ''),
    properties: store.strings('properties'),
  };
}

/** `2`, `1-3` or `0+`: at least and at most how many, -1 for no limit. */
function readCount(store: YamlMap): [number, number] {
  if (!store.has('multiple')) return [1, 1];
  const range = store.map('multiple').raw['range'];
  if (typeof range === 'number' && Number.isInteger(range) && range > 0) return [range, range];
  const [, from, to] = /^([0-9]+)([-+]|-[0-9]+)$/.exec(String(range)) ?? [];
  if (typeof range !== 'string' || from === undefined || to === undefined) {
    throw store.problem(
      `${store.path}.multiple.range: value "${String(range)}" does not match 'm', 'm-n', or 'm+'`,
      'Write how many are wanted, such as 1, "1-3" or "0+".',
    );
  }
  return [Number(from), to.length === 1 ? -1 : Number(to.slice(1))];
}

const mebibytes: Readonly<Record<string, number>> = { '': 1, M: 1, G: 1024, T: 1024 ** 2, P: 1024 ** 3 };

/** `1G` in MiB. */
function readSize(store: YamlMap): number {
  const size = store.string('minimum-size', '0');
  const [, amount, unit] = /^([0-9]+(?:\.[0-9]+)?)([MGTP]?)(?:i?B)?$/.exec(size) ?? [];
  if (amount === undefined) {
    throw store.problem(
      `${store.path}.minimum-size: expected a non-negative number, with optional multiplier suffix (M/G/T/P), got "${size}"`,
      'Write a size such as "1G".',
    );
  }
  return Math.ceil(Number(amount) * (mebibytes[unit ?? ''] ?? 1));
}

/** The devices under `devices`. @internal */
export function readDevices(metadata: YamlMap): Map<string, CharmDevice> {
  const devices = new Map<string, CharmDevice>();
  const declared = metadata.map('devices');
  for (const name of declared.keys) {
    const device = declared.map(name);
    devices.set(name, {
      name,
      type: device.string('type'),
      description: device.string('description', ''),
      countMin: device.integer('countmin') ?? 1,
      countMax: device.integer('countmax') ?? 1,
    });
  }
  return devices;
}
