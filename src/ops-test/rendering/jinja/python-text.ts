import { isNamespace } from './namespace';
import { special, twoDigitExponent } from './number-text';
import { Tuple } from './tuple';
import { isText } from './python-value';

/** A value as Python's `str()` has it: what Jinja2 prints. @internal */
export function pythonText(value: unknown): string {
  if (value === undefined) return '';
  if (isText(value)) return String(value);
  return pythonRepr(value);
}

/** A value as Python's `repr()` has it: how it stands in a list. @internal */
export function pythonRepr(value: unknown): string {
  if (value === null) return 'None';
  if (value === undefined) return 'Undefined';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(value);
  if (isText(value)) return quoted(String(value));
  if (value instanceof Tuple) return tupleText(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, item]) => `${pythonRepr(key)}: ${pythonRepr(item)}`);
    const text = `{${pairs.join(', ')}}`;
    return isNamespace(value) ? `<Namespace ${text}>` : text;
  }
  return typeof value === 'function' ? `<function ${value.name}>` : JSON.stringify(value);
}

function tupleText(tuple: Tuple): string {
  return `(${tuple.map(pythonRepr).join(', ')}${tuple.length === 1 ? ',' : ''})`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  // JavaScript writes smaller ones without an exponent.
  const isSmall = value !== 0 && Math.abs(value) < 1e-4;
  return twoDigitExponent(isSmall ? value.toExponential() : String(value));
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** With the other quotes where the text has some of its own. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\\p{C}\p{Z}]/gu, (character) =>
    character === ' ' ? character : escapeOf(character),
  );
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** How a character is written that cannot be seen, or is not of ASCII. @internal */
export function escapeOf(character: string): string {
  const short = escapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const [mark, width] = code < 0x1_00 ? ['x', 2] : code < 0x1_00_00 ? ['u', 4] : ['U', 8];
  return `\\${mark}${code.toString(16).padStart(width, '0')}`;
}
