import type { CharmOption } from './charm';
import type { ConfigValue } from '../state/entities';
import { goBooleans } from './yaml-map';

/**
 * A value of a YAML document as the value of an option, `undefined` when it is none.
 *
 * A whole number is taken for a float: JavaScript cannot tell `1.0` from `1`, which Go can.
 *
 * @internal
 */
export function coerceOption(option: CharmOption, value: unknown): ConfigValue | undefined {
  switch (option.type) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'secret':
      return typeof value === 'string' && (value === '' || value.startsWith('secret:')) ? value : undefined;
    case 'int':
      if (typeof value === 'string') return parseInteger(value);
      return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
    case 'float':
      return typeof value === 'number' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : goBooleans.get(String(value));
  }
}

/**
 * A text as the value of an option, as `juju config` gives it; `undefined` when it is none.
 *
 * @internal
 */
export function parseOption(option: CharmOption, text: string): ConfigValue | undefined {
  switch (option.type) {
    case 'string':
    case 'secret':
      return text;
    case 'int':
      return parseInteger(text);
    case 'float':
      return parseFloatStrictly(text);
    case 'boolean':
      return goBooleans.get(text);
  }
}

function parseInteger(text: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : undefined;
}

function parseFloatStrictly(text: string): number | undefined {
  return /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text) ? Number(text) : undefined;
}
