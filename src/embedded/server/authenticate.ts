import type { IncomingMessage } from 'node:http';
import { ApiError, unauthorized } from '../api-error';
import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';

/**
 * Who logs in with this tag and password.
 *
 * Only users have passwords here: no machine or unit of the embedded controller logs in, and it mints no macaroons,
 * so that a login without a password ends here as well.
 *
 * @internal
 */
export function authenticate(state: ControllerState, tag: string, password: string): User {
  const [, kind, name] = /^([a-z]+)-(.+)$/.exec(tag) ?? [];
  if (tag !== '' && kind === undefined) throw new ApiError(`${JSON.stringify(tag)} is not a valid tag`);
  if (tag === '' || (kind === 'user' && password === '')) {
    throw new ApiError('no credentials provided', 'no credentials provided');
  }
  if (kind !== 'user' || name === undefined) throw unauthorized('invalid entity name or password');
  return state.users.authenticate(name.replace(/@local$/, ''), password);
}

/** Who sends this HTTP request, by its Basic authorization: the user's tag and password. @internal */
export function authenticateRequest(state: ControllerState, request: IncomingMessage): User {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (encoded === undefined) throw new ApiError('no credentials provided', 'no credentials provided');
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1) throw new ApiError('request format not found', 'not found');
  return authenticate(state, decoded.slice(0, colon), decoded.slice(colon + 1));
}
