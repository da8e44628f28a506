import { formatDuration } from '../duration';
import { JujuError } from '../errors';
import { CallSite } from './call-site';
import type { AccountEntry, ControllerEntry } from './client-entries';
import type { ClientStore } from './client-store';
import type { Connection } from './connection';
import { Deadline } from './deadline';
import { dial } from './dial';
import { resolver, urlHost } from './endpoint';
import { AuthenticationError, RequestAbortedError, RequestTimeoutError } from './errors';
import { keepAlive, type KeepAliveOptions } from './keep-alive';
import { type LoggedIn, logIn, loginMethods, mayDoBetterElsewhere } from './login';
import type { LoginMethod } from './login/login-method';
import { MacaroonLogin } from './login/macaroon-login';
import { dischargerClient } from './login/send-to-discharger';
import { Redirected, type Redirection } from './redirect';
import { type Route, routeOf } from './route';

/** What to connect to. @internal */
export interface SessionTarget {
  readonly store: ClientStore;
  readonly controllerName: string;
  /** Without it the connection is to the controller itself. */
  readonly modelUuid?: string | undefined;
}

/** @internal */
export interface OpenOptions {
  readonly maxFrameSize: number;
  readonly closeGraceMs: number;
  readonly timeoutMs: number;
  readonly keepAlive: KeepAliveOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** A connection that is logged in, and the way that led there. @internal */
export interface OpenedConnection {
  readonly connection: Connection;
  readonly route: Route;
  readonly login: LoggedIn;
}

/** A way to a controller with the means to get in. */
interface Plan {
  readonly route: Route;
  readonly methods: (connection: Connection) => Promise<LoginMethod[]>;
  /** Said before a refusal, where the controller is not the one that was asked for. */
  readonly preface?: string;
}

/** A controller may send us on, and that one again, but not for ever. */
const maxRedirects = 5;
/** While there are other endpoints to try, one may not keep us longer than this with the login. */
const loginPatienceMs = 15_000;

/**
 * Connects and logs in, from the client's files as they are now: over any endpoint, by whatever the account has, and
 * wherever the controller redirects to.
 *
 * @internal
 */
export async function openConnection(target: SessionTarget, options: OpenOptions): Promise<OpenedConnection> {
  const deadline = new Deadline(options.timeoutMs, options.signal);
  try {
    let plan = await planFor(target, target.controllerName, options, deadline);
    for (let hop = 0; hop <= maxRedirects; hop++) {
      try {
        return await follow(plan, target, options, deadline);
      } catch (error) {
        if (!(error instanceof Redirected)) throw withPreface(error, plan);
        plan = await planAfter(error.to, target, options, deadline);
      }
    }
    throw new JujuError(
      `Controller "${target.controllerName}" and those it redirects to send us on and on (more than ${String(maxRedirects)} times)`,
      { code: 'redirection required' },
    );
  } catch (error) {
    if (deadline.abortedByCaller) {
      throw new RequestAbortedError(`Connecting to controller "${target.controllerName}" was aborted`, {
        cause: options.signal?.reason,
      });
    }
    throw deadline.signal.aborted ? tooLate(error, target, options) : error;
  } finally {
    deadline.clear();
  }
}

/** Tries the endpoints until one lets us in; the fastest first. */
async function follow(
  plan: Plan,
  { modelUuid }: SessionTarget,
  options: OpenOptions,
  deadline: Deadline,
): Promise<OpenedConnection> {
  const path = modelUuid === undefined ? '/api' : `/model/${modelUuid}/api`;
  const { route } = plan;
  let left = route.endpoints;
  let refusal: Error | undefined;
  for (;;) {
    const connection = await dial({ ...route, endpoints: left }, path, {
      ...options,
      signal: deadline.signal,
    }).catch((error: unknown) => {
      // What the one that answered said, says more than that the others do not answer.
      throw refusal ?? error;
    });
    const others = left.filter((endpoint) => endpoint !== connection.transport.endpoint);
    try {
      const timeoutMs = others.length > 0 ? loginPatienceMs : Number.POSITIVE_INFINITY;
      const ending = { timeoutMs, signal: deadline.signal, site: new CallSite(follow) };
      const methods = await plan.methods(connection);
      const login = await logIn(connection, methods, {
        controllerName: route.controllerName,
        modelUuid,
        ending,
      });
      keepAlive(connection, options.keepAlive);
      return { connection, route, login };
    } catch (error) {
      connection.transport.terminate();
      const another = mayDoBetterElsewhere(error) || error instanceof RequestTimeoutError;
      if (!another || others.length === 0 || deadline.signal.aborted) throw error;
      refusal = error as Error;
      left = others;
    }
  }
}

async function planFor(
  { store }: SessionTarget,
  controllerName: string,
  options: OpenOptions,
  deadline: Deadline,
): Promise<Plan> {
  const entry = await store.controller(controllerName);
  const account = await accountFor(store, entry, options.env);
  const route = routeOf(entry, store.controllersPath);
  return {
    route,
    methods: (connection) =>
      loginMethods(entry, account, options.env, () =>
        macaroonLogin(store, route, account.user, connection, deadline),
      ),
  };
}

/** Service accounts need no account in the client's files. */
async function accountFor(
  store: ClientStore,
  entry: ControllerEntry & { readonly name: string },
  env: NodeJS.ProcessEnv,
): Promise<AccountEntry> {
  try {
    return await store.account(entry.name);
  } catch (error) {
    const hasClient = entry.oidcLogin && env['JUJU_CLIENT_ID'] && env['JUJU_CLIENT_SECRET'];
    if (hasClient && error instanceof AuthenticationError) return { user: '' };
    throw error;
  }
}

/**
 * The way on after a redirection. A controller that the client knows is reached as it is registered, with its own
 * account. To any other the account's password is not shown: there only macaroons are tried, as the juju client does.
 */
async function planAfter(
  to: Redirection,
  target: SessionTarget,
  options: OpenOptions,
  deadline: Deadline,
): Promise<Plan> {
  const { store, controllerName } = target;
  const known = Object.entries(await store.controllers()).find(([, { uuid }]) => uuid === to.controllerUuid);
  if (known) return await planFor(target, known[0], options, deadline);
  const first = await store.controller(controllerName);
  const endpoints = to.endpoints.map(({ text }) => text).join(', ');
  const route: Route = {
    controllerName,
    controllerUuid: first.uuid,
    endpoints: to.endpoints,
    caCert: to.caCert,
    dnsCache: {},
    source: `redirected by controller "${controllerName}"`,
    hint: '',
  };
  return {
    route,
    methods: async (connection) => [await macaroonLogin(store, route, '', connection, deadline)],
    preface: to.controllerUuid
      ? `The model was moved to controller "${to.controllerAlias ?? to.controllerUuid}" at ${endpoints}, which the juju client ` +
        `does not know: log in there with \`juju login ${to.endpoints[0]?.text ?? ''}\`, or register it with \`juju register\`. `
      : `Controller "${controllerName}" redirected to ${endpoints}. `,
  };
}

async function macaroonLogin(
  store: ClientStore,
  route: Route,
  user: string,
  { transport }: Connection,
  { signal }: Deadline,
): Promise<LoginMethod> {
  const jar = await store.cookies(route.controllerName);
  const ownEndpoints = new Set(route.endpoints.map(({ host, port }) => `${urlHost(host)}:${String(port)}`));
  return new MacaroonLogin({
    user,
    controllerName: route.controllerName,
    jar,
    cookieHost: route.publicHostname ?? route.controllerUuid,
    send: dischargerClient({
      ownEndpoints,
      trust: transport.trust,
      lookup: resolver(route.dnsCache),
      jar,
      signal,
    }),
  });
}

/** A login that was cut short by the deadline; a network that was says so itself. */
function tooLate(error: unknown, { controllerName }: SessionTarget, { timeoutMs }: OpenOptions): unknown {
  if (!(error instanceof RequestAbortedError || error instanceof RequestTimeoutError)) return error;
  return new RequestTimeoutError(
    `Controller "${controllerName}" did not let us in within ${formatDuration(timeoutMs)}: it answers, but not to the login. ` +
      `Check it with \`juju status -m ${controllerName}:controller\`.`,
    { cause: error },
  );
}

function withPreface(error: unknown, { preface }: Plan): unknown {
  if (preface === undefined || !(error instanceof AuthenticationError)) return error;
  const { controllerName, user } = error;
  return new AuthenticationError(preface + error.message, { controllerName, user }, { cause: error });
}
