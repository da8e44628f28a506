import type { ModelConfigValue } from './model-config-defaults';
import { modelConfigDefaults } from './model-config-defaults';
import { refused } from '../api-error';

const known = { ...modelConfigDefaults('4.0'), ...modelConfigDefaults('3.6') };

/**
 * Values as Juju keeps them: `'true'` of a flag becomes `true`, `'5'` of a number 5. A key that it does not know is kept.
 *
 * @throws ApiError in the words of Juju's schema when a value cannot be what its key asks for
 * @internal
 */
export function coerceModelConfig(
  values: Readonly<Record<string, unknown>>,
): Record<string, ModelConfigValue> {
  const coerced: Record<string, ModelConfigValue> = {};
  for (const [key, value] of Object.entries(values)) coerced[key] = coerce(key, value);
  return coerced;
}

function coerce(key: string, value: unknown): ModelConfigValue {
  if (key === 'resource-tags') return coerceTags(value);
  const standard = known[key];
  if (typeof standard === 'boolean') return coerceFlag(key, value);
  if (typeof standard === 'number') return coerceNumber(key, value);
  if (typeof standard === 'string' && typeof value !== 'string') throw expected('string', key, value);
  return typeof value === 'boolean' || typeof value === 'number' ? value : asText(value);
}

function coerceFlag(key: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = asText(value);
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return false;
  throw expected('bool', key, value);
}

function coerceNumber(key: string, value: unknown): number {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value)) return Math.trunc(Number(value));
  throw expected('number', key, value);
}

/** `a=b c=d`, or a map. */
function coerceTags(value: unknown): ModelConfigValue {
  if (value === '' || value === null) return '';
  if (typeof value === 'object') return value as Readonly<Record<string, string>>;
  const tags: Record<string, string> = {};
  for (const pair of asText(value).trim().split(/\s+/)) {
    const equals = pair.indexOf('=');
    if (equals < 1) throw refused(`resource-tags: expected "key=value", got "${pair}"`);
    tags[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return tags;
}

function expected(wanted: string, key: string, got: unknown): Error {
  return refused(`${key}: expected ${wanted}, got ${typeof got}(${JSON.stringify(got)})`);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
