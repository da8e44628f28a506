import { JujuError } from '../errors';
import { argumentWords } from './argument-words';
import type { OpsTestOptions } from './ops-test-options';

/**
 * When `juju-crashdump` is run before a model is forgotten: always; when something of the file has failed; when
 * something has failed and the model is not kept (`legacy`, the default); never.
 *
 * @public
 */
export type CrashDumpMode = 'always' | 'on-failure' | 'legacy' | 'never';

/** @internal */
export const crashDumpModes: readonly CrashDumpMode[] = ['always', 'on-failure', 'legacy', 'never'];

type CrashDumpOptions = Pick<
  OpsTestOptions,
  'crashDump' | 'noCrashDump' | 'crashDumpArgs' | 'crashDumpOutput'
>;

/**
 * Whether and how a crash dump is made. What the options say at first, a test may change.
 *
 * @internal
 */
export class CrashDumpSettings {
  /** What to say about the options; empty where there is nothing. */
  readonly warning: string;
  #mode: CrashDumpMode;
  #args: readonly string[];
  /** The folder that dumps go to; the one that the program runs in where it is `undefined`. */
  #output: string | undefined;

  /** @throws JujuError for a mode that there is none, and for arguments whose quotes do not close */
  constructor({ crashDump = 'legacy', noCrashDump, crashDumpArgs = [], crashDumpOutput }: CrashDumpOptions) {
    this.#mode = noCrashDump ? 'never' : checkedMode(crashDump);
    this.#args = argumentWords(crashDumpArgs, 'crashDumpArgs');
    this.#output = checkedOutput(crashDumpOutput);
    this.warning = noCrashDump
      ? `noCrashDump is deprecated. It was given, so crashDump (${crashDump}) is not heeded and counts as never: ` +
        'write crashDump: "never" for it'
      : '';
  }

  get mode(): CrashDumpMode {
    return this.#mode;
  }

  set mode(mode: CrashDumpMode) {
    this.#mode = checkedMode(mode);
  }

  get args(): readonly string[] {
    return this.#args;
  }

  set args(args: string | readonly string[]) {
    this.#args = argumentWords(args, 'crashDumpArgs');
  }

  get output(): string | undefined {
    return this.#output;
  }

  set output(output: string | undefined) {
    this.#output = checkedOutput(output);
  }

  /**
   * @param failures - how many tests and hooks of this file have failed
   * @param keep - whether the model is kept
   */
  isEnabled(failures: number, keep: boolean): boolean {
    switch (this.#mode) {
      case 'always':
        return true;
      case 'on-failure':
        return failures > 0;
      case 'legacy':
        return failures > 0 && !keep;
      case 'never':
        return false;
    }
  }
}

function checkedMode(mode: unknown): CrashDumpMode {
  const known = crashDumpModes.find((one) => one === mode);
  if (known !== undefined) return known;
  const names = crashDumpModes.map((one) => `'${one}'`).join(', ');
  throw new JujuError(`crashDump must be one of ${names}; got ${JSON.stringify(mode)}`, {
    code: 'not valid',
  });
}

function checkedOutput(output: unknown): string | undefined {
  if (output === undefined || (typeof output === 'string' && output !== '')) return output;
  throw new TypeError(`crashDumpOutput must be the path of a folder; got ${JSON.stringify(output)}`);
}
