import { JujuError } from '../errors';

/**
 * An option has an unknown name, a value of the wrong form, or does not go with another one.
 *
 * @public
 */
export class OptionError extends JujuError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'not valid', ...options });
  }
}

/**
 * A test file could not begin or end as it should.
 *
 * @public
 */
export class TestFileError extends JujuError {}

/**
 * The error as Jest is to show it where our own stack says nothing to the reader: its message alone.
 *
 * @internal
 */
export function withoutStack(error: unknown): Error {
  const { message } = error as Error;
  const shown = new TestFileError(message, { code: error instanceof JujuError ? error.code : '' });
  shown.stack = message;
  return shown;
}
