import type {
  LoginResult,
  LoginWithClientCredentialsRequest,
  LoginWithSessionTokenRequest,
} from '../wire-types';
import { type AdminCall, basic, type LoginMethod } from './login-method';

/** Logs in as a service account, with `JUJU_CLIENT_ID` and `JUJU_CLIENT_SECRET` (JAAS). @internal */
export class ClientCredentialsLogin implements LoginMethod {
  readonly name = 'JUJU_CLIENT_ID and JUJU_CLIENT_SECRET';
  /** The controller knows whose credentials they are. */
  readonly checksUser = false;
  readonly #secret: string;

  constructor(
    readonly user: string,
    secret: string,
  ) {
    this.#secret = secret;
  }

  async login(admin: AdminCall): Promise<LoginResult> {
    const request: LoginWithClientCredentialsRequest = {
      'client-id': this.user,
      'client-secret': this.#secret,
    };
    return (await admin('LoginWithClientCredentials', 4, request)) as LoginResult;
  }

  headers(): Record<string, string> {
    return { authorization: basic(this.user, this.#secret) };
  }
}

/** Logs in with the session token that `juju login` left in accounts.yaml (JAAS). @internal */
export class SessionTokenLogin implements LoginMethod {
  readonly name = 'the session token of `juju login`';
  readonly checksUser = true;
  readonly #token: string;

  constructor(
    readonly user: string,
    token: string,
  ) {
    this.#token = token;
  }

  async login(admin: AdminCall): Promise<LoginResult> {
    const request: LoginWithSessionTokenRequest = { 'session-token': this.#token };
    return (await admin('LoginWithSessionToken', 4, request)) as LoginResult;
  }

  headers(): Record<string, string> {
    return { authorization: basic('', this.#token) };
  }
}
