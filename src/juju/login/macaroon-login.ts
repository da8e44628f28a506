import { messageOf } from '../../message-of';
import type { CookieJar } from '../cookie-jar';
import { AuthenticationError } from '../errors';
import { userTag } from '../tags';
import type { LoginRequest, LoginResult, Macaroon } from '../wire-types';
import { bakeryVersion, discharge, type SendToDischarger } from './discharge';
import { type AdminCall, basic, clientVersion, type LoginMethod } from './login-method';
import { macaroonCookie, macaroonsOf } from './macaroons';

/** @internal */
export interface MacaroonLoginOptions {
  readonly user: string;
  readonly controllerName: string;
  /** Where the juju client keeps the macaroons of this controller. */
  readonly jar: CookieJar;
  /** The host under which they are kept: the controller's public name, else its UUID. */
  readonly cookieHost: string;
  readonly send: SendToDischarger;
}

/**
 * Logs in with macaroons: those that an earlier login left behind; where they do not do, the controller gives a new
 * one, which is discharged, used and kept for the next time.
 *
 * @internal
 */
export class MacaroonLogin implements LoginMethod {
  readonly name = 'macaroons';
  readonly checksUser: boolean;
  readonly user: string;
  readonly #options: MacaroonLoginOptions;

  constructor(options: MacaroonLoginOptions) {
    this.user = options.user;
    this.checksUser = options.user !== '';
    this.#options = options;
  }

  async login(admin: AdminCall): Promise<LoginResult> {
    const result = await this.#tryLogin(admin);
    const macaroon = toDischarge(result);
    if (!macaroon) return result;
    await this.#discharge(macaroon);
    const second = await this.#tryLogin(admin);
    if (!toDischarge(second)) return second;
    throw this.#refused(second['discharge-required-error'] ?? 'the discharged macaroons were not taken');
  }

  headers(): Record<string, string> {
    const cookies = this.#cookies().map(({ name, value }) => `${name}=${value}`);
    return {
      ...(this.#isLocal ? { authorization: basic(userTag(this.user), '') } : {}),
      ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
      'bakery-protocol-version': String(bakeryVersion),
    };
  }

  /** A user of another identity provider is who the macaroons say: the request names nobody. */
  get #isLocal(): boolean {
    return this.user !== '' && !this.user.includes('@');
  }

  #cookies(): { name: string; value: string }[] {
    return this.#options.jar.cookiesFor(this.#options.cookieHost);
  }

  async #tryLogin(admin: AdminCall): Promise<LoginResult> {
    const request: LoginRequest = {
      'auth-tag': this.#isLocal ? userTag(this.user) : '',
      credentials: '',
      nonce: '',
      macaroons: macaroonsOf(this.#cookies()),
      'user-data': '',
      'bakery-version': bakeryVersion,
      'client-version': clientVersion,
    };
    return (await admin('Login', 3, request)) as LoginResult;
  }

  async #discharge(macaroon: Macaroon): Promise<void> {
    const { jar, cookieHost, send } = this.#options;
    let macaroons;
    try {
      macaroons = await discharge(macaroon, send);
    } catch (error) {
      throw this.#refused(messageOf(error), error);
    }
    jar.set(macaroonCookie(macaroons, cookieHost));
    await jar.save();
  }

  #refused(why: string, cause?: unknown): AuthenticationError {
    const { controllerName, user } = this.#options;
    const who = user === '' ? '' : ` as "${user}"`;
    return new AuthenticationError(
      `Cannot log in to controller "${controllerName}"${who} without a password: ${why}. ` +
        `Log in with \`juju login -c ${controllerName}\` and run again.`,
      { controllerName, user },
      { cause },
    );
  }
}

/** The macaroon that a controller wants discharged; of version 2 and older it is the same in both fields. */
function toDischarge(result: LoginResult): Macaroon | undefined {
  const wrapped = result['bakery-discharge-required'];
  return result['discharge-required'] ?? (wrapped?.['m'] as Macaroon | undefined) ?? wrapped;
}
