import { stripVTControlCharacters } from 'node:util';

import { hideSecrets, SecretHider } from '../model/hide-secrets';

/** @internal */
export type OutputStream = 'stdout' | 'stderr';

interface Line {
  readonly at: number;
  readonly mark: string;
  readonly text: string;
  /** Of a private key, whose first line may be left out by the time it is shown. */
  readonly isOfKey: boolean;
}

/** So many characters of one command are kept, or twice as many at times: the last ones. */
const mostKept = 512 * 1024;

/** What a line takes beside its characters. */
const lineCost = 16;

const hidden = '<hidden>';

const keyEdge = /-----(BEGIN|END) [A-Z ]*PRIVATE KEY-----/g;

const marks = { stdout: '|', stderr: '!' };

/**
 * What a command was and has written, for people: without the secrets that can be known.
 *
 * @internal
 */
export class CommandRecord {
  /** The command in one line. */
  readonly shown: string;
  readonly begunAt = new Date();
  /** Knows the secrets of the command's environment. */
  readonly #hider = new SecretHider();
  #lines: Line[] = [];
  #kept = 0;
  #dropped = 0;
  readonly #isInKey = { stdout: false, stderr: false };
  #last = '';
  #isLastOfKey = false;
  #end: Line | undefined;

  constructor(command: readonly string[], env: NodeJS.ProcessEnv) {
    this.#hider.inNamed(env);
    this.shown = this.#hidden(command.map(asWord).join(' '));
  }

  /** The last line that says something, as it may be shown. */
  get last(): string {
    return this.#isLastOfKey ? hidden : this.#hidden(stripVTControlCharacters(this.#last)).trim();
  }

  /** What is kept of it, in characters or so. */
  get size(): number {
    return this.#kept;
  }

  get endedAt(): number | undefined {
    return this.#end?.at;
  }

  /** As little as can be is done here: there may be millions of lines. */
  add(stream: OutputStream, line: string): void {
    const isOfKey = this.#followKey(stream, line);
    this.#lines.push({ at: Date.now(), mark: marks[stream], text: line, isOfKey });
    this.#kept += line.length + lineCost;
    if (this.#kept > 2 * mostKept) this.#drop();
    if (!/\S/.test(line)) return;
    this.#last = line;
    this.#isLastOfKey = isOfKey;
  }

  end(how: string): void {
    this.#end = { at: Date.now(), mark: '=', text: how, isOfKey: false };
  }

  get text(): string {
    const dropped =
      this.#dropped === 0 ? [] : [`${''.padEnd(24)} … ${String(this.#dropped)} lines before are left out`];
    const end = this.#end ? [this.#end] : [];
    const lines = [...this.#lines, ...end].map(
      ({ at, mark, text, isOfKey }) =>
        `${new Date(at).toISOString()} ${mark} ${isOfKey ? hidden : stripVTControlCharacters(text)}`,
    );
    const all = [`${this.begunAt.toISOString()} $ ${this.shown}`, ...dropped, ...lines];
    return this.#hidden(`${all.join('\n')}\n`);
  }

  #hidden(text: string): string {
    return this.#hider.withoutKnown(hideSecrets(text));
  }

  /** A private key cannot be known by each of its lines. Whether this is one of them, and no whole key. */
  #followKey(stream: OutputStream, line: string): boolean {
    const wasInKey = this.#isInKey[stream];
    if (line.includes('PRIVATE KEY-----')) {
      const edge = [...line.matchAll(keyEdge)].at(-1);
      if (edge) this.#isInKey[stream] = edge[1] === 'BEGIN';
    }
    return wasInKey || this.#isInKey[stream];
  }

  #drop(): void {
    let from = 0;
    for (; this.#kept > mostKept; from += 1) this.#kept -= (this.#lines[from]?.text.length ?? 0) + lineCost;
    this.#dropped += from;
    this.#lines = this.#lines.slice(from);
  }
}

function asWord(word: string): string {
  return word === '' || /\s/.test(word) ? JSON.stringify(word) : word;
}
