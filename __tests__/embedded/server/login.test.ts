import { RawClient } from '../../support/embedded-wire-client';
import type { StillServer } from '../../support/embedded-wire-server';
import { startStillServer, stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

const wrongPassword = {
  error: 'invalid entity name or password',
  'error-code': 'unauthorized access',
  response: {},
};

function addReader(server: StillServer): void {
  server.state.users.add({ name: 'reader', password: 'read', createdBy: 'admin' });
}

test('a login to the controller says who is who, and which facades there are', async () => {
  const server = await startStillServer();
  const client = await RawClient.connect(server);
  const reply = await client.result<Record<string, unknown>>('Admin', 3, 'Login', {
    'auth-tag': 'user-admin',
    credentials: 'secret',
    'client-version': '3.6.28',
  });
  expect(reply).toEqual({
    'controller-tag': `controller-${server.state.uuid}`,
    'server-version': '3.6.28',
    servers: [[{ value: '127.0.0.1', type: 'ipv4', scope: 'local-machine', port: server.port }]],
    'user-info': {
      'display-name': '',
      identity: 'user-admin',
      'controller-access': 'superuser',
      'model-access': '',
    },
    facades: [
      { name: 'ApplicationOffers', versions: [4, 5] },
      { name: 'Bundle', versions: [6] },
      { name: 'Cloud', versions: [7] },
      { name: 'Controller', versions: [11, 12] },
      { name: 'ModelConfig', versions: [3] },
      { name: 'ModelManager', versions: [9, 10] },
      { name: 'Pinger', versions: [1] },
      { name: 'UserManager', versions: [3] },
    ],
  });
});

test('a login to a model names the model and has the facades of models', async () => {
  const server = await startStillServer('4.0');
  const { uuid } = server.state.addModel({ name: 'one', owner: 'admin' });
  const client = await RawClient.connect(server, `/model/${uuid}/api`);
  const reply = await client.result<Record<string, unknown>>('Admin', 3, 'Login', {
    'auth-tag': 'user-admin',
    credentials: 'secret',
  });
  expect(reply).toMatchObject({
    'model-tag': `model-${uuid}`,
    'server-version': '4.0.15',
    'user-info': { 'controller-access': 'superuser', 'model-access': 'admin' },
  });
  const names = (reply['facades'] as { name: string }[]).map(({ name }) => name);
  expect(names).toContain('Client');
  expect(names).not.toContain('AllWatcher');
  expect(names).not.toContain('ModelManager');
});

test.each([
  ['a wrong password', { 'auth-tag': 'user-admin', credentials: 'wrong' }],
  ['an unknown user', { 'auth-tag': 'user-nobody', credentials: 'secret' }],
  ['an agent', { 'auth-tag': 'machine-0', credentials: 'secret', nonce: 'x' }],
])('%s is refused without saying which of the two is wrong', async (_, params) => {
  const client = await RawClient.connect(await startStillServer());
  await expect(client.call('Admin', 3, 'Login', params)).resolves.toMatchObject(wrongPassword);
});

test('a disabled user cannot log in', async () => {
  const server = await startStillServer();
  addReader(server);
  server.state.users.setDisabled('reader', true);
  const client = await RawClient.connect(server);
  const params = { 'auth-tag': 'user-reader', credentials: 'read' };
  await expect(client.call('Admin', 3, 'Login', params)).resolves.toMatchObject(wrongPassword);
});

test('a login without a password is told that no macaroons are minted here', async () => {
  const client = await RawClient.connect(await startStillServer());
  await expect(client.call('Admin', 3, 'Login', { 'auth-tag': 'user-admin' })).resolves.toMatchObject({
    error: 'no credentials provided',
    'error-code': 'no credentials provided',
  });
});

test('a user may be called by the domain `local`', async () => {
  const client = await RawClient.connect(await startStillServer());
  const params = { 'auth-tag': 'user-admin@local', credentials: 'secret' };
  await expect(client.result('Admin', 3, 'Login', params)).resolves.toMatchObject({
    'user-info': { identity: 'user-admin' },
  });
});

test('a user without access to a model is refused, and let in with it', async () => {
  const server = await startStillServer();
  addReader(server);
  const model = server.state.addModel({ name: 'one', owner: 'admin' });
  const params = { 'auth-tag': 'user-reader', credentials: 'read' };
  const client = await RawClient.connect(server, `/model/${model.uuid}/api`);
  await expect(client.call('Admin', 3, 'Login', params)).resolves.toMatchObject({
    error: 'permission denied',
    'error-code': 'unauthorized access',
  });
  model.access.set('reader', 'read');
  await expect(client.result('Admin', 3, 'Login', params)).resolves.toMatchObject({
    'user-info': { 'controller-access': 'login', 'model-access': 'read' },
  });
  await expect(client.call('Client', 8, 'FullStatus')).resolves.toHaveProperty('response.model');
  await expect(
    client.call('ModelConfig', 3, 'ModelSet', { config: { 'logging-config': '<root>=DEBUG' } }),
  ).resolves.toMatchObject({ error: 'permission denied', 'error-code': 'unauthorized access' });
});

test('Juju 3 says of an unknown model that it is unknown, whatever is asked first', async () => {
  const server = await startStillServer('3.6');
  const uuid = '00000000-0000-4000-8000-000000000000';
  const client = await RawClient.connect(server, `/model/${uuid}/api`);
  const unknown = { error: `unknown model: "${uuid}"`, 'error-code': 'model not found' };
  const params = { 'auth-tag': 'user-admin', credentials: 'secret' };
  await expect(client.call('Admin', 3, 'Login', params)).resolves.toMatchObject(unknown);
  await expect(client.call('Pinger', 1, 'Ping')).resolves.toMatchObject(unknown);
});

test('Juju 4 hides an unknown model behind the words for a wrong password', async () => {
  const server = await startStillServer('4.0');
  const client = await RawClient.connect(server, '/model/00000000-0000-4000-8000-000000000000/api');
  const params = { 'auth-tag': 'user-admin', credentials: 'secret' };
  await expect(client.call('Admin', 3, 'Login', params)).resolves.toMatchObject(wrongPassword);
});

test('nothing but Admin can be called before the login, and Admin not after it', async () => {
  const server = await startStillServer();
  const client = await RawClient.connect(server, `/model/${server.state.controllerModel.uuid}/api`);
  await expect(client.call('Client', 8, 'FullStatus')).resolves.toMatchObject({
    error: 'unknown version (8) of interface "Client"',
    'error-code': 'not implemented',
  });
  const params = { 'auth-tag': 'user-admin', credentials: 'secret' };
  await client.result('Admin', 3, 'Login', params);
  await expect(client.call('Admin', 3, 'Login', params)).resolves.toMatchObject({
    error: 'unknown version (3) of interface "Admin"',
  });
});

test('old ways to log in are refused by name', async () => {
  const client = await RawClient.connect(await startStillServer());
  await expect(client.call('Admin', 2, 'Login', {})).resolves.toMatchObject({
    error: 'this version of Juju does not support login from old clients',
    'error-code': 'not supported',
  });
  await expect(client.call('Admin', 3, 'RedirectInfo', {})).resolves.toMatchObject({
    error: 'not redirected',
  });
  await expect(client.call('Admin', 3, 'LoginDevice', {})).resolves.toMatchObject({
    error: 'no such request - method Admin.LoginDevice is not implemented',
  });
});

test('the connections of a model end with the model in Juju 3, with a close frame', async () => {
  const server = await startStillServer('3.6');
  const model = server.state.addModel({ name: 'one', owner: 'admin' });
  const client = await RawClient.login(server, { modelUuid: model.uuid });
  const other = await RawClient.login(server);
  server.state.models.delete(model.uuid);
  model.note('model', model.uuid);
  await expect(client.closed).resolves.toBe(1000);
  await expect(other.call('Pinger', 1, 'Ping')).resolves.toMatchObject({ response: {} });
});

test('calls to a model that has gone fail in Juju 4', async () => {
  const server = await startStillServer('4.0');
  const model = server.state.addModel({ name: 'one', owner: 'admin' });
  const client = await RawClient.login(server, { modelUuid: model.uuid });
  server.state.models.delete(model.uuid);
  model.note('model', model.uuid);
  await expect(client.call('Client', 8, 'FullStatus')).resolves.toMatchObject({
    error: `model "${model.uuid}" not found`,
    'error-code': 'not found',
  });
});
