import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { runInThisContext } from 'node:vm';
import { AuthenticationError } from '../../../src/juju/errors';
import { Session } from '../../../src/juju/session';
import { Cleanup } from '../../support/juju-cleanup';
import { ClientData } from '../../support/juju-client-data';
import { answer, Discharger, MacaroonService } from '../../support/juju-discharger';
import { controllerUuid, RawServer, type RawPeer } from '../../support/juju-raw-server';
import { errorOf } from '../../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

type Login = { macaroons: object[][]; 'auth-tag': string; credentials: string; 'bakery-version': number };

/** A controller whose users come from elsewhere, its discharger, and a client without a password. */
async function controller(user = 'bob@external', own?: Discharger) {
  const discharger = own ?? cleanup.keep(await Discharger.start());
  const service = new MacaroonService(discharger);
  const server = cleanup.keep(await RawServer.start());
  server.on('Admin.Login', (params: unknown, _call, peer: RawPeer) => {
    const declared = (params as Login).macaroons.map((slice) => service.verify(slice)).find(Boolean);
    if (declared) return server.loginResult(peer, user);
    return {
      'discharge-required': service.mint(),
      'discharge-required-error': 'macaroon discharge required',
    };
  });
  const data = cleanup.keep(await ClientData.of([server], { user }));
  const open = async () => cleanup.keep(await Session.open({ store: data.store, controllerName: 'ctrl' }));
  const logins = () => server.callsOf('Admin.Login').map(({ params }) => params as unknown as Login);
  return { discharger, server, data, open, logins };
}

test('a user without a password logs in by discharging the controller’s macaroon', async () => {
  const { open, logins, discharger } = await controller();
  const session = await open();
  expect(session.userTag).toBe('user-bob@external');
  const [first, second] = logins();
  expect(first).toMatchObject({ 'auth-tag': '', credentials: '', macaroons: [], 'bakery-version': 1 });
  expect(second?.macaroons).toEqual([[expect.any(Object), expect.any(Object)]]);
  expect(discharger.calls).toHaveLength(1);
  expect(discharger.calls[0]).toMatchObject({
    path: '/discharge',
    headers: { 'bakery-protocol-version': '1' },
  });
});

