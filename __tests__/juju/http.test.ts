import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  ConnectionClosedError,
  JujuApiError,
  RequestAbortedError,
  RequestTimeoutError,
} from '../../src/juju/errors';
import { Session } from '../../src/juju/session';
import { Cleanup, until } from '../support/juju-cleanup';
import { ClientData, secretPassword } from '../support/juju-client-data';
import { answer } from '../support/juju-discharger';
import { RawServer } from '../support/juju-raw-server';
import { errorOf, openSession } from '../support/juju-session';
import { FakeClock } from '../support/model-clock';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

async function opened() {
  const server = cleanup.keep(await RawServer.start());
  const data = cleanup.keep(await ClientData.of([server]));
  const session = cleanup.keep(
    await Session.open({ store: data.store, controllerName: 'ctrl' }, { env: {} }),
  );
  return { server, session };
}

test('a request goes to the endpoint of the session with its login, and the answer can be read whole', async () => {
  const { server, session } = await opened();
  server.onHttp = (request, response) => {
    const { method, url, headers } = request;
    answer(response, 200, { method, url, authorization: headers.authorization, own: headers['x-own'] });
  };
  const response = await session.http({ method: 'GET', path: '/health?a=b', headers: { 'x-own': 'yes' } });
  expect(response.status).toBe(200);
  expect(response.headers['content-type']).toBe('application/json');
  expect(await response.json()).toEqual({
    method: 'GET',
    url: '/health?a=b',
    authorization: `Basic ${Buffer.from(`user-admin:${secretPassword}`).toString('base64')}`,
    own: 'yes',
  });
});

test('a body of bytes has its length, one of a stream goes in pieces, and both arrive whole', async () => {
  const { server, session } = await opened();
  const body = randomBytes(3 * 1024 * 1024);
  server.onHttp = (request, response) => {
    const hash = createHash('sha256');
    request.on('data', (chunk: Buffer) => hash.update(chunk));
    request.on('end', () =>
      answer(response, 200, { hash: hash.digest('hex'), length: request.headers['content-length'] }),
    );
  };
  const hash = createHash('sha256').update(body).digest('hex');
  const whole = await session.http({ method: 'PUT', path: '/x', body });
  expect(await whole.json()).toEqual({ hash, length: String(body.length) });
  const chunks = [body.subarray(0, 1000), body.subarray(1000)];
  const streamed = await session.http({ method: 'PUT', path: '/x', body: Readable.from(chunks) });
  expect(await streamed.json()).toEqual({ hash });
});

test('an answer can be read as a stream', async () => {
  const { server, session } = await opened();
  const body = randomBytes(1024 * 1024);
  server.onHttp = (_request, response) => response.end(body);
  const { stream } = await session.http({ method: 'GET', path: '/x' });
  const received = Buffer.concat((await stream.toArray()) as Buffer[]);
  expect(received.equals(body)).toBe(true);
});

test.each([
  [
    'the charm routes',
    400,
    { error: 'charm is broken', 'error-code': 'bad request', 'error-info': { why: 'x' } },
    { text: 'charm is broken [HTTP 400]', code: 'bad request', info: { why: 'x' } },
  ],
  [
    'the other routes',
    500,
    { error: { message: 'no such thing', code: 'not found' } },
    { text: 'no such thing [HTTP 500]', code: 'not found' },
  ],
  [
    'an error on its own',
    403,
    { message: 'go away', code: 'forbidden' },
    { text: 'go away [HTTP 403]', code: 'forbidden' },
  ],
  ['an error without a code', 404, { error: 'gone' }, { text: 'gone [HTTP 404]', code: 'not found' }],
  ['another JSON', 405, { hello: 1 }, { text: '{"hello":1} [HTTP 405]', code: 'method not allowed' }],
])('an error as %s write it is Juju’s error', async (_name, status, body, expected) => {
  const { server, session } = await opened();
  server.onHttp = (_request, response) => answer(response, status, body);
  const error = await errorOf(session.http({ method: 'PUT', path: '/charms/x?secret=1' }));
  expect(error).toBeInstanceOf(JujuApiError);
  expect(error).toMatchObject({ ...expected, facade: 'PUT', request: '/charms/x', version: 0 });
  expect(error.message).toContain(' (PUT /charms/x');
  expect(error.stack).toContain('http.test.ts');
});

test.each([
  [401, 'unauthorized access'],
  [403, 'forbidden'],
  [404, 'not found'],
  [405, 'method not allowed'],
  [302, ''],
  [503, ''],
])('a plain HTTP %i is code "%s"', async (status, code) => {
  const { server, session } = await opened();
  server.onHttp = (_request, response) => response.writeHead(status).end('plain words\n');
  expect(await errorOf(session.http({ method: 'GET', path: '/x' }))).toMatchObject({
    text: `plain words [HTTP ${String(status)}]`,
    code,
  });
});

