import { rfc3339 } from './go-time';
import { StringList } from './string-list';

/** A value as Go's `json.Marshal` writes it. @internal */
export function goJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return jsonText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return bytes(value);
  if (value instanceof Date) return jsonText(rfc3339(value));
  if (value instanceof StringList) return goJson(value.values);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (value instanceof Map) return members([...value] as [string, unknown][]);
  if (typeof value === 'object') return members(Object.entries(value).toSorted(byKey));
  return JSON.stringify(value);
}

function members(entries: readonly (readonly [string, unknown])[]): string {
  return `{${entries.map(([key, value]) => `${jsonText(key)}:${goJson(value)}`).join(',')}}`;
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** A text that is not one: what is no character is shown as Go shows it. */
function bytes(value: Uint8Array): string {
  return jsonText(Buffer.from(value).toString()).replaceAll('\ufffd', String.raw`\ufffd`);
}

/** Go escapes what could mean something in HTML or JavaScript. */
function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
