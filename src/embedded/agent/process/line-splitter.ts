import { StringDecoder } from 'node:string_decoder';

/** Juju's agent breaks lines that are longer. */
const longestLine = 4096;

/**
 * Cuts the output of a process into lines, as Juju's agent logs it.
 *
 * @internal
 */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #line: (line: string) => void;
  #rest = '';

  constructor(line: (line: string) => void) {
    this.#line = line;
  }

  write(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#say(line);
    while (this.#rest.length > longestLine) {
      this.#line(this.#rest.slice(0, longestLine));
      this.#rest = this.#rest.slice(longestLine);
    }
  }

  /** The last line may have no end. */
  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (rest !== '') this.#say(rest);
  }

  #say(text: string): void {
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    for (let at = 0; at === 0 || at < line.length; at += longestLine)
      this.#line(line.slice(at, at + longestLine));
  }
}
