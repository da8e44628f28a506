import type { LoginResult } from '../wire-types';

/** Sends one call of the Admin facade on the connection that logs in. @internal */
export type AdminCall = (request: string, version: 3 | 4, params: object) => Promise<unknown>;

/**
 * One way to log in. What is secret stays in private fields: it shows in no message and in no printed object.
 *
 * @internal
 */
export interface LoginMethod {
  /** As messages name it: `a password`. */
  readonly name: string;
  /** The account's user; `''` where the controller decides who one is. */
  readonly user: string;
  /** Whether the controller must say that we are {@link user}. */
  readonly checksUser: boolean;

  /** @throws JujuApiError with the controller's refusal */
  login(admin: AdminCall): Promise<LoginResult>;

  /** What a request to the controller's HTTP endpoints carries, once logged in. */
  headers(): Record<string, string>;
}

/** The Juju whose client we behave like: controllers record it. @internal */
export const clientVersion = '4.0.0';

/** Basic authentication, as Juju's HTTP endpoints take it: tag and password. @internal */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
