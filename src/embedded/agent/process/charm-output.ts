import { isUtf8 } from 'node:buffer';
import type { Model } from '../../state/model';
import type { Unit } from '../../state/entities';
import { writeLog } from '../../engine/write-log';
import type { HookOperation } from '../unit-agent';
import type { LaunchOutput } from './launch';
import { LineSplitter } from './line-splitter';

/** The output of an action, as its results have it. @internal */
export interface OutputResults {
  readonly stdout?: string;
  readonly stdoutEncoding?: 'base64';
  readonly stderr?: string;
  readonly stderrEncoding?: 'base64';
}

/**
 * The output of a charm's process: in the unit's log line by line, standard output as DEBUG and standard error as WARNING,
 * and of actions and commands as a whole. Commands are not logged.
 *
 * @internal
 */
export class CharmOutput implements LaunchOutput {
  readonly #isAction: boolean;
  readonly #chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  readonly #lines: { readonly stdout: LineSplitter; readonly stderr: LineSplitter } | undefined;

  constructor(model: Model, unit: Unit, operation: HookOperation) {
    this.#isAction = operation.kind !== 'hook';
    if (operation.kind === 'exec') return;
    const splitter = (level: 'DEBUG' | 'WARNING') =>
      new LineSplitter((message) =>
        writeLog(model, unit, { level, module: operation.name, location: 'logger.go:60', message }),
      );
    this.#lines = { stdout: splitter('DEBUG'), stderr: splitter('WARNING') };
  }

  stdout(chunk: Buffer): void {
    this.#take('stdout', chunk);
  }

  stderr(chunk: Buffer): void {
    this.#take('stderr', chunk);
  }

  /** Nothing more comes: also a last line that has no end is said. */
  end(): void {
    this.#lines?.stdout.end();
    this.#lines?.stderr.end();
  }

  /** What came, as the results of an action have it; what is no text is in base64. */
  get results(): OutputResults {
    const [stdout, stderr] = [this.#result('stdout'), this.#result('stderr')];
    return {
      stdout: stdout.text,
      stderr: stderr.text,
      ...(stdout.isText ? {} : { stdoutEncoding: 'base64' }),
      ...(stderr.isText ? {} : { stderrEncoding: 'base64' }),
    };
  }

  #take(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    if (this.#isAction) this.#chunks[stream].push(chunk);
    this.#lines?.[stream].write(chunk);
  }

  #result(stream: 'stdout' | 'stderr'): { readonly text: string; readonly isText: boolean } {
    const bytes = Buffer.concat(this.#chunks[stream]);
    // Juju reads the output of actions in lines, and gives the last one an end too.
    const isCut = this.#lines !== undefined && bytes.length > 0 && bytes.at(-1) !== 10;
    const whole = isCut ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes;
    return isUtf8(whole)
      ? { text: whole.toString('utf8'), isText: true }
      : { text: whole.toString('base64'), isText: false };
  }
}
