import { CallSite } from '../../src/juju/call-site';
import { Connection, type ConnectionOptions } from '../../src/juju/connection';
import { parseEndpoint } from '../../src/juju/endpoint';
import {
  ConnectionClosedError,
  JujuApiError,
  MessageTooLargeError,
  ProtocolError,
  RequestAbortedError,
  RequestTimeoutError,
} from '../../src/juju/errors';
import { openSocket, WebSocketTransport } from '../../src/juju/transport';
import { waysToTrust } from '../../src/juju/trust';
import { Cleanup, until } from '../support/juju-cleanup';
import { RawServer, RpcFailure, silence } from '../support/juju-raw-server';
import { errorOf } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

async function connected(options: Partial<ConnectionOptions> = {}) {
  const server = cleanup.keep(await RawServer.start());
  const endpoint = parseEndpoint(server.endpoint);
  const [trust] = waysToTrust({ caCert: server.certificate.caCert }, endpoint.host);
  if (!trust) throw new Error('no trust');
  const maxFrameSize = options.maxFrameSize ?? 1024 ** 2;
  const { lookup } = await import('node:dns');
  const socket = await openSocket(endpoint, {
    path: '/api',
    trust,
    lookup,
    maxFrameSize,
    signal: new AbortController().signal,
  });
  const connection = cleanup.keep(
    new Connection(new WebSocketTransport(endpoint, trust, socket), {
      peer: 'controller "ctrl"',
      maxFrameSize,
      closeGraceMs: 1000,
      ...options,
    }),
  );
  return { server, connection };
}

interface Limits {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly params?: object;
}

function call(
  connection: Connection,
  request: string,
  { timeoutMs = Infinity, signal, params }: Limits = {},
) {
  return connection.call(
    { facade: 'Client', version: 8, request, params },
    { timeoutMs, signal, site: new CallSite(call) },
  );
}

test('a call goes out as Juju’s frame and ends with its response', async () => {
  const { server, connection } = await connected();
  server.on('Client.FullStatus', () => ({ answer: 42 }));
  expect(await call(connection, 'FullStatus', { params: { patterns: [] } })).toEqual({ answer: 42 });
  expect(server.calls).toEqual([
    { 'request-id': 1, type: 'Client', version: 8, request: 'FullStatus', params: { patterns: [] } },
  ]);
});

test('a void answer without a response is an empty one', async () => {
  const { server, connection } = await connected();
  server.on('Client.Nothing', () => undefined);
  expect(await call(connection, 'Nothing')).toEqual({});
});