test('the discharged macaroons are kept where the juju client looks, and do for the next login', async () => {
  const { open, logins, discharger, data } = await controller();
  await open();
  const path = join(data.directory, 'cookies', 'ctrl.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const [cookie] = JSON.parse(await readFile(path, 'utf8')) as [Record<string, string>];
  expect(cookie).toMatchObject({ Domain: controllerUuid, Path: '/', CanonicalHost: controllerUuid });
  const [macaroon] = JSON.parse(Buffer.from(cookie['Value'] ?? '', 'base64').toString()) as [
    { signature: string },
  ];
  expect(cookie['Name']).toBe(`macaroon-${macaroon.signature}`);
  await open();
  expect(logins()).toHaveLength(3);
  expect(discharger.calls).toHaveLength(1);
});

test('the cookie ends when the macaroons do', async () => {
  const { open, discharger, data } = await controller();
  const end = new Date(Date.now() + 3_600_000).toISOString();
  discharger.conditions = [`time-before ${end}`, 'declared username bob@external'];
  await open();
  const [cookie] = JSON.parse(await readFile(join(data.directory, 'cookies', 'ctrl.json'), 'utf8')) as [
    { Expires: string },
  ];
  expect(cookie.Expires).toBe(end);
});

test('macaroons that end within a minute are used, and not saved', async () => {
  const { open, discharger, data } = await controller();
  discharger.conditions = [`time-before ${new Date(Date.now() + 5000).toISOString()}`];
  await open();
  expect(await readFile(join(data.directory, 'cookies', 'ctrl.json'), 'utf8')).toBe('[]\n');
});

test.each([
  ['as it is', (macaroon: object) => macaroon],
  ['in its envelope', (macaroon: object) => ({ m: macaroon, v: 3, cdata: {}, ns: 'std:' })],
])('a controller that gives the bakery’s macaroon alone, %s, is understood', async (_name, wrap) => {
  const { open, server, discharger } = await controller();
  const service = new MacaroonService(discharger);
  server.on('Admin.Login', (params: unknown, _call, peer: RawPeer) => {
    const declared = (params as Login).macaroons.some((slice) => service.verify(slice));
    return declared
      ? server.loginResult(peer, 'bob@external')
      : { 'bakery-discharge-required': wrap(service.mint()) };
  });
  expect((await open()).userTag).toBe('user-bob@external');
});

test('macaroons that the controller takes no more are replaced', async () => {
  const { open, logins, data } = await controller();
  const stale = Buffer.from('[{"identifier":"old","signature":"00","caveats":[]}]').toString('base64');
  const entry = { Name: 'macaroon-00', Value: stale, Domain: controllerUuid, Path: '/', HostOnly: true };
  await data.file(
    'cookies/ctrl.json',
    JSON.stringify([
      { ...entry, Persistent: true, Expires: '2999-01-01T00:00:00Z', Updated: '2024-01-01T00:00:00Z' },
    ]),
  );
  await open();
  expect(logins().map(({ macaroons }) => macaroons.length)).toEqual([1, 2]);
});

test('a local user without a password names himself', async () => {
  const { open, logins } = await controller('bob');
  expect((await open()).userTag).toBe('user-bob');
  expect(logins()[0]).toMatchObject({ 'auth-tag': 'user-bob', credentials: '' });
});

test('the controller itself may be the discharger, trusted by its own authority', async () => {
  const discharger = new Discharger();
  const { open, server } = await controller('bob', discharger);
  discharger.url = `https://${server.endpoint}/auth`;
  server.onHttp = (request, response) => void discharger.handle(request, response);
  await open();
  expect(discharger.calls.map(({ path }) => path)).toEqual(['/auth/discharge']);
});

test('an earlier login at the identity provider goes with the discharge', async () => {
  const { open, discharger, data } = await controller();
  const identity = {
    Name: 'macaroon-identity',
    Value: 'aWQ=',
    Domain: '127.0.0.1',
    Path: '/',
    HostOnly: true,
  };
  await data.file(
    'cookies/ctrl.json',
    JSON.stringify([{ ...identity, Persistent: true, Expires: '2999-01-01T00:00:00Z' }]),
  );
  await open();
  expect(discharger.calls[0]?.headers.cookie).toBe('macaroon-identity=aWQ=');
});

test('a discharger that wants a person ends the login with the next step, and does not wait', async () => {
  const { open, discharger } = await controller();
  const page = 'https://login.example/visit?waitid=secret';
  discharger.instead = (response) =>
    answer(response, 401, {
      Code: 'interaction required',
      Message: 'please log in',
      Info: { VisitURL: page, WaitURL: 'https://login.example/wait' },
    });
  const error = await errorOf(open());
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error.message).toBe(
    'Cannot log in to controller "ctrl" as "bob@external" without a password: the discharger wants somebody to log in ' +
      'at https://login.example/visit. Log in with `juju login -c ctrl` and run again.',
  );
});

