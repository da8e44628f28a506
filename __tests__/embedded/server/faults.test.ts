import { once } from 'node:events';
import { connect } from 'node:net';
import { RawClient } from '../../support/embedded-wire-client';
import { startStillServer, stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

test('a dropped connection ends without a close frame, and the next one is as good as new', async () => {
  const server = await startStillServer();
  const client = await RawClient.login(server);
  server.server.faults.drop();
  await expect(client.closed).resolves.toBe(1006);
  const next = await RawClient.login(server);
  await expect(next.call('Pinger', 1, 'Ping')).resolves.toMatchObject({ response: {} });
});

test('the next connection can be cut after so many messages, the one after it not', async () => {
  const server = await startStillServer();
  server.server.faults.drop({ connections: 'next', afterMessages: 2 });
  const client = await RawClient.login(server);
  client.socket.send(JSON.stringify({ 'request-id': 2, type: 'Pinger', version: 1, request: 'Ping' }));
  await expect(client.closed).resolves.toBe(1006);
  const other = await RawClient.login(server);
  await other.result('Pinger', 1, 'Ping');
  await other.result('Pinger', 1, 'Ping');
});

test('each connection can be cut after so many messages until the fault is cleared', async () => {
  const server = await startStillServer();
  server.server.faults.drop({ afterMessages: 1 });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const client = await RawClient.connect(server);
    client.socket.send('{"request-id":1,"type":"Admin","version":3,"request":"RedirectInfo"}');
    await expect(client.closed).resolves.toBe(1006);
  }
  await server.server.faults.clear();
  await RawClient.login(server);
});

test('a connection can be cut when a method is called, with the call done or not done', async () => {
  const server = await startStillServer();
  const { faults } = server.server;
  const create = { name: 'one', 'owner-tag': 'user-admin' };
  faults.drop({ method: 'ModelManager.CreateModel', times: 1 });
  const first = await RawClient.login(server);
  void first.call('ModelManager', 10, 'CreateModel', create);
  await expect(first.closed).resolves.toBe(1006);
  expect(server.state.models.size).toBe(1);
  faults.drop({ method: 'ModelManager.CreateModel', times: 1, executed: true });
  const second = await RawClient.login(server);
  void second.call('ModelManager', 10, 'CreateModel', create);
  await expect(second.closed).resolves.toBe(1006);
  expect(server.state.models.size).toBe(2);
});

test('a connection is cut after so many messages even when the last of them waits for an answer', async () => {
  const server = await startStillServer();
  server.server.faults.drop({ connections: 'next', afterMessages: 4 });
  const client = await RawClient.login(server, { modelUuid: server.state.controllerModel.uuid });
  const { 'watcher-id': id } = await client.result('Client', 8, 'WatchAll');
  await client.result('AllWatcher', 3, 'Next', {}, id);
  void client.call('AllWatcher', 3, 'Next', {}, id);
  await expect(client.closed).resolves.toBe(1006);
});

test('a hanging method is never answered, other methods are', async () => {
  const server = await startStillServer();
  server.server.faults.hang({ method: 'ModelManager.ListModels' });
  const client = await RawClient.login(server);
  void client.call('ModelManager', 10, 'ListModels', { tag: 'user-admin' });
  await client.result('Pinger', 1, 'Ping');
  await server.server.faults.clear();
  await client.result('ModelManager', 10, 'ListModels', { tag: 'user-admin' });
  expect(client.received.map((text) => (JSON.parse(text) as { 'request-id': number })['request-id'])).toEqual(
    [1, 3, 4],
  );
});

test('a controller that hangs takes connections and answers nothing, not even the TLS handshake', async () => {
  const server = await startStillServer();
  server.server.faults.hang({ at: 'accept' });
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  const answer = jest.fn();
  socket.on('data', answer);
  socket.write('a hello that nobody hears');
  await server.server.faults.clear();
  await RawClient.login(server);
  expect(answer).not.toHaveBeenCalled();
  socket.destroy();
});