test('replies may come in any order', async () => {
  const { server, connection } = await connected();
  const arrived: (() => void)[] = [];
  server.on('Client.Echo', (params, received, peer) => {
    arrived.unshift(() => server.reply(peer, received, params));
    return silence;
  });
  const answers = [1, 2, 3].map((n) => call(connection, 'Echo', { params: { n } }));
  await until(() => arrived.length === 3, 'three calls');
  for (const answer of arrived) answer();
  expect(await Promise.all(answers)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('an error of the controller carries code, info and call, and shows the caller’s line', async () => {
  const { server, connection } = await connected();
  server.on('Client.Fail', () => {
    throw new RpcFailure('application "x" is gone', 'not found', { name: 'x', macaroon: 'secret' });
  });
  const error = await errorOf(call(connection, 'Fail'));
  expect(error).toBeInstanceOf(JujuApiError);
  expect(error).toMatchObject({
    message: 'application "x" is gone (Client.Fail v8: not found)',
    text: 'application "x" is gone',
    code: 'not found',
    facade: 'Client',
    request: 'Fail',
    version: 8,
    info: { name: 'x', macaroon: '<hidden>' },
  });
  expect(error.stack).toMatch(/^JujuApiError: application "x" is gone \(Client\.Fail v8: not found\)\n/);
  expect(error.stack).toContain('connection.test.ts');
  expect(error.stack).not.toContain('src/juju');
});

test('an error without a code has an empty one', async () => {
  const { server, connection } = await connected();
  server.on('Client.Fail', () => {
    throw new RpcFailure('just so');
  });
  expect(await errorOf(call(connection, 'Fail'))).toMatchObject({
    message: 'just so (Client.Fail v8)',
    code: '',
  });
});

test('a call without an answer ends with its deadline, and a late answer is nobody’s', async () => {
  const { server, connection } = await connected();
  let answerLate = () => undefined as unknown;
  server.on('Client.Slow', (_params, received, peer) => {
    answerLate = () => server.reply(peer, received, {});
    return silence;
  });
  server.on('Client.Quick', () => ({ quick: true }));
  const error = await errorOf(call(connection, 'Slow', { timeoutMs: 20 }));
  expect(error).toBeInstanceOf(RequestTimeoutError);
  expect(error.message).toMatch(/^Client\.Slow v8: no answer within 0s\.$/);
  expect(error.stack).toContain('connection.test.ts');
  await until(() => server.callsOf('Client.Slow').length === 1, 'the slow call');
  answerLate();
  expect(await call(connection, 'Quick')).toEqual({ quick: true });
  expect(connection.pending).toEqual([]);
});

test('a call ends with its abort signal, whose reason is the cause', async () => {
  const { server, connection } = await connected();
  server.on('Client.Slow', () => silence);
  const caller = new AbortController();
  const pending = errorOf(call(connection, 'Slow', { signal: caller.signal }));
  await until(() => server.callsOf('Client.Slow').length === 1, 'the call');
  const reason = new Error('the test is over');
  caller.abort(reason);
  const error = await pending;
  expect(error).toBeInstanceOf(RequestAbortedError);
  expect(error.message).toMatch(/^Client\.Slow v8 was aborted after 0/);
  expect(error.cause).toBe(reason);
});

test('a signal that has fired before keeps the call from being sent', async () => {
  const { server, connection } = await connected();
  const error = await errorOf(call(connection, 'Slow', { signal: AbortSignal.abort(new Error('before')) }));
  expect(error).toBeInstanceOf(RequestAbortedError);
  server.on('Client.Quick', () => ({}));
  await call(connection, 'Quick');
  expect(server.calls.map(({ request }) => request)).toEqual(['Quick']);
});

test('pending calls are told with what they wait for', async () => {
  const { server, connection } = await connected();
  server.on('Client.Slow', () => silence);
  const answers = [errorOf(call(connection, 'Slow')), errorOf(call(connection, 'Slow'))];
  expect(connection.pending).toEqual([
    { requestId: 1, facade: 'Client', request: 'Slow', version: 8, waitingMs: expect.any(Number) as number },
    { requestId: 2, facade: 'Client', request: 'Slow', version: 8, waitingMs: expect.any(Number) as number },
  ]);
  await connection.close();
  await Promise.all(answers);
});

test('a connection that breaks ends every call with one reason', async () => {
  const { server, connection } = await connected();
  server.on('Client.Slow', () => silence);
  const answers = [errorOf(call(connection, 'Slow')), errorOf(call(connection, 'Slow'))];
  await until(() => server.callsOf('Client.Slow').length === 2, 'two calls');
  server.cut();
  const [first, second] = await Promise.all(answers);
  expect(first).toBeInstanceOf(ConnectionClosedError);
  expect(first).toMatchObject({ maybeApplied: true, code: 'connection closed' });
  expect(first?.message).toMatch(
    /^Client\.Slow v8: the connection ended after .*s without an answer: The connection to controller "ctrl" was closed with code 1006/,
  );
  expect(first?.cause).toBe(second?.cause);
  expect(first?.cause).toBe(connection.end);
});

test('the close code and reason of the server are told', async () => {
  const { server, connection } = await connected();
  server.on('Client.Slow', () => silence);
  const answer = errorOf(call(connection, 'Slow'));
  await until(() => server.calls.length === 1, 'the call');
  server.peers[0]?.socket.close(1001, 'going for a walk');
  expect((await answer).message).toContain('was closed with code 1001 (going for a walk)');
});

test('after the end a call fails at once, and is known not to be applied', async () => {
  const { connection } = await connected();
  await connection.close();
  const error = await errorOf(call(connection, 'FullStatus'));
  expect(error).toBeInstanceOf(ConnectionClosedError);
  expect(error).toMatchObject({ maybeApplied: false });
  expect(error.message).toMatch(
    /^Client\.FullStatus v8 was not sent: The connection to controller "ctrl" was closed/,
  );
});

test('close rejects what is pending, says goodbye, and may be called again', async () => {
  const { server, connection } = await connected();
  server.on('Client.Slow', () => silence);
  const answer = errorOf(call(connection, 'Slow'));
  await until(() => server.calls.length === 1, 'the call');
  const code = new Promise((resolve) => server.peers[0]?.socket.once('close', resolve));
  await Promise.all([connection.close(), connection.close()]);
  await connection.close();
  expect(await code).toBe(1000);
  expect((await answer).message).toContain('The connection to controller "ctrl" was closed');
});

test('a server that does not say goodbye is left after the grace', async () => {
  const { server, connection } = await connected({ closeGraceMs: 20 });
  const [peer] = server.peers;
  peer?.socket.pause();
  await connection.close();
  peer?.socket.resume();
  await until(() => server.connections === 0, 'the end of the connection');
  expect(connection.end).toBeInstanceOf(ConnectionClosedError);
});

test.each([
  ['no JSON', 'hello, world'],
  ['no object', '42'],
  ['null', 'null'],
  ['no request-id', '{"response":{}}'],
])('a message that is %s ends the connection without showing it', async (_name, garbage) => {
  const { server, connection } = await connected();
  server.on('Client.Garbage', (_params, _call, peer) => {
    peer.socket.send(garbage);
    return silence;
  });
  const error = await errorOf(call(connection, 'Garbage'));
  expect(connection.end).toBeInstanceOf(ProtocolError);
  expect(error.message).toContain(
    `controller "ctrl" sent a message of ${String(garbage.length)} characters that is not a reply of Juju's protocol`,
  );
  expect(error.message).not.toContain('hello');
  await until(() => server.connections === 0, 'the end of the connection');
});

test('a message that is too large ends the connection and names the option', async () => {
  const { server, connection } = await connected({ maxFrameSize: 1000 });
  server.on('Client.Large', () => ({ text: 'x'.repeat(2000) }));
  const error = await errorOf(call(connection, 'Large'));
  expect(error).toBeInstanceOf(MessageTooLargeError);
  expect(error.message).toContain(
    'sent a message larger than 1000 bytes. Allow more with the option `jujuMaxFrameSize`.',
  );
});

test('a message of exactly the allowed size is taken', async () => {
  const { server, connection } = await connected({ maxFrameSize: 1000 });
  const frame = (text: string) => JSON.stringify({ 'request-id': 1, response: { text } });
  server.on('Client.Exact', (_params, _call, peer) => {
    peer.socket.send(frame('x'.repeat(1000 - frame('').length)));
    return silence;
  });
  expect(await call(connection, 'Exact')).toEqual({ text: expect.stringMatching(/^x+$/) as string });
});

test('parameters that JSON cannot hold fail the call and nothing else', async () => {
  const { server, connection } = await connected();
  server.on('Client.Quick', () => ({}));
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  expect(await errorOf(call(connection, 'Quick', { params: circular }))).toBeInstanceOf(TypeError);
  expect(await call(connection, 'Quick')).toEqual({});
  expect(connection.pending).toEqual([]);
});

test('the id of a watcher goes out with its call', async () => {
  const { server, connection } = await connected();
  server.on('AllWatcher.Next', () => ({ deltas: [] }));
  const next = { facade: 'AllWatcher', version: 3, request: 'Next', id: '7', params: {} };
  await connection.call(next, { timeoutMs: Infinity, site: new CallSite(call) });
  expect(server.calls[0]).toMatchObject({ type: 'AllWatcher', id: '7', request: 'Next' });
});

test('a thousand calls in flight each get their own answer', async () => {
  const { server, connection } = await connected();
  server.on('Client.Echo', (params) => params);
  const numbers = Array.from({ length: 1000 }, (_, n) => n);
  const answers = await Promise.all(numbers.map((n) => call(connection, 'Echo', { params: { n } })));
  expect(answers).toEqual(numbers.map((n) => ({ n })));
});
