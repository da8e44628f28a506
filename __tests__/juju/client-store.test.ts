import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ClientStore } from '../../src/juju/client-store';
import { AuthenticationError, ClientStoreError, ControllerNotFoundError } from '../../src/juju/errors';
import { Cleanup } from '../support/juju-cleanup';
import { ClientData, type ClientFiles, secretPassword } from '../support/juju-client-data';
import { errorOf } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const make = async (files: ClientFiles = {}) => cleanup.keep(await ClientData.make(files));
const two = {
  controllers: { lxd: { uuid: 'uuid-of-lxd' }, aws: { uuid: 'uuid-of-aws' } },
  current: 'lxd',
} as const;

test.each([
  [{ JUJU_DATA: '/data', XDG_DATA_HOME: '/xdg', HOME: '/home/me' }, '/data'],
  [{ JUJU_DATA: '', XDG_DATA_HOME: '/xdg', HOME: '/home/me' }, '/xdg/juju'],
  [{ HOME: '/home/me' }, '/home/me/.local/share/juju'],
])('%j places the client’s files in %s', (env, directory) => {
  expect(ClientStore.fromEnvironment(env).directory).toBe(directory);
});

test('everything that the juju client writes about a controller is read', async () => {
  const { store } = await make({
    controllers: {
      lxd: {
        uuid: 'uuid-of-lxd',
        'api-endpoints': ['10.0.0.1:17070', '[fd00::1]:17070'],
        'ca-cert': 'PEM',
        'public-hostname': 'juju.example',
        'dns-cache': { 'juju.example': ['10.0.0.1'] },
        cloud: 'localhost',
        region: 'default',
        type: 'lxd',
        'agent-version': '3.6.28',
        'controller-machine-count': 1,
        'active-controller-machine-count': 0,
        'oidc-login': true,
        'proxy-config': { type: 'kubernetes-port-forward', config: { 'api-host': 'https://10.0.0.1' } },
      },
    },
  });
  expect(await store.controller('lxd')).toEqual({
    name: 'lxd',
    uuid: 'uuid-of-lxd',
    apiEndpoints: ['10.0.0.1:17070', '[fd00::1]:17070'],
    caCert: 'PEM',
    publicHostname: 'juju.example',
    dnsCache: { 'juju.example': ['10.0.0.1'] },
    cloud: 'localhost',
    region: 'default',
    type: 'lxd',
    agentVersion: '3.6.28',
    oidcLogin: true,
    proxyType: 'kubernetes-port-forward',
  });
});

test('accounts and models are read, and a password does not show when an account is printed', async () => {
  const { store } = await make({
    accounts: {
      lxd: {
        user: 'bob@local',
        password: secretPassword,
        'access-token': 'token-of-bob',
        'last-known-access': 'superuser',
      },
    },
    models: {
      lxd: {
        models: { 'admin/web': { uuid: 'u1', type: 'caas' }, 'bob/db': { uuid: 'u2' } },
        'current-model': 'admin/web',
      },
    },
  });
  const account = await store.account('lxd');
  expect([account.user, account.password, account.accessToken]).toEqual([
    'bob',
    secretPassword,
    'token-of-bob',
  ]);
  expect(inspect(account) + JSON.stringify(account)).not.toMatch(/correct-horse|token-of-bob/);
  expect(await store.models('lxd')).toEqual({
    models: { 'admin/web': { uuid: 'u1', type: 'caas' }, 'bob/db': { uuid: 'u2', type: 'iaas' } },
    currentModel: 'admin/web',
  });
});

test('a password of digits, which YAML takes for a number, is a text', async () => {
  const data = await make();
  await data.file('accounts.yaml', 'controllers:\n  lxd:\n    user: admin\n    password: 12345\n');
  expect((await data.store.account('lxd')).password).toBe('12345');
});

test('each question reads the files again', async () => {
  const data = await make(two);
  expect(await data.store.currentController()).toBe('lxd');
  await data.write({ controllers: { aws: { uuid: 'new' } }, current: 'aws' });
  expect(await data.store.currentController()).toBe('aws');
  expect(Object.keys(await data.store.controllers())).toEqual(['aws']);
});

test('without files there are no controllers, no models and no current controller', async () => {
  const { store, directory } = await make();
  await rm(directory, { recursive: true });
  expect(await store.controllers()).toEqual({});
  expect(await store.currentController()).toBeUndefined();
  expect(await store.models('lxd')).toEqual({ models: {}, currentModel: undefined });
});

test('an unknown controller is named together with the known ones and the next step', async () => {
  const { store, directory } = await make(two);
  await expect(store.controller('azure')).rejects.toThrow(
    new ControllerNotFoundError(
      `The juju client knows no controller "azure"; known are "lxd", "aws" (${directory}/controllers.yaml). ` +
        'Make one with `juju bootstrap`, get access to one with `juju register`, or set `embedded: true` to need none.',
    ),
  );
});

test('a controller called like a property of every object is unknown, too', async () => {
  const { store } = await make(two);
  await expect(store.controller('constructor')).rejects.toThrow(/knows no controller "constructor"/);
  await expect(store.account('toString')).rejects.toThrow(AuthenticationError);
});

test('a controller without an account asks for a login', async () => {
  const { store, directory } = await make(two);
  await expect(store.account('lxd')).rejects.toThrow(
    `The juju client is not logged in to controller "lxd" (${directory}/accounts.yaml has no account for it). ` +
      'Log in with `juju login -c lxd`.',
  );
});

