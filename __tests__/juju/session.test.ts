import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import {
  ConnectionClosedError,
  ConnectionLostError,
  FacadeNotSupportedError,
  RequestAbortedError,
} from '../../src/juju/errors';
import { Cleanup, until } from '../support/juju-cleanup';
import { secretPassword } from '../support/juju-client-data';
import { silence } from '../support/juju-raw-server';
import { errorOf, openSession } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

test('a call speaks the best common version of its facade, unless it is told another', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Client.FullStatus', () => ({}));
  await session.call('Client', 'FullStatus');
  await session.call('Client', 'FullStatus', {}, { version: 6 });
  expect(server.callsOf('Client.FullStatus').map(({ version }) => version)).toEqual([8, 6]);
});

test('a facade that the controller does not have is refused at the caller’s line', async () => {
  const { session } = await openSession(cleanup);
  const error = await errorOf(session.call('Secrets', 'ListSecrets'));
  expect(error).toBeInstanceOf(FacadeNotSupportedError);
  expect(error.message).toMatch(
    /has no version of the facade Secrets that jest-operator speaks: it offers none/,
  );
  expect(error.stack).toContain('session.test.ts');
});

test('a watcher may wait without a deadline', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('AllWatcher.Next', () => ({ deltas: [] }));
  const options = { id: '1', version: 3, timeout: Number.POSITIVE_INFINITY };
  expect(await session.call('AllWatcher', 'Next', {}, options)).toEqual({ deltas: [] });
});

test('a duration that is none is refused', async () => {
  const { session } = await openSession(cleanup);
  const error = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: 'soon' }));
  expect(error.message).toContain('timeout must be a duration');
});

test('close ends what is pending and all that comes later, and may be called again', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Client.FullStatus', () => silence);
  const pending = errorOf(session.call('Client', 'FullStatus'));
  await until(() => server.callsOf('Client.FullStatus').length === 1, 'the call');
  await Promise.all([session.close(), session.close()]);
  expect(session.state).toBe('closed');
  expect(await pending).toBeInstanceOf(ConnectionClosedError);
  expect(await pending).not.toBeInstanceOf(ConnectionLostError);
  const later = await errorOf(session.call('Client', 'FullStatus'));
  expect(later).toBeInstanceOf(ConnectionClosedError);
  expect(later.message).toMatch(/^Client\.FullStatus.* was not sent\. The connection to .* was closed$/);
  await until(() => server.connections === 0, 'the end of the connection');
});

test('a session is disposed of by closing it', async () => {
  const { session } = await openSession(cleanup);
  await session[Symbol.asyncDispose]();
  expect(session.state).toBe('closed');
});

test('no secret shows in a printed session, nor in the errors of its calls', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Application.Deploy', () => silence);
  const error = await errorOf(
    session.call('Application', 'Deploy', { secret: 'in params' }, { timeout: 10 }),
  );
  const printed = inspect(session, { depth: 20 }) + inspect(error, { depth: 20 });
  expect(printed).not.toContain(secretPassword);
  expect(printed).not.toContain('in params');
});

test('many calls may share one signal, and Node sees no leak', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Client.FullStatus', () => silence);
  const caller = new AbortController();
  const options = { signal: caller.signal };
  const calls = Array.from({ length: 64 }, () => errorOf(session.call('Client', 'FullStatus', {}, options)));
  await until(() => server.callsOf('Client.FullStatus').length === 64, 'the calls');
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
  caller.abort();
  for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(RequestAbortedError);
});

test('calls leave no listener on a signal that lives longer', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Client.FullStatus', () => ({}));
  const { signal } = new AbortController();
  for (let n = 0; n < 5; n++) await session.call('Client', 'FullStatus', {}, { signal });
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
