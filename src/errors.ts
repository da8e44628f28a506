/** What every error of jest-operator can carry beside its message. */
export interface JujuErrorOptions extends ErrorOptions {
  /** A short, stable word to match on, Juju's own where Juju gave one (`not found`, `unauthorized access`). */
  readonly code?: string;
}

/**
 * The root of every error that jest-operator throws: `catch (error) { if (error instanceof JujuError) … }`.
 *
 * The message says what failed, with what value, after how long, and what to do next. It never holds a password,
 * a macaroon, a token or a secret's content.
 *
 * @example
 * ```ts
 * try {
 *   await opsTest.model.removeApplication('web');
 * } catch (error) {
 *   if (!(error instanceof JujuError) || error.code !== 'not found') throw error;
 * }
 * ```
 *
 * @public
 */
export class JujuError extends Error {
  /** A short, stable word to match on; `''` where there is none. */
  readonly code: string;

  constructor(message: string, options: JujuErrorOptions = {}) {
    super(message, options);
    this.code = options.code ?? '';
    // On the prototype a class name would be lost to minifiers and to the test's realm; as a hidden own field it
    // is there without cluttering the printed error.
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true, writable: true });
  }
}

/** The error for a value that makes no sense. @internal */
export function notValid(message: string, cause?: unknown): JujuError {
  return new JujuError(message, { code: 'not valid', ...(cause !== undefined && { cause }) });
}
