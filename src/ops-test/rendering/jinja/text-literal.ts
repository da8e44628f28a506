const simple: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escape = /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g;

/** The text that stands between the quotes of a literal, with Python's escapes resolved. @internal */
export function textOfLiteral(literal: string): string {
  return literal
    .slice(1, -1)
    .replaceAll(escape, (whole, octal?: string, x?: string, u?: string, long?: string, other = '') => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const hex = x ?? u ?? long;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (other === 'N') throw new Error(String.raw`\N{…} is not supported in a text; write the character`);
      if (/^[xuU]$/.test(other as string))
        throw new Error(`the escape ${whole} in a text has too few digits`);
      // An escape that there is none of stays as it is.
      return simple[other as string] ?? whole;
    });
}