test('a delayed call is carried out after its time, and others overtake it', async () => {
  const server = await startStillServer();
  server.server.faults.delay('50ms', { method: 'ModelManager.ListModels', times: 1 });
  const client = await RawClient.login(server);
  const slow = client.call('ModelManager', 10, 'ListModels', { tag: 'user-admin' });
  await client.result('Pinger', 1, 'Ping');
  await expect(slow).resolves.toHaveProperty('response.user-models');
  expect(client.received.map((text) => (JSON.parse(text) as { 'request-id': number })['request-id'])).toEqual(
    [1, 3, 2],
  );
});

test('a connection that closes during a delay leaves nothing behind', async () => {
  const server = await startStillServer();
  server.server.faults.delay('1h');
  const client = await RawClient.connect(server);
  void client.call('Admin', 3, 'Login', {});
  await client.close();
  await server.server.close();
  expect(server.state.users.get('admin').lastConnection).toBeUndefined();
});

test('a method fails as often as it shall, with the code and the info that it shall', async () => {
  const server = await startStillServer();
  const failure = { message: 'not now', code: 'try again', info: { when: 'later' }, times: 1 };
  server.server.faults.failMethod('ModelManager.ListModels', failure);
  const client = await RawClient.login(server);
  const ask = () => client.call('ModelManager', 10, 'ListModels', { tag: 'user-admin' });
  await expect(ask()).resolves.toEqual({
    'request-id': 2,
    error: 'not now',
    'error-code': 'try again',
    'error-info': { when: 'later' },
    response: {},
  });
  await expect(ask()).resolves.toHaveProperty('response.user-models');
});

test('a controller that refuses has no open port, and the connections that are open go on', async () => {
  const server = await startStillServer();
  const client = await RawClient.login(server);
  server.server.faults.refuse();
  server.server.faults.refuse();
  await expect(RawClient.connect(server)).rejects.toThrow('ECONNREFUSED');
  await client.result('Pinger', 1, 'Ping');
  await server.server.faults.clear();
  await RawClient.login(server);
});

test('a restart cuts all connections and keeps the port and all that the controller knows', async () => {
  const server = await startStillServer();
  server.state.addModel({ name: 'one', owner: 'admin' });
  const client = await RawClient.login(server);
  await server.server.faults.restart();
  await expect(client.closed).resolves.toBe(1006);
  const next = await RawClient.login(server);
  const { 'user-models': models } = await next.result<{ 'user-models': object[] }>(
    'ModelManager',
    10,
    'ListModels',
    { tag: 'user-admin' },
  );
  expect(models).toHaveLength(2);
});

test('a controller can stay away for a while when it restarts', async () => {
  const server = await startStillServer();
  const restarted = server.server.faults.restart({ downtime: '30ms' });
  await expect(RawClient.connect(server)).rejects.toThrow('ECONNREFUSED');
  await restarted;
  await RawClient.login(server);
});

test('a wrong duration is refused with the right forms', async () => {
  const server = await startStillServer();
  expect(() => server.server.faults.delay('soon')).toThrow(/The delay must be a duration.*got soon/);
});

test('closing says goodbye on every connection, and ends calls that wait first', async () => {
  const server = await startStillServer();
  const client = await RawClient.login(server, { modelUuid: server.state.controllerModel.uuid });
  const { 'watcher-id': id } = await client.result('Client', 8, 'WatchAll');
  await client.result('AllWatcher', 3, 'Next', {}, id);
  const waits = client.call('AllWatcher', 3, 'Next', {}, id);
  // Requests are read in order: after this one, the server has the one before it.
  await client.result('Pinger', 1, 'Ping');
  await server.server.close();
  await expect(waits).resolves.toMatchObject({ error: 'watcher was stopped' });
  await expect(client.closed).resolves.toBe(1000);
});
