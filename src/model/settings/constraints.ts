import { notValid } from '../../errors';
import type * as wire from '../../juju/wire-types';
import { mebibytes } from './mebibytes';

/** A constraint's value: sizes as numbers of MiB or texts such as `'8G'`, lists as arrays or texts with commas. @public */
export type ConstraintInput = string | number | boolean | readonly string[];

/**
 * What an application's machines or pods must be like: `'mem=8G cores=2'`, or `{ mem: '8G', cores: 2 }` with Juju's names.
 *
 * @public
 */
export type ConstraintsInput = string | Readonly<Record<string, ConstraintInput>>;

type Parse = (value: ConstraintInput, key: string) => unknown;

/**
 * Constraints as Juju's API takes them.
 *
 * @param arch - the architecture, where it was given by itself
 * @throws JujuError for a constraint that Juju does not know, or a value that makes no sense
 * @internal
 */
export function constraintsValue(input: ConstraintsInput | undefined, arch?: string): wire.ConstraintsValue {
  const own = typeof input === 'string' ? fromText(input) : Object.entries(input ?? {});
  const given: [string, ConstraintInput][] = arch === undefined ? own : [...own, ['arch', arch]];
  const value: Record<string, unknown> = {};
  for (const [name, raw] of given) {
    const key = aliases[name] ?? name;
    const parse = Object.hasOwn(parsers, key) ? parsers[key] : undefined;
    if (!parse)
      throw notValid(`There is no constraint "${name}". Juju knows: ${Object.keys(parsers).join(', ')}.`);
    value[key] = parse(raw, name);
  }
  return value;
}

/** `mem=8G cores=2` → pairs. */
function fromText(text: string): [string, string][] {
  return text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals < 1) throw notValid(`"${part}" is no constraint: write them as "mem=8G cores=2"`);
      return [part.slice(0, equals), part.slice(equals + 1)];
    });
}

const size: Parse = (value, key) => {
  const [, amount, unit = 'M'] = /^(\d+(?:\.\d+)?)([MGTP])?$/.exec(String(value)) ?? [];
  if (amount === undefined)
    throw notValid(`The constraint ${key} must be a size such as 512M or 8G; got ${shown(value)}`);
  return mebibytes(amount, unit);
};

const count: Parse = (value, key) => {
  if (!/^\d+$/.test(String(value)))
    throw notValid(`The constraint ${key} must be a whole number; got ${shown(value)}`);
  return Number(value);
};

const flag: Parse = (value, key) => {
  if (!/^(?:true|false)$/.test(String(value)))
    throw notValid(`The constraint ${key} must be true or false; got ${shown(value)}`);
  return String(value) === 'true';
};

const list: Parse = (value) => {
  const items = Array.isArray(value) ? (value as readonly string[]) : String(value).split(',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
};

const text: Parse = String;

const aliases: Readonly<Record<string, string>> = { 'cpu-cores': 'cores' };

const parsers: Readonly<Record<string, Parse>> = {
  'allocate-public-ip': flag,
  arch: text,
  container: text,
  cores: count,
  'cpu-power': count,
  'image-id': text,
  'instance-role': text,
  'instance-type': text,
  mem: size,
  'root-disk': size,
  'root-disk-source': text,
  spaces: list,
  tags: list,
  'virt-type': text,
  zones: list,
};

function shown(value: ConstraintInput): string {
  return JSON.stringify(value);
}
