import { StringDecoder } from 'node:string_decoder';

/** Longer lines come in pieces. */
const longest = 64 * 1024;

/**
 * Makes lines of what a program writes, as it comes. A carriage return ends a line too: a progress bar is many lines.
 *
 * @internal
 */
export class OutputLines {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(chunk: Buffer): void {
    this.#take(this.#decoder.write(chunk));
  }

  /** What has no end of a line is one at the end. */
  end(): void {
    this.#take(this.#decoder.end());
    const last = this.#rest.replace(/\r$/, '');
    this.#rest = '';
    if (last !== '') this.#onLine(last);
  }

  #take(text: string): void {
    // What ends in a carriage return may go on with a line feed, which belongs to it.
    const lines = (this.#rest + text).split(/\r?\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line);
    while (this.#rest.length > longest) {
      this.#onLine(this.#rest.slice(0, longest));
      this.#rest = this.#rest.slice(longest);
    }
  }
}
