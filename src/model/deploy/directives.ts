import { notValid } from '../../errors';
import type * as wire from '../../juju/wire-types';
import { storageDirective, type StorageInput } from '../storage/storage-directive';

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
  return mapped(storage, (name, input) => storageDirective(input, `"${name}"`));
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

function mapped<Input, Output>(
  inputs: Readonly<Record<string, Input>>,
  map: (name: string, input: Input) => Output,
): Record<string, Output> {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, map(name, input)]));
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
