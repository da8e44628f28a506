import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { rawHttp } from '../../support/embedded-wire-client';
import { zipCharm } from '../../support/embedded-wire-charm';
import type { StillServer } from '../../support/embedded-wire-server';
import { startStillServer, stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

const zip = { 'Content-Type': 'application/zip' };

function modelPath(server: StillServer): string {
  return `/model/${server.state.addModel({ name: 'one', owner: 'admin' }).uuid}`;
}

test('the server is healthy, and says so without asking who wants to know', async () => {
  const reply = await rawHttp(await startStillServer(), 'GET', '/health', { auth: '' });
  expect([reply.status, reply.body.toString()]).toEqual([200, 'running\n']);
});

test.each([
  ['an unknown path', 'GET', '/nowhere', 404, '404 page not found\n'],
  ['a UUID that is none', 'GET', '/model/nonsense/charms', 400, 'invalid model UUID "nonsense"\n'],
  ['a method that a route has not', 'DELETE', '/charms', 405, 'Method Not Allowed\n'],
])('%s is refused in plain text', async (_, method, path, status, text) => {
  const reply = await rawHttp(await startStillServer(), method, path);
  expect([reply.status, reply.body.toString()]).toEqual([status, text]);
});

test.each([
  ['nobody', '', 'authentication failed: no credentials provided\n'],
  ['a wrong password', 'user-admin:wrong', 'authentication failed: invalid entity name or password\n'],
  ['a name that is no tag', 'admin:secret', 'authentication failed: "admin" is not a valid tag\n'],
])('a request from %s is not let in', async (_, auth, text) => {
  const server = await startStillServer();
  const reply = await rawHttp(server, 'GET', `${modelPath(server)}/charms`, { auth });
  expect([reply.status, reply.body.toString()]).toEqual([401, text]);
});

test('a user who may only read cannot upload', async () => {
  const server = await startStillServer();
  const model = server.state.addModel({ name: 'one', owner: 'admin' });
  server.state.users.add({ name: 'reader', password: 'read', createdBy: 'admin' });
  model.access.set('reader', 'read');
  const path = `/model/${model.uuid}/charms`;
  const options = { auth: 'user-reader:read', headers: zip, body: await zipCharm({ name: 'web' }) };
  const reply = await rawHttp(server, 'POST', path, options);
  expect([reply.status, reply.body.toString()]).toEqual([403, 'authorization failed: permission denied\n']);
});

test('a charm is uploaded by POST as Juju 3 clients do, and each upload gets the next revision', async () => {
  const server = await startStillServer('3.6');
  const path = `${modelPath(server)}/charms?series=jammy`;
  const body = await zipCharm({ name: 'web' });
  const first = await rawHttp(server, 'POST', path, { headers: zip, body });
  expect(JSON.parse(first.body.toString())).toEqual({ 'charm-url': 'local:jammy/web-0' });
  expect(first.headers).toMatchObject({
    'content-type': 'application/json',
    'juju-curl': 'local:jammy/web-0',
  });
  const second = await rawHttp(server, 'POST', path, { headers: zip, body });
  expect(JSON.parse(second.body.toString())).toEqual({ 'charm-url': 'local:jammy/web-1' });
});

test('Juju 4 has no route for that', async () => {
  const server = await startStillServer('4.0');
  const reply = await rawHttp(server, 'POST', `${modelPath(server)}/charms`, { headers: zip });
  expect(reply.status).toBe(404);
});

test.each(['3.6', '4.0'] as const)(
  'Juju %s: a charm is uploaded by PUT and comes back as it was',
  async (series) => {
    const server = await startStillServer(series);
    const { uuid } = server.state.addModel({ name: 'one', owner: 'admin' });
    const body = await zipCharm({ name: 'web' });
    const path = `/model-${uuid}/charms/web-${sha256(body).slice(0, 7)}`;
    const headers = { ...zip, 'Juju-Curl': 'local:web-5' };
    const reply = await rawHttp(server, 'PUT', path, { headers, body });
    expect([reply.status, reply.headers['juju-curl']]).toEqual([200, 'local:web-5']);
    const back = await rawHttp(server, 'GET', path);
    expect(back.body.equals(body)).toBe(true);
  },
);

test('files of a charm are listed and read one by one', async () => {
  const server = await startStillServer();
  const model = server.state.addModel({ name: 'one', owner: 'admin' });
  const binary = Buffer.from([0, 255, 128, 7]);
  const charm = await model.addCharm(await zipCharm({ name: 'web' }, { 'icon.bin': binary }));
  const path = `/model/${model.uuid}/charms?url=${charm.url}`;
  const list = await rawHttp(server, 'GET', path);
  expect(JSON.parse(list.body.toString())).toEqual({ files: ['dispatch', 'icon.bin', 'metadata.yaml'] });
  const file = await rawHttp(server, 'GET', `${path}&file=icon.bin`);
  expect(file.body.equals(binary)).toBe(true);
  const missing = await rawHttp(server, 'GET', `${path}&file=nothing`);
  expect([missing.status, JSON.parse(missing.body.toString())]).toEqual([
    404,
    { error: 'cannot retrieve charm: charm file "nothing" not found', 'error-code': 'not found' },
  ]);
});

test.each([
  [
    'a wrong content type',
    { 'Content-Type': 'text/plain' },
    'web',
    'expected Content-Type: application/zip, got: text/plain',
  ],
  [
    'a charm from Charmhub',
    { ...zip, 'Juju-Curl': 'ch:web-1' },
    'web',
    'non-local charms may only be uploaded during model migration import',
  ],
  ['a URL that is none', { ...zip, 'Juju-Curl': 'local:' }, 'web', '"local:" is not a valid charm url'],
  [
    'a wrong sum',
    { ...zip, 'Juju-Curl': 'local:web' },
    'web-0000000',
    /Uploaded charm sha256 \([0-9a-f]{7}\) does not match sha in url \(0000000\)/,
  ],
])('an upload with %s is refused', async (_, headers, object, text) => {
  const server = await startStillServer();
  const { uuid } = server.state.addModel({ name: 'one', owner: 'admin' });
  const body = await zipCharm({ name: 'web' });
  const name = object.includes('-') ? object : `${object}-${sha256(body).slice(0, 7)}`;
  const reply = await rawHttp(server, 'PUT', `/model-${uuid}/charms/${name}`, { headers, body });
  const error = JSON.parse(reply.body.toString()) as Record<string, string>;
  expect([reply.status, error['error-code']]).toEqual([400, 'bad request']);
  expect(error['error']).toMatch(text);
});

test('an upload that is no charm is refused with what is wrong', async () => {
  const server = await startStillServer();
  const path = `${modelPath(server)}/charms`;
  const reply = await rawHttp(server, 'POST', path, { headers: zip, body: Buffer.from('nonsense') });
  expect(reply.status).toBe(400);
  expect((JSON.parse(reply.body.toString()) as { error: string }).error).toMatch(
    /^cannot upload charm: .*zip: not a valid zip file/,
  );
});

test.each([
  ['/nowhere', 404],
  ['/model/nonsense/api', 400],
])('a websocket to %s is refused before it opens', async (path, status) => {
  const server = await startStillServer();
  const socket = new WebSocket(`wss://127.0.0.1:${server.port}${path}`, { ca: server.caCert });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  expect(response.statusCode).toBe(status);
  socket.on('error', () => undefined).terminate();
});

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