test.each([
  [
    'controllers:\n  lxd: {uuid: [',
    /controllers\.yaml of the juju client is not valid YAML at line \d+\. .*juju login/,
  ],
  ['just a text', /makes no sense: the file should be a mapping, but is a string/],
  ['controllers: [a, b]', /makes no sense: controllers should be a mapping, but is a list/],
  ['controllers: {lxd: 3}', /makes no sense: controller "lxd" should be a mapping, but is a number/],
  ['controllers: {lxd: {}}', /controller "lxd" has no uuid\. Register it anew: `juju unregister lxd`/],
])('broken controllers.yaml %j is told with file and next step', async (text, message) => {
  const data = await make();
  const path = await data.file('controllers.yaml', text);
  const error = await data.store.controller('lxd').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ClientStoreError);
  expect(error).toMatchObject({ message: expect.stringMatching(message) as string, path });
});

test('a broken accounts.yaml is told without what is in it', async () => {
  const data = await make();
  await data.file('accounts.yaml', `controllers:\n  lxd:\n    password: ${secretPassword}\n   user: x`);
  const error = await data.store.account('lxd').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ClientStoreError);
  expect(inspect(error)).not.toContain(secretPassword);
});

test.each(['password: *s3cretAlias', 'password: !s3cretTag x', 's3cret: 1\ns3cret: 2', '"s3cret'])(
  'accounts.yaml with %j is told by its line, and nothing of its text shows',
  async (text) => {
    const data = await make();
    await data.file('accounts.yaml', text);
    const error = await errorOf(data.store.account('lxd'));
    expect(error.message).toMatch(
      /accounts\.yaml of the juju client is not valid YAML at line \d+\. Repair it/,
    );
    expect(inspect(error)).not.toContain('s3cret');
  },
);

test('a file that may not be read is told with the next step', async () => {
  const { store, directory } = await make(two);
  await chmod(join(directory, 'controllers.yaml'), 0);
  const question = asNobody(() => store.controllers());
  await expect(question).rejects.toThrow(
    /Cannot read .*controllers\.yaml of the juju client: permission denied\. Run as the user that owns it/,
  );
});

/** Root may read everything: for as long as this takes, it is somebody else. */
async function asNobody<T>(run: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test('a directory in the place of a file is told', async () => {
  const data = await make();
  await mkdir(join(data.directory, 'controllers.yaml'));
  await expect(data.store.controllers()).rejects.toThrow(/Cannot read .*: it is a directory/);
});

test.each([
  ['the current controller', {}, {}, { controllerName: 'lxd' }],
  ['JUJU_CONTROLLER before it', {}, { JUJU_CONTROLLER: 'aws' }, { controllerName: 'aws' }],
  [
    'the controller in JUJU_MODEL',
    {},
    { JUJU_MODEL: 'aws:admin/web' },
    { controllerName: 'aws', modelName: 'admin/web', modelFrom: 'JUJU_MODEL' },
  ],
  [
    'JUJU_MODEL on JUJU_CONTROLLER',
    {},
    { JUJU_MODEL: 'web', JUJU_CONTROLLER: 'aws' },
    { controllerName: 'aws', modelName: 'web', modelFrom: 'JUJU_MODEL' },
  ],
  [
    'the caller’s controller before all',
    { controller: 'aws' },
    { JUJU_CONTROLLER: 'lxd' },
    { controllerName: 'aws' },
  ],
  [
    'the caller’s model with its controller',
    { model: 'aws:web' },
    { JUJU_MODEL: 'lxd:db', JUJU_CONTROLLER: 'lxd' },
    { controllerName: 'aws', modelName: 'web', modelFrom: 'caller' },
  ],
  [
    'JUJU_MODEL of another controller is none of ours',
    { controller: 'lxd' },
    { JUJU_MODEL: 'aws:web' },
    { controllerName: 'lxd' },
  ],
  [
    'empty texts are none',
    { controller: '', model: '' },
    { JUJU_MODEL: '', JUJU_CONTROLLER: '' },
    { controllerName: 'lxd' },
  ],
])('select takes %s', async (_name, wanted, env, selection) => {
  const { store } = await make(two);
  expect(await store.select(wanted, env)).toEqual(selection);
});

test('JUJU_MODEL and JUJU_CONTROLLER may not contradict each other', async () => {
  const { store } = await make(two);
  await expect(store.select({}, { JUJU_MODEL: 'aws:web', JUJU_CONTROLLER: 'lxd' })).rejects.toThrow(
    'JUJU_MODEL=aws:web names the controller "aws", but JUJU_CONTROLLER is "lxd". Name one of the two only.',
  );
});

test('a model and a controller that are asked for may not contradict each other', async () => {
  const { store } = await make(two);
  await expect(store.select({ controller: 'lxd', model: 'aws:web' }, {})).rejects.toThrow(
    'model "aws:web" names the controller "aws", but controller is "lxd". Name one of the two only.',
  );
});

test('a selected controller that is gone is unknown', async () => {
  const { store } = await make({ controllers: two.controllers, current: 'gone' });
  await expect(store.select({}, {})).rejects.toThrow(/knows no controller "gone"; known are "lxd", "aws"/);
});

test('where nothing is selected the known controllers and the ways to select one are told', async () => {
  const { store } = await make({ controllers: two.controllers });
  await expect(store.select({}, {})).rejects.toThrow(
    /No controller is selected; known are "lxd", "aws" \(.*controllers\.yaml\)\. Select one with `juju switch`/,
  );
});

test('where there is no controller at all the ways to get one are told', async () => {
  const { store } = await make();
  await expect(store.select({}, {})).rejects.toThrow(
    /has no controller registered .*`juju bootstrap`.*`juju register`.*`embedded: true`/,
  );
});
