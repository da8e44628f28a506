import type { OpsTestOptions } from '../ops-test-options';
import type { RunOptions } from '../command-line';
import type { CommandResult } from '../errors';
import type { Slots } from '../../slots';

/** What building has to know of the test file. @internal */
export interface BuildScene {
  /** Relative paths are relative to it. */
  readonly rootDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly options: Pick<
    OpsTestOptions,
    | 'baseTemp'
    | 'charmcraftArgs'
    | 'charmCache'
    | 'charmFile'
    | 'charmhubUrl'
    | 'crashDumpOutput'
    | 'evidence'
  >;
  readonly destructiveMode: boolean;
  readonly isEmbedded: boolean;
  /** How many builds may run at once. */
  readonly slots: Slots;
  /** A folder of the current model's temporary files, made where it is not there. */
  readonly folder: (name: string) => Promise<string>;
  /** Runs a program with its arguments. */
  readonly run: (words: readonly string[], options: RunOptions) => Promise<CommandResult>;
  /** The caller's signal, and that of the running test. */
  readonly signal: (own: AbortSignal | undefined) => AbortSignal | undefined;
  readonly report: (line: string) => void;
}
