import { basicAuth, RawClient } from '../../support/embedded-wire-client';
import type { StillServer } from '../../support/embedded-wire-server';
import { startStillServer, stopServers } from '../../support/embedded-wire-server';
import type { JujuSeries } from '../../../src/embedded/state/profile';
import type { LogLevel } from '../../../src/embedded/state/debug-log';
import type { Model } from '../../../src/embedded/state/model';

afterEach(stopServers);

interface Line {
  readonly tag: string;
  readonly msg: string;
}

function write(
  model: Model,
  entity: string,
  message: string,
  level: LogLevel = 'INFO',
  module = 'juju.worker',
): void {
  model.log.append({ entity, level, module, location: 'file.go:1', message, timestamp: new Date(0) });
}

async function start(series: JujuSeries = '3.6'): Promise<{ server: StillServer; model: Model }> {
  const server = await startStillServer(series);
  const model = server.state.addModel({ name: 'one', owner: 'admin' });
  write(model, 'unit-web-0', 'first');
  write(model, 'unit-web-1', 'second', 'WARNING', 'unit.web/1.juju-log');
  write(model, 'machine-0', 'third', 'ERROR', 'juju.worker.uniter.operation');
  return { server, model };
}

async function follow(server: StillServer, model: Model, query = ''): Promise<RawClient> {
  return await RawClient.connect(server, `/model/${model.uuid}/log${query}`, basicAuth());
}

/** Messages of the whole log that a query gives; it must ask for no tail. */
async function messages(query: string, series: JujuSeries = '3.6'): Promise<string[]> {
  const { server, model } = await start(series);
  const client = await follow(server, model, `?noTail=true${query}`);
  await client.closed;
  return client.received.slice(1).map((text) => (JSON.parse(text) as Line).msg);
}

test('the first line says that all is well and ends like a line, the next are the log', async () => {
  const { server, model } = await start();
  const client = await follow(server, model, '?noTail=true');
  // Juju closes the connection under the websocket: there is no close frame.
  await expect(client.closed).resolves.toBe(1006);
  expect(client.received[0]).toBe('{}\n');
  expect(JSON.parse(client.received[2] ?? '')).toEqual({
    tag: 'unit-web-1',
    ts: '1970-01-01T00:00:00.000Z',
    sev: 'WARNING',
    mod: 'unit.web/1.juju-log',
    loc: 'file.go:1',
    msg: 'second',
    lab: null,
  });
});

test('a client that stays is told what comes', async () => {
  const { server, model } = await start();
  const client = await follow(server, model, '?backlog=1');
  while (client.received.length < 2) await client.nextMessage();
  write(model, 'unit-web-0', 'fourth');
  expect(JSON.parse(await client.nextMessage())).toMatchObject({ msg: 'fourth' });
  expect(client.received.slice(1).map((text) => (JSON.parse(text) as Line).msg)).toEqual(['third', 'fourth']);
  await client.close();
});

test.each([
  ['', ['first', 'second', 'third']],
  ['&backlog=2', ['second', 'third']],
  ['&maxLines=1', ['third']],
  ['&replay=true&maxLines=1', ['first']],
  ['&level=WARNING', ['second', 'third']],
  ['&includeEntity=unit-web-0', ['first']],
  ['&includeEntity=unit-web-*', ['first', 'second']],
  ['&includeEntity=unit-web-0&includeEntity=machine-0', ['first', 'third']],
  ['&excludeEntity=unit-*', ['third']],
  ['&includeModule=juju.worker', ['first', 'third']],
  ['&excludeModule=juju.worker.uniter', ['first', 'second']],
  ['&includeModule=juju', ['first', 'third']],
  ['&startTime=1970-01-02T00:00:00Z', []],
])('the query %s gives %j', async (query, expected) => {
  await expect(messages(query)).resolves.toEqual(expected);
});

test.each([
  ['backlog=x', 'backlog value "x" is not a valid unsigned number'],
  ['noTail=perhaps', 'noTail value "perhaps" is not a valid boolean'],
  ['level=LOUD', 'level value "LOUD" is not one of "TRACE", "DEBUG", "INFO", "WARNING", "ERROR"'],
  ['startTime=now', 'start time "now" is not a valid time in RFC3339 format'],
])('the query %s is refused in the first line', async (query, message) => {
  const { server, model } = await start();
  const client = await follow(server, model, `?${query}`);
  await expect(client.closed).resolves.toBe(1001);
  expect(client.received).toEqual([`${JSON.stringify({ error: { message, code: '' } })}\n`]);
});

test.each([
  ['nobody', {}, 'authentication failed: no credentials provided', 'no credentials provided'],
  [
    'a stranger',
    basicAuth('stranger', 'in'),
    'authorization failed: permission denied',
    'unauthorized access',
  ],
])('%s sees nothing, and is told in the first line', async (_, headers, message, code) => {
  const { server, model } = await start();
  server.state.users.add({ name: 'stranger', password: 'in', createdBy: 'admin' });
  const client = await RawClient.connect(server, `/model/${model.uuid}/log`, headers);
  await client.closed;
  expect(client.received).toEqual([`${JSON.stringify({ error: { message, code } })}\n`]);
});

test('Juju 4 tells labels as an object and the model of each line to who asks for version 2', async () => {
  const { server, model } = await start('4.0');
  const labels = { 'logger-tags': 'charm,http' };
  model.log.append({
    entity: 'unit-web-0',
    level: 'INFO',
    module: 'x',
    location: '',
    message: 'tagged',
    labels,
  });
  const second = await follow(server, model, '?noTail=true&version=2&backlog=1');
  await second.closed;
  expect(JSON.parse(second.received[1] ?? '')).toMatchObject({ uuid: model.uuid, lab: labels });
  const first = await follow(server, model, '?noTail=true&backlog=1');
  await first.closed;
  expect(JSON.parse(first.received[1] ?? '')).toMatchObject({ lab: ['charm', 'http'] });
});

test('lines are chosen by label: bare ones of Juju 3, pairs of Juju 4', async () => {
  const { server, model } = await start('4.0');
  const entry = { entity: 'unit-web-0', level: 'INFO', module: 'x', location: '' } as const;
  model.log.append({ ...entry, message: 'tagged', labels: { charm: 'web', 'logger-tags': 'http' } });
  for (const query of ['includeLabels=charm%3Dweb', 'includeLabel=http']) {
    const client = await follow(server, model, `?noTail=true&${query}`);
    await client.closed;
    expect(client.received.slice(1).map((text) => (JSON.parse(text) as Line).msg)).toEqual(['tagged']);
  }
});

test('the firehose of Juju 4 has the lines of all models', async () => {
  const { server, model } = await start('4.0');
  write(server.state.addModel({ name: 'two', owner: 'admin' }), 'unit-db-0', 'elsewhere');
  const client = await follow(server, model, '?noTail=true&firehose=true');
  await client.closed;
  expect(client.received.slice(1).map((text) => (JSON.parse(text) as Line).msg)).toContain('elsewhere');
});
