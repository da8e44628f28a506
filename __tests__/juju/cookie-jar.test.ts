import { readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { CookieJar } from '../../src/juju/cookie-jar';
import { Cleanup } from '../support/juju-cleanup';
import { ClientData } from '../support/juju-client-data';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

/** As the juju client writes it. */
const goCookie = {
  Name: 'macaroon-abc',
  Value: 'W10=',
  Domain: 'controller-uuid',
  Path: '/',
  Secure: false,
  HttpOnly: false,
  Persistent: true,
  HostOnly: true,
  Expires: '2999-01-02T15:04:05+02:00',
  Creation: '2024-01-02T15:04:05.123456789+02:00',
  LastAccess: '2024-01-02T15:04:05.123456789+02:00',
  Updated: '2024-01-02T15:04:05.123456789+02:00',
  CanonicalHost: 'controller-uuid',
};

const tomorrow = () => new Date(Date.now() + 24 * 3_600_000);

async function jarWith(cookies: readonly object[]) {
  const data = cleanup.keep(await ClientData.make());
  const path = await data.file('cookies/lxd.json', JSON.stringify(cookies));
  return { path, data, jar: await CookieJar.load(path) };
}

test('cookies of the juju client are found by host and path', async () => {
  const { jar } = await jarWith([
    goCookie,
    { ...goCookie, Name: 'deep', Path: '/auth' },
    { ...goCookie, Name: 'other', Domain: 'elsewhere' },
    { ...goCookie, Name: 'wide', Domain: 'example.com', HostOnly: false },
    { ...goCookie, Name: 'old', Expires: '2020-01-01T00:00:00Z' },
  ]);
  const names = (host: string, path?: string) => jar.cookiesFor(host, path).map(({ name }) => name);
  expect(names('CONTROLLER-UUID')).toEqual(['macaroon-abc']);
  expect(names('controller-uuid', '/auth/discharge')).toEqual(['macaroon-abc', 'deep']);
  expect(names('controller-uuid', '/authority')).toEqual(['macaroon-abc']);
  expect(names('login.example.com')).toEqual(['wide']);
  expect(names('login.elsewhere')).toEqual([]);
});

test('a new cookie is saved in the juju client’s own form, readable by its owner alone', async () => {
  const data = cleanup.keep(await ClientData.make());
  const jar = await data.store.cookies('lxd');
  jar.set({ name: 'macaroon-1', value: 'dmFsdWU=', host: 'Controller-UUID', expires: tomorrow() });
  await jar.save();
  const path = join(data.directory, 'cookies', 'lxd.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(data.directory, 'cookies'))).mode & 0o777).toBe(0o700);
  const [written] = JSON.parse(await readFile(path, 'utf8')) as [typeof goCookie];
  expect(Object.keys(written)).toEqual(Object.keys(goCookie));
  expect(written).toMatchObject({
    Name: 'macaroon-1',
    Value: 'dmFsdWU=',
    Domain: 'controller-uuid',
    Path: '/',
    Persistent: true,
    HostOnly: true,
    CanonicalHost: 'controller-uuid',
  });
});

test('what another client has saved in between stays, and the younger of two versions wins', async () => {
  const { jar, path, data } = await jarWith([goCookie]);
  const ours = { ...goCookie, Name: 'macaroon-abc', Value: 'old', Updated: '2024-01-01T00:00:00Z' };
  const youngest = new Date(Date.now() + 60_000).toISOString();
  await data.file(
    'cookies/lxd.json',
    JSON.stringify([
      { ...ours, Value: 'theirs', Updated: youngest },
      { ...goCookie, Name: 'second' },
    ]),
  );
  jar.set({ name: 'macaroon-new', value: 'bmV3', host: 'controller-uuid', expires: tomorrow() });
  jar.set({ name: 'macaroon-abc', value: 'b3Vycw==', host: 'controller-uuid', expires: tomorrow() });
  await jar.save();
  const reloaded = await CookieJar.load(path);
  expect(reloaded.cookiesFor('controller-uuid')).toEqual([
    { name: 'macaroon-abc', value: 'theirs' },
    { name: 'second', value: 'W10=' },
    { name: 'macaroon-new', value: 'bmV3' },
  ]);
});

test('cookies without an end live in memory, and expired ones are dropped at the next saving', async () => {
  const { jar, path } = await jarWith([{ ...goCookie, Name: 'old', Expires: '2020-01-01T00:00:00Z' }]);
  jar.set({ name: 'session', value: 'eA==', host: 'controller-uuid' });
  jar.set({ name: 'lasting', value: 'eQ==', host: 'controller-uuid', expires: tomorrow() });
  expect(jar.cookiesFor('controller-uuid').map(({ name }) => name)).toEqual(['session', 'lasting']);
  await jar.save();
  const written = JSON.parse(await readFile(path, 'utf8')) as { Name: string }[];
  expect(written.map(({ Name }) => Name)).toEqual(['lasting']);
});

test('a jar in which nothing has changed is not written', async () => {
  const { jar, path } = await jarWith([goCookie]);
  await utimes(path, new Date(0), new Date(0));
  await jar.save();
  expect((await stat(path)).mtimeMs).toBe(0);
});

test('a missing and an empty file are empty jars, and what is no cookie is passed over', async () => {
  const { data, jar } = await jarWith([null, 3, { Name: 'half' }] as object[]);
  expect(jar.cookiesFor('controller-uuid')).toEqual([]);
  expect((await data.store.cookies('none')).cookiesFor('x')).toEqual([]);
  await data.file('cookies/empty.json', '\n');
  expect((await data.store.cookies('empty')).cookiesFor('x')).toEqual([]);
});

test('a broken file is told without what is in it', async () => {
  const data = cleanup.keep(await ClientData.make());
  await data.file('cookies/lxd.json', '[{"Value":"c2VjcmV0"');
  const error = (await data.store.cookies('lxd').catch((thrown: unknown) => thrown)) as Error;
  expect(error.message).toMatch(
    /cookies\/lxd\.json of the juju client is not valid JSON\. Remove it and log in again/,
  );
  expect(error.message + String(error.cause)).not.toContain('c2VjcmV0');
});
