import type { AccountEntry, ControllerEntry } from './client-entries';
import type { Connection } from './connection';
import { AuthenticationError, ConnectionClosedError, JujuApiError, ProtocolError } from './errors';
import { FacadeTable } from './facade-versions';
import type { AdminCall, LoginMethod } from './login/login-method';
import { ClientCredentialsLogin, SessionTokenLogin } from './login/oidc-logins';
import { PasswordLogin } from './login/password-login';
import type { Ending } from './pending-requests';
import { Redirected, redirectionOf } from './redirect';
import { fromTag, modelTag, userTag } from './tags';
import type { LoginResult } from './wire-types';

/** What a login tells. @internal */
export interface LoggedIn {
  readonly controllerUuid: string;
  readonly userTag: string;
  /** `login`, `superuser`; `''` where the controller does not say. */
  readonly controllerAccess: string;
  readonly serverVersion: string;
  readonly facades: FacadeTable;
  /** What requests to the HTTP endpoints carry. A function, so that printing it shows nothing. */
  readonly headers: () => Record<string, string>;
}

/** Whom we log in to, and as whom. @internal */
export interface LoginContext {
  readonly controllerName: string;
  readonly modelUuid?: string | undefined;
  readonly ending: Ending;
}

/**
 * The ways to log in with an account, the one to try first at the front.
 *
 * @param macaroons - makes the way of those who have no password
 * @internal
 */
export async function loginMethods(
  entry: ControllerEntry,
  account: AccountEntry,
  env: NodeJS.ProcessEnv,
  macaroons: () => Promise<LoginMethod>,
): Promise<LoginMethod[]> {
  const { user, password, accessToken } = account;
  const { JUJU_CLIENT_ID: clientId, JUJU_CLIENT_SECRET: clientSecret } = env;
  // A token that an earlier kind of login left behind is of no use to any other controller, and none of its business.
  if (!entry.oidcLogin) {
    return [password === undefined ? await macaroons() : new PasswordLogin(user, password)];
  }
  const methods: LoginMethod[] = [];
  if (clientId && clientSecret) methods.push(new ClientCredentialsLogin(clientId, clientSecret));
  if (accessToken !== undefined) methods.push(new SessionTokenLogin(user, accessToken));
  return methods;
}

/**
 * Logs in on a fresh connection.
 *
 * @throws AuthenticationError where the controller does not take who we are
 * @throws Redirected where it sends us elsewhere
 * @throws JujuApiError for any other refusal
 * @internal
 */
export async function logIn(
  connection: Connection,
  methods: readonly LoginMethod[],
  context: LoginContext,
): Promise<LoggedIn> {
  const admin: AdminCall = (request, version, params) =>
    connection.call({ facade: 'Admin', request, version, params }, context.ending);
  let refusal: unknown = nothingToLogInWith(context);
  for (const method of methods) {
    try {
      return loggedIn(await method.login(admin), method, connection, context);
    } catch (error) {
      if (error instanceof JujuApiError && error.code === 'redirection required') {
        throw new Redirected(await redirectionOf(error, admin));
      }
      refusal = refused(error, method, context);
      if (!(refusal instanceof AuthenticationError)) throw refusal;
    }
  }
  throw refusal;
}

function loggedIn(
  result: LoginResult,
  method: LoginMethod,
  connection: Connection,
  context: LoginContext,
): LoggedIn {
  const user = result['user-info'];
  const server = { peer: connection.peer, version: result['server-version'] ?? 'unknown' };
  checkIdentity(user?.identity ?? '', method, context);
  checkModel(result['model-tag'] ?? '', connection, context);
  return {
    controllerUuid: result['controller-tag'] ? fromTag(result['controller-tag'], 'controller').id : '',
    userTag: user?.identity ?? '',
    controllerAccess: user?.['controller-access'] ?? '',
    serverVersion: server.version,
    facades: new FacadeTable(result.facades, server),
    headers: () => method.headers(),
  };
}

function checkIdentity(identity: string, method: LoginMethod, { controllerName }: LoginContext): void {
  if (!method.checksUser || identity === userTag(method.user)) return;
  throw new AuthenticationError(
    `Controller "${controllerName}" took "${method.user}" for "${identity.replace(/^user-/, '')}". ` +
      `Log in anew with \`juju login -c ${controllerName}\`.`,
    { controllerName, user: method.user },
  );
}

function checkModel(tag: string, connection: Connection, { modelUuid }: LoginContext): void {
  const wanted = modelUuid === undefined ? '' : modelTag(modelUuid);
  if (tag === wanted) return;
  throw new ProtocolError(
    `${connection.peer} let us in to "${tag || 'no model'}" instead of "${wanted || 'the controller'}"`,
  );
}

const refusals = new Set([
  'unauthorized access',
  'session token invalid',
  'login expired',
  'no credentials provided',
  'access required',
  'fatal login error',
]);

function refused(error: unknown, method: LoginMethod, context: LoginContext): unknown {
  if (!(error instanceof JujuApiError) || !refusals.has(error.code)) return error;
  const { controllerName, modelUuid } = context;
  const who = { controllerName, user: method.user };
  const options = { cause: error, code: error.code };
  if (/permission denied/.test(error.text) && modelUuid !== undefined) {
    return new AuthenticationError(
      `User "${method.user}" has no access to model ${modelUuid} on controller "${controllerName}" (${error.text}). ` +
        `Ask its owner for access: \`juju grant ${method.user} admin <model>\`.`,
      who,
      options,
    );
  }
  return new AuthenticationError(
    `Controller "${controllerName}" does not let user "${method.user}" in by ${method.name}: ${error.text}. ` +
      `Log in with \`juju login -c ${controllerName}\` and run again.`,
    who,
    options,
  );
}

function nothingToLogInWith({ controllerName }: LoginContext): AuthenticationError {
  return new AuthenticationError(
    `The juju client holds no login for controller "${controllerName}". Log in with \`juju login -c ${controllerName}\`, ` +
      'or set JUJU_CLIENT_ID and JUJU_CLIENT_SECRET.',
    { controllerName, user: '' },
  );
}

/** Whether another endpoint of the same controller may do better than the one that failed so. @internal */
export function mayDoBetterElsewhere(error: unknown): boolean {
  if (error instanceof JujuApiError) return busy.has(error.code);
  return error instanceof ConnectionClosedError && !(error instanceof ProtocolError);
}

/** Codes of a controller that cannot serve now. */
const busy = new Set(['try again', 'upgrade in progress', 'not leader', 'excessive contention', 'stopped']);
