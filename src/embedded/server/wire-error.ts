import { messageOf } from '../../message-of';
import { ApiError } from '../api-error';

/** `params.Error` of Juju, as it stands in a reply. @internal */
export interface WireError {
  readonly message: string;
  readonly code: string;
  readonly info?: Readonly<Record<string, unknown>>;
}

/** An error as the wire carries it; one without a code of Juju's goes with an empty code. @internal */
export function toWireError(error: unknown): WireError {
  if (error instanceof ApiError) {
    return { message: error.message, code: error.code, ...(error.info && { info: error.info }) };
  }
  return { message: messageOf(error), code: '' };
}

/** The HTTP status that goes with an error's code (`apiserver/errors` of Juju). @internal */
export function httpStatus(code: string): number {
  return statusOfCode[code] ?? 500;
}

const statusOfCode: Readonly<Record<string, number>> = {
  'unauthorized access': 401,
  'macaroon discharge required': 401,
  'not found': 404,
  'user not found': 404,
  'model not found': 404,
  'bad request': 400,
  'method not allowed': 405,
  'operation is blocked': 400,
  forbidden: 403,
  'redirection required': 301,
  'not yet available; try again later': 409,
  'not leader': 307,
};
