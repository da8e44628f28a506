import { JujuError } from '../errors';
import { messageOf } from '../message-of';

/**
 * What the system says of a file, as an error that says what was tried with it. Its `code` is the system's: `ENOSPC`.
 *
 * @internal
 */
export function fileError(what: string, cause: unknown): JujuError {
  return new JujuError(`${what}: ${messageOf(cause)}`, {
    code: (cause as NodeJS.ErrnoException | undefined)?.code ?? '',
    cause,
  });
}
