import { JujuError, type JujuErrorOptions } from '../errors';
import { withoutSecrets } from './without-secrets';

/** One call of a facade, as messages name it. @public */
export interface FacadeCall {
  readonly facade: string;
  readonly request: string;
  readonly version: number;
}

/** `Application.Deploy v22`; for an HTTP request `PUT /charms/web`. @internal */
export function callLabel({ facade, request, version }: FacadeCall): string {
  if (request.startsWith('/')) return `${facade} ${request}`;
  return version > 0 ? `${facade}.${request} v${String(version)}` : `${facade}.${request}`;
}

/** What a controller says of a failure. @public */
export interface ApiFailure {
  /** Its own words. */
  readonly text: string;
  readonly code?: string | undefined;
  readonly info?: Readonly<Record<string, unknown>> | null | undefined;
  /** What we know beside that: what there is instead, what to do next. */
  readonly hint?: string | undefined;
}

/**
 * The controller answered a call with an error. Its message begins with Juju's own words, and names the call behind
 * them: `application "wbe" not found (Application.DestroyApplication v22)`.
 *
 * `code` is Juju's own (`not found`, `already exists`, `unauthorized access` …): match on that, not on the text.
 *
 * @example
 * ```ts
 * try { … } catch (error) {
 *   if (error instanceof JujuApiError && error.code === 'not found') return;
 *   throw error;
 * }
 * ```
 *
 * @public
 */
export class JujuApiError extends JujuError {
  /** The facade that was called, such as `Application`; for an HTTP request its method. */
  readonly facade: string;
  /** The facade's method, such as `Deploy`; for an HTTP request its path. */
  readonly request: string;
  /** The facade's version; 0 for an HTTP request. */
  readonly version: number;
  /** What Juju told beside the text, without macaroons and passwords. */
  readonly info: Readonly<Record<string, unknown>> | undefined;
  /** Juju's own words. */
  readonly text: string;

  constructor(call: FacadeCall, failure: ApiFailure, options: ErrorOptions = {}) {
    const { text, code = '', hint } = failure;
    const suffix = code === '' || text.includes(code) ? '' : `: ${code}`;
    super(
      `${text === '' ? 'No reason was given' : text} (${callLabel(call)}${suffix})${hint === undefined ? '' : `. ${hint}`}`,
      {
        ...options,
        code,
      },
    );
    this.facade = call.facade;
    this.request = call.request;
    this.version = call.version;
    this.text = failure.text;
    this.info = failure.info ? withoutSecrets(failure.info) : undefined;
  }
}

/** The same refusal, with what we know beside it: what there is instead, what to do next. @internal */
export function withHint(error: JujuApiError, hint: string): JujuApiError {
  const { text, code, info } = error;
  return new JujuApiError(error, { text, code, info, hint }, { cause: error });
}

/**
 * A bulk call failed for some of its items, or for all.
 *
 * `errors` holds one error per failed item; `results` what the others gave, with `undefined` where one failed.
 *
 * @public
 */
export class JujuBulkError extends JujuError {
  /** The values of the items that succeeded, at their places. They do not show when the error is printed. */
  declare readonly results: readonly unknown[];
  /** What failed, in the order of the items. */
  readonly errors: readonly JujuApiError[];

  constructor(call: FacadeCall, results: readonly unknown[], errors: readonly JujuApiError[]) {
    const lines = errors.map((error) => `\n  - ${error.text}`).join('');
    super(`${String(errors.length)} of ${String(results.length)} failed (${callLabel(call)}):${lines}`, {
      code: errors[0]?.code ?? '',
      cause: errors[0],
    });
    // Hidden: among the values may be secrets.
    Object.defineProperty(this, 'results', { value: results });
    this.errors = errors;
  }
}

/**
 * The connection is closed: by `close()`, by the controller, or by the network.
 *
 * @public
 */
export class ConnectionClosedError extends JujuError {
  /** Whether the call had left for the controller, which may have carried it out. */
  readonly maybeApplied: boolean;

  constructor(message: string, options: JujuErrorOptions & { maybeApplied?: boolean } = {}) {
    super(message, { code: 'connection closed', ...options });
    this.maybeApplied = options.maybeApplied ?? false;
  }
}

/**
 * The connection broke under a call that must not be repeated, or could not be made again.
 *
 * With `maybeApplied` the controller may have carried the call out: look before you repeat it.
 *
 * @public
 */
export class ConnectionLostError extends ConnectionClosedError {
  constructor(message: string, options: JujuErrorOptions & { maybeApplied?: boolean } = {}) {
    super(message, { code: 'connection lost', ...options });
  }
}

/**
 * No answer within the call's deadline.
 *
 * @public
 */
export class RequestTimeoutError extends JujuError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'timeout', ...options });
  }
}

/**
 * The call's abort signal fired; `cause` is the signal's reason.
 *
 * @public
 */
export class RequestAbortedError extends JujuError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'aborted', ...options });
  }
}

/**
 * A message of the controller is larger than `jujuMaxFrameSize` allows.
 *
 * @public
 */
export class MessageTooLargeError extends ConnectionClosedError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'message too large', maybeApplied: true, ...options });
  }
}

/**
 * None of a controller's endpoints could be reached; `errors` holds why, one per endpoint.
 *
 * @public
 */
export class ConnectionFailedError extends JujuError {
  readonly errors: readonly Error[];

  constructor(message: string, errors: readonly Error[], options: JujuErrorOptions = {}) {
    super(message, { code: 'connection failed', cause: errors[0], ...options });
    this.errors = errors;
  }
}

/**
 * The controller's certificate is not one that its registration trusts.
 *
 * @public
 */
export class CertificateError extends ConnectionFailedError {
  constructor(message: string, errors: readonly Error[]) {
    super(message, errors, { code: 'certificate' });
  }
}

/**
 * The controller does not take the account's credentials.
 *
 * @public
 */
export class AuthenticationError extends JujuError {
  readonly controllerName: string;
  readonly user: string;

  constructor(
    message: string,
    who: { controllerName: string; user: string },
    options: JujuErrorOptions = {},
  ) {
    super(message, { code: 'unauthorized access', ...options });
    this.controllerName = who.controllerName;
    this.user = who.user;
  }
}

/**
 * The juju client knows no controller of that name, or has selected none.
 *
 * @public
 */
export class ControllerNotFoundError extends JujuError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'not found', ...options });
  }
}

/**
 * A file of the juju client cannot be read or makes no sense.
 *
 * @public
 */
export class ClientStoreError extends JujuError {
  /** The file in question. */
  readonly path: string;

  constructor(message: string, path: string, options: ErrorOptions = {}) {
    super(message, { code: 'not valid', ...options });
    this.path = path;
  }
}

/**
 * The controller has no version of a facade that jest-operator speaks.
 *
 * @public
 */
export class FacadeNotSupportedError extends JujuError {
  readonly facade: string;

  constructor(message: string, facade: string) {
    super(message, { code: 'not supported' });
    this.facade = facade;
  }
}

/**
 * The controller sent something that is not Juju's protocol.
 *
 * @public
 */
export class ProtocolError extends ConnectionClosedError {
  constructor(message: string, options: ErrorOptions & { maybeApplied?: boolean } = {}) {
    super(message, { code: 'protocol', maybeApplied: true, ...options });
  }
}
