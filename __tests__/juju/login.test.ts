import { inspect } from 'node:util';
import { AuthenticationError, JujuApiError, ProtocolError, RequestTimeoutError } from '../../src/juju/errors';
import { Session, type SessionOptions } from '../../src/juju/session';
import { Cleanup, until } from '../support/juju-cleanup';
import { ClientData, secretPassword } from '../support/juju-client-data';
import { controllerUuid, modelUuid, RawServer, RpcFailure, silence } from '../support/juju-raw-server';
import { errorOf } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const start = async () => cleanup.keep(await RawServer.start());
const target = (data: ClientData, model?: string) => ({
  store: data.store,
  controllerName: 'ctrl',
  modelUuid: model,
});
const open = async (data: ClientData, options: SessionOptions = {}, model?: string) =>
  cleanup.keep(await Session.open(target(data, model), { env: {}, ...options }));

async function registered(account?: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const server = await start();
  const data = cleanup.keep(await ClientData.of([server], account));
  if (Object.keys(more).length > 0) {
    const entry = {
      uuid: controllerUuid,
      'api-endpoints': [server.endpoint],
      'ca-cert': server.certificate.caCert,
      ...more,
    };
    await data.write({ controllers: { ctrl: entry } });
  }
  return { server, data };
}

test('a password logs in to the controller, and everything the login tells is there', async () => {
  const { server, data } = await registered();
  const session = await open(data);
  expect(server.calls[0]).toMatchObject({
    type: 'Admin',
    version: 3,
    request: 'Login',
    params: { 'auth-tag': 'user-admin', credentials: secretPassword, macaroons: [] },
  });
  expect(session).toMatchObject({
    controllerName: 'ctrl',
    controllerUuid,
    modelUuid: undefined,
    userTag: 'user-admin',
    serverVersion: '3.6.28',
    controllerAccess: 'superuser',
    state: 'connected',
  });
  expect(session.facadeVersion('Client')).toBe(8);
  expect(session.facadeVersion('Nothing')).toBe(0);
});

test('a model is logged in to at its own path', async () => {
  const { server, data } = await registered();
  const session = await open(data, {}, modelUuid);
  expect(server.peers.map(({ url }) => url)).toEqual([`/model/${modelUuid}/api`]);
  expect(session.modelUuid).toBe(modelUuid);
});

test('a wrong password is told with controller, user and next step, and never shown', async () => {
  const { server, data } = await registered();
  server.on('Admin.Login', () => {
    throw new RpcFailure('invalid entity name or password', 'unauthorized access');
  });
  const error = await errorOf(open(data));
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error).toMatchObject({
    code: 'unauthorized access',
    controllerName: 'ctrl',
    user: 'admin',
    message:
      'Controller "ctrl" does not let user "admin" in by a password: invalid entity name or password. ' +
      'Log in with `juju login -c ctrl` and run again.',
  });
  expect(error.cause).toBeInstanceOf(JujuApiError);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(secretPassword);
  await until(() => server.connections === 0, 'the end of the connection');
});

test('a model that is another user’s is told with the way to get access', async () => {
  const { server, data } = await registered();
  server.on('Admin.Login', () => {
    throw new RpcFailure('permission denied', 'unauthorized access');
  });
  const error = await errorOf(open(data, {}, modelUuid));
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error.message).toBe(
    `User "admin" has no access to model ${modelUuid} on controller "ctrl" (permission denied). ` +
      'Ask its owner for access: `juju grant admin admin <model>`.',
  );
});

test('an unknown model fails with Juju’s own code', async () => {
  const { server, data } = await registered();
  server.on('Admin.Login', () => {
    throw new RpcFailure(`unknown model: "${modelUuid}"`, 'model not found');
  });
  const error = await errorOf(open(data, {}, modelUuid));
  expect(error).toBeInstanceOf(JujuApiError);
  expect(error.code).toBe('model not found');
});

test('a controller that takes us for somebody else is not trusted', async () => {
  const { server, data } = await registered();
  server.on('Admin.Login', (_params, _call, peer) => server.loginResult(peer, 'mallory'));
  expect((await errorOf(open(data))).message).toBe(
    'Controller "ctrl" took "admin" for "mallory". Log in anew with `juju login -c ctrl`.',
  );
});

test('a controller that lets us in to another model is not trusted', async () => {
  const { server, data } = await registered();
  server.on('Admin.Login', (_params, _call, peer) => ({
    ...server.loginResult(peer),
    'model-tag': 'model-other',
  }));
  const error = await errorOf(open(data, {}, modelUuid));
  expect(error).toBeInstanceOf(ProtocolError);
  expect(error.message).toContain(`let us in to "model-other" instead of "model-${modelUuid}"`);
});

