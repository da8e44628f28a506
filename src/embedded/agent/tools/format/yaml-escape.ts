import { isPrintable } from './yaml-scalar';

const named: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\u000b': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

/** A character within double quotes. The library escapes all of a text that begins with a byte order mark. @internal */
export function escapeCharacter(character: string, text: string): string {
  const bare = isPrintable(character) && !/["\\\n\u2028\u2029]/.test(character) && !text.startsWith('\ufeff');
  return bare ? character : (named[character] ?? hex(character.codePointAt(0) ?? 0));
}

function hex(code: number): string {
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
