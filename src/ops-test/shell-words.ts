import { JujuError } from '../errors';

/**
 * Splits a text into words as a shell does, without expanding anything: by spaces, with quotes and backslashes.
 *
 * @param name - what the text is the value of, for the message
 * @throws JujuError for a quote that does not close, and for a backslash at the end
 * @internal
 */
export function shellWords(text: string, name: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [whole, plain, single, double, escaped] of text.matchAll(part)) {
    if (/^\s+$/.test(whole)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (whole === "'" || whole === '"' || whole === '\\') {
      throw new JujuError(`${name} cannot be split into words: a ${names[whole] ?? ''} in ${text}`, {
        code: 'not valid',
      });
    } else {
      word = (word ?? '') + (plain ?? single ?? double?.replaceAll(/\\([\\"])/g, '$1') ?? escaped ?? '');
    }
  }
  return word === undefined ? words : [...words, word];
}

/** A piece of a word, the space between two, or a quote that has no partner. */
const part = /([^\s'"\\]+)|'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|\s+|['"\\]/g;

const names: Readonly<Record<string, string>> = {
  "'": "' that has no partner",
  '"': '" that has no partner',
  '\\': 'backslash with nothing after it',
};