test('without an account the next step is told', async () => {
  const { data } = await registered();
  await data.write({ accounts: {} });
  expect((await errorOf(open(data))).message).toMatch(
    /is not logged in to controller "ctrl".*`juju login -c ctrl`/,
  );
});

const oidc = { 'oidc-login': true };
const client = { JUJU_CLIENT_ID: 'id-of-client', JUJU_CLIENT_SECRET: 'secret-of-client' };

test('client credentials log in to a controller of OIDC, without an account', async () => {
  const { server, data } = await registered(undefined, oidc);
  await data.write({ accounts: {} });
  server.on('Admin.LoginWithClientCredentials', (_params, _call, peer) =>
    server.loginResult(peer, 'id-of-client@serviceaccount'),
  );
  const session = await open(data, { env: client });
  expect(session.userTag).toBe('user-id-of-client@serviceaccount');
  expect(server.calls).toMatchObject([
    {
      type: 'Admin',
      version: 4,
      params: { 'client-id': 'id-of-client', 'client-secret': 'secret-of-client' },
    },
  ]);
});

test('client credentials are for controllers of OIDC only', async () => {
  const { server, data } = await registered();
  await open(data, { env: client });
  expect(server.calls.map(({ request }) => request)).toEqual(['Login']);
});

test('the session token of `juju login` logs in to a controller of OIDC', async () => {
  const { server, data } = await registered(
    { user: 'bob@canonical.com', 'access-token': 'token-of-bob' },
    oidc,
  );
  server.on('Admin.LoginWithSessionToken', (_params, _call, peer) =>
    server.loginResult(peer, 'bob@canonical.com'),
  );
  const session = await open(data);
  expect(server.calls).toMatchObject([{ version: 4, params: { 'session-token': 'token-of-bob' } }]);
  const seen: unknown[] = [];
  server.onHttp = (request, response) => {
    seen.push(request.headers.authorization);
    response.end();
  };
  await session.http({ method: 'GET', path: '/x' });
  expect(seen).toEqual([`Basic ${Buffer.from(':token-of-bob').toString('base64')}`]);
});

test('a session token that is left over is not shown to a controller without OIDC', async () => {
  const { server, data } = await registered({
    user: 'admin',
    password: secretPassword,
    'access-token': 'token-of-bob',
  });
  await open(data);
  expect(server.calls).toMatchObject([{ request: 'Login', params: { credentials: secretPassword } }]);
});

test('refused client credentials give way to the session token', async () => {
  const { server, data } = await registered(
    { user: 'bob@canonical.com', 'access-token': 'token-of-bob' },
    oidc,
  );
  server.on('Admin.LoginWithClientCredentials', () => {
    throw new RpcFailure('invalid client credentials', 'unauthorized access');
  });
  server.on('Admin.LoginWithSessionToken', (_params, _call, peer) =>
    server.loginResult(peer, 'bob@canonical.com'),
  );
  expect((await open(data, { env: client })).userTag).toBe('user-bob@canonical.com');
});

test('a session token that holds no more is told with the next step, and never shown', async () => {
  const { server, data } = await registered(
    { user: 'bob@canonical.com', 'access-token': 'token-of-bob' },
    oidc,
  );
  server.on('Admin.LoginWithSessionToken', () => {
    throw new RpcFailure('session token expired', 'session token invalid');
  });
  const error = await errorOf(open(data));
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error.message).toContain(
    'in by the session token of `juju login`: session token expired. Log in with',
  );
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('token-of-bob');
});

test('a controller of OIDC with neither asks for one of them', async () => {
  const { data } = await registered({ user: 'bob@canonical.com' }, oidc);
  expect((await errorOf(open(data))).message).toBe(
    'The juju client holds no login for controller "ctrl". Log in with `juju login -c ctrl`, ' +
      'or set JUJU_CLIENT_ID and JUJU_CLIENT_SECRET.',
  );
});

const elsewhere = 'deadbeef-1bad-500d-9000-4b1d0d06f00d';

function redirect(from: RawServer, to: RawServer, more: Record<string, unknown> = {}) {
  from.on('Admin.Login', () => {
    throw new RpcFailure('redirection required', 'redirection required', {
      servers: [[{ value: '127.0.0.1', port: to.port, type: 'ipv4', scope: 'public' }]],
      'ca-cert': to.certificate.caCert,
      ...more,
    });
  });
}

test('a model that was moved is followed to a controller that the client knows, with its own account', async () => {
  const { server: first, data } = await registered();
  const second = await start();
  redirect(first, second, { 'controller-tag': `controller-${elsewhere}`, 'controller-alias': 'new' });
  const entry = (server: RawServer, uuid: string) => ({
    uuid,
    'api-endpoints': [server.endpoint],
    'ca-cert': server.certificate.caCert,
  });
  await data.write({
    controllers: { ctrl: entry(first, controllerUuid), other: entry(second, elsewhere) },
    accounts: {
      ctrl: { user: 'admin', password: secretPassword },
      other: { user: 'eve', password: 'password-of-eve' },
    },
  });
  second.on('Admin.Login', (_params, _call, peer) => second.loginResult(peer, 'eve'));
  const session = await open(data, {}, modelUuid);
  expect(session.userTag).toBe('user-eve');
  expect(second.calls[0]?.params).toMatchObject({ 'auth-tag': 'user-eve', credentials: 'password-of-eve' });
});

