import { JujuError, type JujuErrorOptions } from '../errors';
import { ModelNotDestroyedError } from '../model/errors';
import type { CommandResult } from '../model/ssh/juju-program';

export type { CommandResult } from '../model/ssh/juju-program';

/**
 * `opsTest` has no current model: none was made, or it has been forgotten.
 *
 * @public
 */
export class NoModelError extends JujuError {
  constructor(message: string) {
    super(message, { code: 'not found' });
  }
}

/**
 * There is no such model: `opsTest` tracks none of that alias, or the controller has none of that name that you may use.
 *
 * @public
 */
export class ModelNotFoundError extends JujuError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'not found', ...options });
  }
}

/** A cloud that the file has added could not be removed. @internal */
export class CloudLeftOverError extends JujuError {}

/**
 * The alias or the name is taken already.
 *
 * @public
 */
export class ModelInUseError extends JujuError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'already exists', ...options });
  }
}

/**
 * A model of a test file is still there after it was to be destroyed, or may be. `code` is Juju's, or `timeout`;
 * `modelUuid` is empty where the answer to the model's creation was lost.
 *
 * @public
 */
export class ModelLeftOverError extends ModelNotDestroyedError {}

/**
 * A command failed (with `check`), did not end in time, or was given up.
 *
 * `code` is `'failed'`, `'timeout'` or `'aborted'`.
 *
 * @public
 */
export class CommandError extends JujuError implements CommandResult {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(
    message: string,
    command: readonly string[],
    result: CommandResult,
    options: JujuErrorOptions = {},
  ) {
    super(message, { code: 'failed', ...options });
    this.command = command;
    this.exitCode = result.exitCode;
    this.stdout = result.stdout;
    this.stderr = result.stderr;
  }
}

/**
 * A charm, a library or a bundle could not be built. `stderr` is the whole log of the build,
 * where its program keeps one, without what looks like a password or a token.
 *
 * `code` is `'failed'`, or `'not found'` where the build went well and made nothing.
 *
 * @public
 */
export class BuildError extends CommandError {
  /** What was to be built, as it was given. */
  readonly path: string;

  constructor(
    message: string,
    path: string,
    command: readonly string[],
    result: CommandResult,
    options: JujuErrorOptions = {},
  ) {
    super(message, command, result, options);
    this.path = path;
  }
}

/**
 * A command could not be begun: there is no such program, or it must not be executed.
 *
 * @public
 */
export class ProgramNotFoundError extends JujuError {
  /** The program, as it was named. */
  readonly program: string;

  constructor(message: string, program: string, options: ErrorOptions = {}) {
    super(message, { code: 'not found', ...options });
    this.program = program;
  }
}

/**
 * Charmhub could not be asked, or what it gave is not what it says it is. `code` is `'failed'`, `'timeout'`,
 * `'not found'` or `'not valid'`.
 *
 * @public
 */
export class CharmhubError extends JujuError {
  constructor(message: string, options: JujuErrorOptions = {}) {
    super(message, { code: 'failed', ...options });
  }
}
