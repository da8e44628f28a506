import { JujuError } from '../../errors';
import { AuthenticationError } from '../../juju/errors';

/** Codes that say that asking again cannot help. */
const final: ReadonlySet<string> = new Set([
  'unauthorized access',
  'model not found',
  'login expired',
  'no credentials provided',
  'access required',
  'forbidden',
  'not implemented',
  'not supported',
  'redirection required',
  'message too large',
]);

/**
 * Whether asking for the status again cannot help, whatever becomes of the connection. What else goes wrong is tried
 * again.
 *
 * @internal
 */
export function isPointless(error: unknown): boolean {
  if (!(error instanceof JujuError) || error instanceof AuthenticationError) return true;
  return final.has(error.code);
}