test('an error without a body says its status', async () => {
  const { server, session } = await opened();
  server.onHttp = (_request, response) => response.writeHead(500).end();
  expect((await errorOf(session.http({ method: 'GET', path: '/x' }))).message).toBe('HTTP 500 (GET /x)');
});

test('a server that does not answer ends with the deadline', async () => {
  const { server, session } = await opened();
  server.onHttp = () => undefined;
  const error = await errorOf(session.http({ method: 'GET', path: '/x', timeout: 50 }));
  expect(error).toBeInstanceOf(RequestTimeoutError);
  expect(error.message).toBe('GET /x: no whole answer within 0.1s');
});

test('a body that never ends, ends with the deadline', async () => {
  const { server, session } = await opened();
  server.onHttp = (_request, response) => void response.write('first');
  const response = await session.http({ method: 'GET', path: '/x', timeout: 1500 });
  expect(await errorOf(response.text())).toBeInstanceOf(RequestTimeoutError);
});

test('an abort ends the request', async () => {
  const { server, session } = await opened();
  let isThere = false;
  server.onHttp = () => {
    isThere = true;
  };
  const caller = new AbortController();
  const pending = errorOf(session.http({ method: 'GET', path: '/x', signal: caller.signal }));
  await until(() => isThere, 'the request');
  caller.abort(new Error('the test is over'));
  const error = await pending;
  expect(error).toBeInstanceOf(RequestAbortedError);
  expect(error).toMatchObject({ message: 'GET /x was aborted', cause: { message: 'the test is over' } });
});

test('closing the session ends its requests', async () => {
  const { server, session } = await opened();
  let isThere = false;
  server.onHttp = () => {
    isThere = true;
  };
  const pending = errorOf(session.http({ method: 'GET', path: '/x' }));
  await until(() => isThere, 'the request');
  await session.close();
  expect(await pending).toBeInstanceOf(ConnectionClosedError);
  await until(() => server.connections === 0, 'the end of the connections');
});

test('a server that hangs up is told', async () => {
  const { server, session } = await opened();
  server.onHttp = (request) => request.socket.destroy();
  const error = await errorOf(session.http({ method: 'GET', path: '/x' }));
  expect(error).toBeInstanceOf(ConnectionClosedError);
  expect(error.message).toMatch(/^GET \/x: the request to controller "ctrl" at .* failed: socket hang up$/);
});

test.each([200, 500])('an answer of HTTP %i that is cut short is told with its request', async (status) => {
  const { server, session } = await opened();
  server.onHttp = (request, response) => {
    response.writeHead(status, { 'content-length': '100' });
    response.write('half', () => request.socket.destroy());
  };
  const read = async () => (await session.http({ method: 'GET', path: '/x?secret=1' })).text();
  const error = await errorOf(read());
  expect(error).toBeInstanceOf(ConnectionClosedError);
  expect(error.message).toMatch(/^GET \/x: the request to controller "ctrl" at .* failed: aborted$/);
});

test('an answer that should be JSON and is not, is told without what is in it', async () => {
  const { server, session } = await opened();
  server.onHttp = (_request, response) => response.end('<secret>');
  const response = await session.http({ method: 'GET', path: '/x' });
  expect(await errorOf(response.json())).toMatchObject({
    code: 'protocol',
    message: "GET /x: the controller's answer is not JSON",
  });
});

test('a body that fails ends the request with its reason', async () => {
  const { server, session } = await opened();
  server.onHttp = (request) => request.resume();
  const body = Readable.from(
    (async function* () {
      yield Buffer.from('first');
      await Promise.resolve();
      throw new Error('the file is gone');
    })(),
  );
  const error = await errorOf(session.http({ method: 'PUT', path: '/x', body }));
  expect(error.message).toContain('the file is gone');
});

test('a session leaves no connection behind after its requests', async () => {
  const { server, session } = await opened();
  server.onHttp = (_request, response) => response.end('ok');
  for (let n = 0; n < 3; n++)
    expect(await (await session.http({ method: 'GET', path: '/x' })).text()).toBe('ok');
  await until(() => server.connections === 1, 'the end of the requests’ connections');
});

test('a request while the connection is away ends with its own deadline or signal', async () => {
  const clock = new FakeClock();
  const { server, session } = await openSession(cleanup, { clock, reconnectTimeout: '30s' });
  await server.close();
  await until(() => session.state === 'reconnecting', 'the break');
  const caller = new AbortController();
  const aborted = errorOf(session.http({ method: 'PUT', path: '/x?secret=1', signal: caller.signal }));
  const late = errorOf(session.http({ method: 'GET', path: '/x', timeout: 500 }));
  caller.abort(new Error('the test is over'));
  expect(await aborted).toMatchObject({
    code: 'aborted',
    message: 'PUT /x was aborted while the connection was away',
    cause: { message: 'the test is over' },
  });
  await clock.advance(500);
  expect((await late).message).toMatch(/^GET \/x was not sent within 0\.5s: the connection to .* broke/);
  expect((await late).stack).toContain('http.test.ts');
});
