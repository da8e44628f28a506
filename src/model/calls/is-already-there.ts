import { JujuApiError } from '../../juju/errors';

/** Whether the controller refused to make what is there already; by the text, where it gives no code. @internal */
export function isAlreadyThere(error: unknown): error is JujuApiError {
  if (!(error instanceof JujuApiError)) return false;
  return error.code === 'already exists' || error.text.includes('already exists');
}