test('a discharger of today names no page to visit: the next step is the same', async () => {
  const { open, discharger } = await controller();
  discharger.instead = (response) =>
    answer(response, 401, { Code: 'interaction required', Message: 'm', Info: { InteractionMethods: {} } });
  expect((await errorOf(open())).message).toMatch(
    /the discharger wants somebody to log in\. Log in with `juju login/,
  );
});

test.each([
  [
    'refuses',
    (url: string) => `the discharger at ${url} answered HTTP 400`,
    400,
    { Code: 'x', Message: 'y' },
  ],
  ['fails', (url: string) => `the discharger at ${url} answered HTTP 500`, 500, {}],
  ['forbids', () => 'the discharge failed: not you', 401, { Code: 'forbidden', Message: 'not you' }],
])('a discharger that %s is told', async (_name, message, status, body) => {
  const { open, discharger } = await controller();
  discharger.instead = (response) => answer(response, status, body);
  const error = await errorOf(open());
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error.message).toContain(`without a password: ${message(discharger.url)}. Log in with`);
});

test('a discharger that answers nonsense ends the login', async () => {
  const { open, discharger } = await controller();
  discharger.instead = (response) => answer(response, 200, { Macaroon: { what: 'ever' } });
  expect(await errorOf(open())).toBeInstanceOf(AuthenticationError);
});

test('a charset behind the content type does not hide a demand of the discharger', async () => {
  const { open, discharger } = await controller();
  discharger.instead = (response) =>
    answer(response, 401, { Code: 'interaction required', Info: {} }, 'application/json;charset=UTF-8');
  expect((await errorOf(open())).message).toContain('wants somebody to log in');
});

test('a discharger that cannot be reached is told', async () => {
  const discharger = await Discharger.start();
  const { open } = await controller('bob@external', discharger);
  await discharger.close();
  expect((await errorOf(open())).message).toContain(
    `the discharger at ${discharger.url} cannot be reached: connect ECONNREFUSED`,
  );
});

test('macaroons are not sent over an unencrypted network', async () => {
  const discharger = new Discharger();
  discharger.url = 'http://identity.invalid';
  const { open } = await controller('bob@external', discharger);
  expect((await errorOf(open())).message).toContain(
    'the discharger at http://identity.invalid is not reached by https: macaroons are not sent there',
  );
});

test('macaroons are not sent to a host that is not verified, whatever the environment says', async () => {
  const discharger = new Discharger();
  const stranger = cleanup.keep(await RawServer.start());
  stranger.onHttp = (request, response) => void discharger.handle(request, response);
  discharger.url = `https://${stranger.endpoint}`;
  const { open } = await controller('bob@external', discharger);
  // Node looks at the environment of the process, of which Jest gives tests a copy.
  const { env } = runInThisContext('process') as NodeJS.Process;
  const before = env['NODE_TLS_REJECT_UNAUTHORIZED'];
  env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    expect((await errorOf(open())).message).toMatch(/the discharger at .* cannot be reached: .*certificate/);
  } finally {
    if (before === undefined) delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  }
  expect(discharger.calls).toEqual([]);
});

test('discharged macaroons that the controller does not take end the login', async () => {
  const { open, server, discharger } = await controller();
  const service = new MacaroonService(discharger);
  server.on('Admin.Login', () => ({
    'discharge-required': service.mint(),
    'discharge-required-error': 'still not',
  }));
  expect((await errorOf(open())).message).toContain('without a password: still not. Log in with');
  expect(server.callsOf('Admin.Login')).toHaveLength(2);
});

test('requests to the HTTP endpoints carry the macaroons', async () => {
  const { open, server } = await controller('bob');
  const session = await open();
  const seen: Record<string, unknown>[] = [];
  server.onHttp = (request, response) => {
    seen.push(request.headers);
    response.end();
  };
  await session.http({ method: 'GET', path: '/x' });
  expect(seen[0]).toMatchObject({
    authorization: `Basic ${Buffer.from('user-bob:').toString('base64')}`,
    cookie: expect.stringMatching(/^macaroon-[0-9a-f]+=/) as string,
    'bakery-protocol-version': '1',
  });
});

test('no macaroon shows in an error', async () => {
  const { open, server, discharger } = await controller();
  const service = new MacaroonService(discharger);
  const minted = service.mint();
  server.on('Admin.Login', () => ({ 'discharge-required': minted, 'discharge-required-error': 'no' }));
  const shown = inspect(await errorOf(open()), { depth: 20, showHidden: true });
  expect(shown).not.toContain(minted['signature']);
});
