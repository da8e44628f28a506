import { JujuError } from '../../errors';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';

/**
 * How a command ended.
 *
 * @public
 */
export interface CommandResult {
  /** The exit code; 128 and the signal's number for a command that a signal ended, as a shell has it. */
  readonly exitCode: number;
  /** What the command wrote, decoded as UTF-8, with its last line break. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of the `juju` program for one model. @internal */
export interface JujuCommand extends CallLimits {
  readonly args: readonly string[];
  readonly stdin?: string | Uint8Array | undefined;
  /** Throw where its exit code is not 0. */
  readonly check: boolean;
  /** What that error begins with. */
  readonly failMessage: string;
  /** What needs the program, for the error where there is none: `unit.ssh`. */
  readonly what: string;
  readonly model: {
    readonly uuid: string;
    readonly name: string;
    readonly owner: string;
    readonly fullName: string;
  };
}

/**
 * Runs the `juju` program to reach a machine through it, and again where no connection was made. The layer above has
 * it: models know no processes.
 *
 * @internal
 */
export type JujuProgram = (command: JujuCommand) => Promise<CommandResult>;

/**
 * Runs the `juju` program for a model.
 *
 * @throws JujuError with the code `not supported` where nobody has lent one
 * @internal
 */
export function runJujuProgram(
  { settings, info }: ModelCore,
  command: Omit<JujuCommand, 'model'>,
): Promise<CommandResult> {
  const { jujuProgram } = settings;
  if (jujuProgram) return jujuProgram({ ...command, model: info });
  throw new JujuError(
    `${command.what} runs the juju program, which only the models of opsTest do: ` +
      `${info.fullName} was connected without it. Use exec, which needs no program.`,
    { code: 'not supported' },
  );
}
