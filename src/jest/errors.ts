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
 * @param options - `stack`: what stands for the stack. Jest prints the stack of what failed in a file, where it must
 *   hold the message; of what made a file fail as a whole it prints message and stack, so the stack must be empty
 * @internal
 */
export function withoutStack(error: unknown, { stack }: { readonly stack: 'message' | 'empty' }): Error {
  const { message } = error as Error;
  const shown = new TestFileError(message, { code: error instanceof JujuError ? error.code : '' });
  shown.stack = stack === 'message' ? message : '';
  return shown;
}
