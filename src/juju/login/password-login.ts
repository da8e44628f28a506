import { userTag } from '../tags';
import type { LoginRequest, LoginResult } from '../wire-types';
import { type AdminCall, basic, clientVersion, type LoginMethod } from './login-method';

/** Logs in with the password that accounts.yaml holds. @internal */
export class PasswordLogin implements LoginMethod {
  readonly name = 'a password';
  readonly checksUser = true;
  readonly #password: string;

  constructor(
    readonly user: string,
    password: string,
  ) {
    this.#password = password;
  }

  async login(admin: AdminCall): Promise<LoginResult> {
    const request: LoginRequest = {
      'auth-tag': userTag(this.user),
      credentials: this.#password,
      nonce: '',
      macaroons: [],
      'user-data': '',
      'client-version': clientVersion,
    };
    return (await admin('Login', 3, request)) as LoginResult;
  }

  headers(): Record<string, string> {
    return { authorization: basic(userTag(this.user), this.#password) };
  }
}
