import { RawClient } from '../../support/embedded-wire-client';
import { startStillServer, stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

test('a reply carries the id of its request and the response', async () => {
  const client = await RawClient.login(await startStillServer());
  await expect(client.call('Pinger', 1, 'Ping')).resolves.toEqual({ 'request-id': 2, response: {} });
});

test('an error carries its text and code, and an empty response', async () => {
  const client = await RawClient.login(await startStillServer());
  await expect(client.call('ModelManager', 10, 'ListModels', { tag: 'nonsense' })).resolves.toEqual({
    'request-id': 2,
    error: '"nonsense" is not a valid tag',
    response: {},
  });
});

test('keys are read whatever their case, as python-libjuju writes them', async () => {
  const client = await RawClient.login(await startStillServer());
  client.socket.send(
    JSON.stringify({ 'Request-Id': 7, Type: 'Pinger', VERSION: 1, Request: 'Ping', Params: {} }),
  );
  expect(JSON.parse(await client.nextMessage())).toEqual({ 'request-id': 7, response: {} });
});

test('a request in the old style is answered in the old style', async () => {
  const client = await RawClient.login(await startStillServer());
  client.socket.send(JSON.stringify({ RequestId: 3, Type: 'Pinger', Version: 1, Request: 'Ping' }));
  expect(JSON.parse(await client.nextMessage())).toEqual({ RequestId: 3, Response: {} });
  client.socket.send(JSON.stringify({ RequestId: 4, Type: 'Nothing', Version: 1, Request: 'Ping' }));
  expect(JSON.parse(await client.nextMessage())).toMatchObject({ RequestId: 4, ErrorCode: 'not supported' });
});

test('a message that asks for nothing is ignored', async () => {
  const client = await RawClient.login(await startStillServer());
  client.socket.send(JSON.stringify({ 'request-id': 9, response: {} }));
  await expect(client.call('Pinger', 1, 'Ping')).resolves.toMatchObject({ response: {} });
});

test('a message that is not JSON ends the connection', async () => {
  const client = await RawClient.login(await startStillServer());
  client.socket.send('{ nonsense');
  await expect(client.closed).resolves.toBe(1000);
});

test('requests run at the same time: one that waits does not hold up another', async () => {
  const server = await startStillServer();
  const model = server.state.addModel({ name: 'one', owner: 'admin' });
  const client = await RawClient.login(server, { modelUuid: model.uuid });
  const { 'watcher-id': id } = await client.result('Client', 6, 'WatchAll');
  await client.result('AllWatcher', 3, 'Next', {}, id);
  const order: string[] = [];
  const waits = client.call('AllWatcher', 3, 'Next', {}, id).then(() => order.push('next'));
  await client.call('Pinger', 1, 'Ping').then(() => order.push('ping'));
  model.setConfig({ 'logging-config': '<root>=DEBUG' });
  await waits;
  expect(order).toEqual(['ping', 'next']);
});

test('a parameter of the wrong type refuses the call in the words of Go', async () => {
  const client = await RawClient.login(await startStillServer());
  await expect(client.call('ModelManager', 10, 'ListModels', { tag: 5 })).resolves.toMatchObject({
    error: 'json: cannot unmarshal number into Go struct field tag of type string',
  });
});

test.each([
  ['3.6', 'Nothing', 5, 'Do', 'unknown version (5) of interface "Nothing"'],
  ['3.6', 'Nothing', 0, 'Do', 'unknown object type "Nothing"'],
  ['3.6', 'Client', 99, 'FullStatus', 'unknown version (99) of interface "Client"'],
  ['3.6', 'Client', 8, 'Nothing', 'no such request - method Client(8).Nothing is not implemented'],
  ['3.6', 'Client', 8, 'constructor', 'no such request - method Client(8).constructor is not implemented'],
  ['4.0', 'Nothing', 5, 'Do', 'unknown version 5 for facade type "Nothing"'],
  ['4.0', 'Nothing', 0, 'Do', 'unknown facade type "Nothing"'],
  ['4.0', 'Client', 6, 'FullStatus', 'unknown version 6 for facade type "Client"'],
  ['4.0', 'Client', 8, 'Nothing', 'unknown method "Nothing" at version 8 for facade type "Client"'],
] as const)('Juju %s: %s(%i).%s is not implemented', async (series, facade, version, method, text) => {
  const server = await startStillServer(series);
  const client = await RawClient.login(server, { modelUuid: server.state.controllerModel.uuid });
  await expect(client.call(facade, version, method)).resolves.toMatchObject({
    error: text,
    'error-code': 'not implemented',
    response: {},
  });
});

test('facades of models are not there on a controller connection, nor the other way round', async () => {
  const server = await startStillServer();
  const toController = await RawClient.login(server);
  await expect(toController.call('Client', 8, 'FullStatus')).resolves.toMatchObject({
    error: 'facade "Client" not supported for controller API connection',
    'error-code': 'not supported',
  });
  const toModel = await RawClient.login(server, { modelUuid: server.state.controllerModel.uuid });
  await expect(toModel.call('ModelManager', 10, 'ListModels')).resolves.toMatchObject({
    error: 'facade "ModelManager" not supported for model API connection',
    'error-code': 'not supported',
  });
});

test('a container model has no MachineManager', async () => {
  const server = await startStillServer();
  const model = server.state.addModel({ name: 'k8s', owner: 'admin', type: 'caas' });
  const client = await RawClient.login(server, { modelUuid: model.uuid });
  await expect(client.call('MachineManager', 10, 'AddMachines', { params: [] })).resolves.toMatchObject({
    error: 'facade "MachineManager" not supported on container models',
  });
});
