import { ApiError } from '../api-error';

/**
 * A charm that Juju would not take: which file is wrong, in Juju's words where Juju has some, and what to do.
 *
 * @public
 */
export class CharmError extends ApiError {
  /** The file that is wrong, relative to the charm; `''` when it is the archive as a whole. */
  readonly file: string;

  constructor(file: string, problem: string, advice: string) {
    super(
      `${file === '' ? 'cannot read the charm' : `cannot read "${file}" of the charm`}: ${problem}. ${advice}`,
    );
    this.file = file;
  }
}
