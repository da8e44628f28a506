import { JujuError } from '../errors';

/**
 * An error as Juju answers it: a text, and the code that clients match on.
 *
 * The domain throws it, the server puts it on the wire. Codes are those of Juju's `rpc/params`.
 *
 * @public
 */
export class ApiError extends JujuError {
  /** What Juju sends as `error-info`, if anything. */
  readonly info: Readonly<Record<string, unknown>> | undefined;

  constructor(message: string, code = '', info?: Readonly<Record<string, unknown>>) {
    super(message, { code });
    this.info = info;
  }
}

/**
 * The same error with what was being done before its text, as Juju annotates: `cannot deploy: …`.
 *
 * @internal
 */
export function annotated(error: unknown, doing: string): Error {
  if (error instanceof ApiError) return new ApiError(`${doing}: ${error.message}`, error.code, error.info);
  return error instanceof Error ? error : new ApiError(`${doing}: ${String(error)}`);
}

/**
 * `<what> not found`.
 *
 * @internal
 */
export function notFound(what: string): ApiError {
  return new ApiError(`${what} not found`, 'not found');
}

/**
 * `<what> already exists`.
 *
 * @internal
 */
export function alreadyExists(what: string): ApiError {
  return new ApiError(`${what} already exists`, 'already exists');
}

/**
 * `<what> not valid`.
 *
 * @internal
 */
export function notValid(what: string): ApiError {
  return new ApiError(`${what} not valid`, 'not valid');
}

/**
 * A refusal without a code of its own: most of Juju's checks answer so.
 *
 * @internal
 */
export function refused(message: string): ApiError {
  return new ApiError(message);
}

/**
 * `permission denied`, as for a user who may not do what was asked.
 *
 * @internal
 */
export function unauthorized(message = 'permission denied'): ApiError {
  return new ApiError(message, 'unauthorized access');
}

/**
 * A call that Juju knows and this controller does not serve.
 *
 * @internal
 */
export function notImplemented(what: string): ApiError {
  return new ApiError(`${what} not implemented`, 'not implemented');
}

/**
 * A call that makes no sense for this kind of model or entity.
 *
 * @internal
 */
export function notSupported(what: string): ApiError {
  return new ApiError(`${what} not supported`, 'not supported');
}

/**
 * A request whose form is wrong.
 *
 * @internal
 */
export function badRequest(message: string): ApiError {
  return new ApiError(message, 'bad request');
}

/**
 * A change that `juju disable-command` forbids.
 *
 * @internal
 */
export function blocked(message: string): ApiError {
  return new ApiError(message === '' ? 'the operation has been blocked' : message, 'operation is blocked');
}

/**
 * `the model still holds storage and nobody said what shall become of it`.
 *
 * @internal
 */
export function hasPersistentStorage(): ApiError {
  return new ApiError('model contains persistent storage', 'controller/model has persistent storage');
}