test('a controller that the client does not know is never shown the password', async () => {
  const { server: first, data } = await registered();
  const second = await start();
  redirect(first, second, { 'controller-tag': `controller-${elsewhere}`, 'controller-alias': 'new' });
  second.on('Admin.Login', () => {
    throw new RpcFailure('invalid entity name or password', 'unauthorized access');
  });
  const error = await errorOf(open(data, {}, modelUuid));
  expect(JSON.stringify(second.calls)).not.toContain(secretPassword);
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error.message).toContain(
    `The model was moved to controller "new" at ${second.endpoint}, which the juju client does not know: ` +
      `log in there with \`juju login ${second.endpoint}\``,
  );
});

test('a redirection without an address is asked for (JAAS), and followed by macaroons', async () => {
  const { server: first, data } = await registered();
  const second = await start();
  first.on('Admin.Login', () => {
    throw new RpcFailure('redirection required', 'redirection required');
  });
  first.on('Admin.RedirectInfo', () => ({
    servers: [[{ value: '127.0.0.1', port: second.port, type: 'ipv4', scope: 'public' }]],
    'ca-cert': second.certificate.caCert,
  }));
  const session = await open(data, {}, modelUuid);
  expect(session.state).toBe('connected');
  expect(second.calls[0]?.params).toMatchObject({ 'auth-tag': '', credentials: '' });
});

test('redirections that never end are given up', async () => {
  const { server, data } = await registered();
  redirect(server, server, { 'controller-tag': `controller-${controllerUuid}` });
  const error = await errorOf(open(data, {}, modelUuid));
  expect(error.message).toBe(
    'Controller "ctrl" and those it redirects to send us on and on (more than 5 times)',
  );
  expect(server.callsOf('Admin.Login')).toHaveLength(6);
});

test('a controller that hangs at the login ends with the deadline', async () => {
  const { server, data } = await registered();
  server.on('Admin.Login', () => silence);
  const error = await errorOf(open(data, { openTimeout: 1500 }));
  expect(error).toBeInstanceOf(RequestTimeoutError);
  expect(error.message).toMatch(
    /^Controller "ctrl" did not let us in within 1\.5s: it answers, but not to the login/,
  );
  await until(() => server.connections === 0, 'the end of the connection');
});

test('a controller that cannot serve now gives way to its other endpoint', async () => {
  const busy = await start();
  const good = cleanup.keep(await RawServer.start({ certificate: busy.certificate }));
  const data = cleanup.keep(await ClientData.of([busy, good]));
  busy.on('Admin.Login', () => {
    throw new RpcFailure('upgrade in progress', 'upgrade in progress');
  });
  await open(data);
  expect([busy, good].map((server) => server.callsOf('Admin.Login').length)).toEqual([1, 1]);
  await until(() => busy.connections === 0, 'the end of the busy one');
});

test('a controller that cannot serve now is told in its own words, though its other endpoints are dead', async () => {
  const busy = await start();
  const dead = await RawServer.start({ certificate: busy.certificate });
  const data = cleanup.keep(await ClientData.of([busy, dead]));
  await dead.close();
  busy.on('Admin.Login', () => {
    throw new RpcFailure('upgrade in progress', 'upgrade in progress');
  });
  const error = await errorOf(open(data));
  expect(error).toMatchObject({
    code: 'upgrade in progress',
    message: 'upgrade in progress (Admin.Login v3)',
  });
  await until(() => busy.connections === 0, 'the end of the busy one');
});

test('an abort ends the connecting', async () => {
  const { server, data } = await registered();
  server.on('Admin.Login', () => silence);
  const caller = new AbortController();
  const error = errorOf(open(data, { signal: caller.signal }));
  await until(() => server.calls.length > 0, 'the login');
  caller.abort(new Error('the test is over'));
  expect(await error).toMatchObject({
    message: 'Connecting to controller "ctrl" was aborted',
    cause: { message: 'the test is over' },
  });
});

test.each([0, -1, 1.5, Number.NaN, '64MiB', Number.POSITIVE_INFINITY])(
  'a largest message of %p is refused',
  async (maxFrameSize) => {
    const { data } = await registered();
    const error = await errorOf(open(data, { maxFrameSize: maxFrameSize as number }));
    expect(error.message).toMatch(
      /^jujuMaxFrameSize must be a positive whole number of bytes, such as 67108864; got /,
    );
  },
);
