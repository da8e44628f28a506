import type { Scalar } from './yaml-scalar';
import { escapeCharacter } from './yaml-escape';

/** Lines are broken at the first space beyond this column. */
const width = 80;

/** Where a scalar is. @internal */
export interface ScalarPlace {
  /** Of further lines of it. */
  readonly indent: number;
  /** The key of a mapping stays on its line. */
  readonly isKey: boolean;
}

/** Writes the pieces of a YAML document, and knows where it is. @internal */
export class YamlWriter {
  text = '';
  #column = 0;
  /** The last thing written was white space, or nothing. */
  #whitespace = true;
  /** There was nothing but indentation and `-`, `?` on the line. */
  indention = true;

  /** Goes to the column on a line of its own. */
  startLine(indent: number): void {
    const inPlace = this.indention && this.#column <= indent && (this.#column < indent || this.#whitespace);
    if (!inPlace) this.#break('\n');
    this.#put(' '.repeat(Math.max(0, indent - this.#column)));
    this.#whitespace = true;
    this.indention = true;
  }

  indicator(
    text: string,
    { space, indention = false }: { readonly space: boolean; readonly indention?: boolean },
  ): void {
    if (space) this.#space();
    this.#put(text);
    this.#whitespace = false;
    this.indention &&= indention;
  }

  empty(brackets: '[]' | '{}'): void {
    this.indicator(brackets, { space: true });
  }

  scalar({ style, text }: Scalar, place: ScalarPlace): void {
    const multiline = /[\r\n\u0085\u2028\u2029]/.test(text);
    if (style === 'literal' && !place.isKey) this.#literal(text, place.indent);
    else if (style === 'plain') this.#plain(text, place);
    else if (style === 'single-quoted' && !(place.isKey && multiline)) this.#singleQuoted(text, place);
    else this.#doubleQuoted(text, place);
  }

  #plain(text: string, place: ScalarPlace): void {
    this.#space();
    this.#words(text, place, (character) => character);
    this.#whitespace = false;
    this.indention = false;
  }

  #singleQuoted(text: string, place: ScalarPlace): void {
    this.indicator("'", { space: true });
    this.#words(text, place, (character) => (character === "'" ? "''" : character));
    this.indicator("'", { space: false });
  }

  /** A text without line feeds, broken at single spaces where its lines grow too long. */
  #words(text: string, place: ScalarPlace, write: (character: string) => string): void {
    const characters = Array.from(text);
    let [afterSpace, afterBreak] = [false, false];
    for (const [index, character] of characters.entries()) {
      if (character === ' ') {
        const single = !afterSpace && characters[index + 1] !== ' ';
        if (single && isInside(index, characters) && this.#isFull(place)) this.startLine(place.indent);
        else this.#put(character);
        afterSpace = true;
      } else if (isBreak(character)) {
        this.#break(character);
        afterBreak = true;
      } else {
        if (afterBreak) this.startLine(place.indent);
        this.#put(write(character));
        this.indention = false;
        [afterSpace, afterBreak] = [false, false];
      }
    }
  }

  #doubleQuoted(text: string, place: ScalarPlace): void {
    this.indicator('"', { space: true });
    const characters = Array.from(text);
    let afterSpace = false;
    for (const [index, character] of characters.entries()) {
      const isSpace = character === ' ' && !text.startsWith('\ufeff');
      if (isSpace && !afterSpace && isInside(index, characters) && this.#isFull(place)) {
        this.startLine(place.indent);
        if (characters[index + 1] === ' ') this.#put('\\');
      } else {
        this.#put(escapeCharacter(character, text));
      }
      afterSpace = isSpace;
    }
    this.indicator('"', { space: false });
  }

  #literal(text: string, indent: number): void {
    this.indicator(`|${blockHints(text)}`, { space: true });
    this.#break('\n');
    this.#whitespace = true;
    let atStart = true;
    for (const character of text) {
      if (isBreak(character)) {
        this.#break(character);
        atStart = true;
      } else {
        if (atStart) this.startLine(indent);
        this.#put(character);
        this.indention = false;
        atStart = false;
      }
    }
  }

  #isFull({ isKey }: ScalarPlace): boolean {
    return !isKey && this.#column > width;
  }

  #space(): void {
    if (!this.#whitespace) this.#put(' ');
  }

  #put(text: string): void {
    this.text += text;
    this.#column += Array.from(text).length;
  }

  #break(character: string): void {
    this.text += character;
    this.#column = 0;
    this.indention = true;
  }
}

/** How a block begins with space, and how many line feeds its end has. */
function blockHints(text: string): string {
  const indent = /^[ \r\n\u0085\u2028\u2029]/.test(text) ? '2' : '';
  const characters = Array.from(text);
  if (!isBreak(characters.at(-1) ?? '')) return `${indent}-`;
  return characters.length === 1 || isBreak(characters.at(-2) ?? '') ? `${indent}+` : indent;
}

function isInside(index: number, characters: readonly string[]): boolean {
  return index > 0 && index < characters.length - 1;
}

function isBreak(character: string): boolean {
  return /^[\r\n\u0085\u2028\u2029]$/.test(character);
}
