import { JujuError } from '../../errors';
import type * as wire from '../../juju/wire-types';

/** Storage: `'ebs,2,10G'`, or by name; the size as text or in MiB. What is not said is as the charm and the pool have it. @public */
export type StorageInput =
  string | { readonly pool?: string; readonly count?: number; readonly size?: number | string };

/** Devices of Kubernetes: `'2,nvidia.com/gpu,model=a;memory=8G'`, or by name. @public */
export type DeviceInput =
  | string
  | {
      readonly type: string;
      readonly count?: number;
      readonly attributes?: Readonly<Record<string, string>>;
    };

/** @internal */
export function storageDirectives(
  storage: Readonly<Record<string, StorageInput>> = {},
): Record<string, wire.StorageCons> {
  return mapped(storage, (name, input) =>
    typeof input === 'string' ? parseStorage(name, input) : storageOf(name, input),
  );
}

/** @internal */
export function deviceConstraints(
  devices: Readonly<Record<string, DeviceInput>> = {},
): Record<string, wire.DeviceCons> {
  return mapped(devices, (name, input) => {
    if (typeof input === 'string') return parseDevice(name, input);
    const { type, count = 1, attributes = {} } = input;
    return { Type: type, Count: count, Attributes: { ...attributes } };
  });
}

/** `data/0` → `storage-data-0`. @internal */
export function storageIds(attach: string | readonly string[] = []): string[] {
  const ids = typeof attach === 'string' ? [attach] : [...attach];
  const stranger = ids.find((id) => !/^[a-z][a-z0-9-]*\/\d+$/.test(id));
  if (stranger === undefined) return ids;
  throw notValid(`attachStorage takes ids of storage such as "data/0"; got ${JSON.stringify(stranger)}`);
}

function mapped<Input, Output>(
  inputs: Readonly<Record<string, Input>>,
  map: (name: string, input: Input) => Output,
): Record<string, Output> {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, map(name, input)]));
}

const sizeText = /^(\d+(?:\.\d+)?)([MGTPEZY])(?:i?B)?$/;

/** A count is a number, a size a number with its unit, anything else the pool; in any order, as Juju has it. */
function parseStorage(name: string, text: string): wire.StorageCons {
  const found: { pool?: string; count?: number; size?: number } = {};
  for (const part of text.split(',').map((each) => each.trim())) {
    if (/^\d+$/.test(part) && found.count === undefined) found.count = Number(part);
    else if (sizeText.test(part) && found.size === undefined) found.size = mebibytes(name, part);
    else if (/^[a-zA-Z][\w.-]*$/.test(part) && found.pool === undefined) found.pool = part;
    else
      throw notValid(
        `The storage "${name}" cannot be ${JSON.stringify(text)}: write pool, count and size as "ebs,2,10G"`,
      );
  }
  return storageOf(name, found);
}

function storageOf(
  name: string,
  { pool = '', count = 1, size = 0 }: Exclude<StorageInput, string>,
): wire.StorageCons {
  if (!Number.isSafeInteger(count) || count < 1)
    throw notValid(`The storage "${name}" needs a count of 1 or more; got ${JSON.stringify(count)}`);
  return { Pool: pool, Count: count, Size: typeof size === 'number' ? size : mebibytes(name, size) };
}

function mebibytes(name: string, text: string): number {
  const [, amount, unit = ''] = sizeText.exec(text) ?? [];
  if (amount === undefined)
    throw notValid(
      `The size of the storage "${name}" must be such as 512M or 10G; got ${JSON.stringify(text)}`,
    );
  return Math.ceil(Number(amount) * 1024 ** 'MGTPEZY'.indexOf(unit));
}

/** `[count,]type[,attribute=value;…]`. */
function parseDevice(name: string, text: string): wire.DeviceCons {
  const parts = text.split(',').map((part) => part.trim());
  const count = /^\d+$/.test(parts[0] ?? '') ? Number(parts.shift()) : 1;
  const [type = '', attributes = '', ...rest] = parts;
  const pairs = attributes.split(';').filter((pair) => pair !== '');
  const isWhole =
    type !== '' && !type.includes('=') && rest.length === 0 && pairs.every((pair) => pair.includes('='));
  if (!isWhole || count < 1)
    throw notValid(
      `The device "${name}" cannot be ${JSON.stringify(text)}: write it as "2,nvidia.com/gpu,model=a;memory=8G"`,
    );
  const split = (pair: string) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  return {
    Type: type,
    Count: count,
    Attributes: Object.fromEntries(pairs.map(split)) as Record<string, string>,
  };
}

function notValid(message: string): JujuError {
  return new JujuError(message, { code: 'not valid' });
}
