import { JujuApiError } from '../../juju/errors';

/** Whether the controller refused to give access that the user has already. @internal */
export function hasAlready(error: unknown): boolean {
  return error instanceof JujuApiError && /already has .* access or greater/.test(error.text);
}
