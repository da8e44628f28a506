import {
  ConnectionLostError,
  JujuApiError,
  MessageTooLargeError,
  RequestAbortedError,
  RequestTimeoutError,
} from '../../src/juju/errors';
import { Cleanup, until } from '../support/juju-cleanup';
import { RawServer, RpcFailure, silence } from '../support/juju-raw-server';
import { errorOf, openSession } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

/** Starts a server at the place of one that is gone. */
async function startAgain({ certificate }: RawServer, port: number): Promise<RawServer> {
  return cleanup.keep(await RawServer.start({ certificate, port }));
}

test('a read under way when the connection breaks is asked again on the next', async () => {
  const { server, session } = await openSession(cleanup);
  const events: string[] = [];
  session.on('disconnected', (reason) => events.push(`disconnected: ${reason.constructor.name}`));
  session.on('reconnected', () => events.push('reconnected'));
  server.on('Client.FullStatus', () => {
    if (server.callsOf('Client.FullStatus').length === 1) server.cut();
    return { model: 'm' };
  });
  expect(await session.call('Client', 'FullStatus')).toEqual({ model: 'm' });
  expect(server.callsOf('Client.FullStatus')).toHaveLength(2);
  expect(server.callsOf('Admin.Login')).toHaveLength(2);
  expect(events).toEqual(['disconnected: ConnectionClosedError', 'reconnected']);
  expect(session.state).toBe('connected');
});

test('a write under way when the connection breaks fails, may have been applied, and is not sent again', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Application.Deploy', () => {
    server.cut();
    return silence;
  });
  const error = await errorOf(session.call('Application', 'Deploy'));
  expect(error).toBeInstanceOf(ConnectionLostError);
  expect(error).toMatchObject({ maybeApplied: true, code: 'connection lost' });
  expect(error.message).toMatch(
    /^Application\.Deploy v22: the connection ended after .* It may have taken effect: look before you repeat Application\.Deploy v22\.$/,
  );
  expect(error.stack).toContain('repeatable-call.test.ts');
  server.on('Client.FullStatus', () => ({}));
  await session.call('Client', 'FullStatus');
  expect(server.callsOf('Application.Deploy')).toHaveLength(1);
});

test('what is called while the connection is away waits for it, writes too: they have not been sent', async () => {
  const { server, session } = await openSession(cleanup);
  const { port } = server;
  await server.close();
  await until(() => session.state === 'reconnecting', 'the break');
  const deploy = session.call('Application', 'Deploy');
  const status = session.call('Client', 'FullStatus');
  const second = await startAgain(server, port);
  second.on('Application.Deploy', () => ({ deployed: true })).on('Client.FullStatus', () => ({ model: 'm' }));
  expect(await Promise.all([deploy, status])).toEqual([{ deployed: true }, { model: 'm' }]);
  expect(session.state).toBe('connected');
});

test('a call that breaks each connection is not asked for ever', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Client.FullStatus', () => {
    server.cut();
    return silence;
  });
  const error = await errorOf(session.call('Client', 'FullStatus'));
  expect(error).toBeInstanceOf(ConnectionLostError);
  expect(error.message).toMatch(/It was asked 4 times\.$/);
  expect(error.maybeApplied).toBe(false);
  expect(server.callsOf('Client.FullStatus')).toHaveLength(4);
});

test('a message that is too large is not asked for again', async () => {
  const { server, session } = await openSession(cleanup, { maxFrameSize: 2000 });
  server.on('Client.FullStatus', () => ({ text: 'x'.repeat(3000) }));
  const error = await errorOf(session.call('Client', 'FullStatus'));
  expect(error).toBeInstanceOf(MessageTooLargeError);
  expect(error.message).toContain('`jujuMaxFrameSize`');
  expect(server.callsOf('Client.FullStatus')).toHaveLength(1);
});

test.each(['try again', 'upgrade in progress', 'excessive contention', 'deadline exceeded'])(
  'a read that is answered "%s" is asked again after a pause',
  async (code) => {
    const { server, session } = await openSession(cleanup);
    server.on('Client.FullStatus', () => {
      if (server.callsOf('Client.FullStatus').length < 3) throw new RpcFailure('not now', code);
      return { model: 'm' };
    });
    expect(await session.call('Client', 'FullStatus')).toEqual({ model: 'm' });
  },
);

test('a write that is answered "try again" is not', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Application.Deploy', () => {
    throw new RpcFailure('not now', 'try again');
  });
  expect(await errorOf(session.call('Application', 'Deploy'))).toBeInstanceOf(JujuApiError);
  expect(server.callsOf('Application.Deploy')).toHaveLength(1);
});

test('patience with "try again" ends with the call’s deadline, by the controller’s own answer', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Client.FullStatus', () => {
    throw new RpcFailure('not now', 'try again');
  });
  const error = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: 1500 }));
  expect(error).toMatchObject({ code: 'try again' });
});

test('a controller that is not the leader is left for another', async () => {
  const { servers, session } = await openSession(cleanup, { servers: 2 });
  const [first, second] = servers as [RawServer, RawServer];
  first.on('Client.FullStatus', () => {
    // It steps down for good.
    void first.close();
    throw new RpcFailure('not leader', 'not leader');
  });
  second.on('Client.FullStatus', () => ({ by: 'the leader' }));
  expect(await session.call('Client', 'FullStatus')).toEqual({ by: 'the leader' });
});

test('a deadline while the connection is away is told as such', async () => {
  const { server, session } = await openSession(cleanup);
  await server.close();
  await until(() => session.state === 'reconnecting', 'the break');
  const error = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: '50ms' }));
  expect(error).toBeInstanceOf(RequestTimeoutError);
  expect(error.message).toMatch(
    /^Client\.FullStatus.* was not sent within 0.1s: the connection to .* broke and is not back/,
  );
});

test('an abort while the connection is away ends the call', async () => {
  const { server, session } = await openSession(cleanup);
  await server.close();
  await until(() => session.state === 'reconnecting', 'the break');
  const caller = new AbortController();
  const pending = errorOf(session.call('Client', 'FullStatus', {}, { signal: caller.signal }));
  caller.abort(new Error('the test is over'));
  const error = await pending;
  expect(error).toBeInstanceOf(RequestAbortedError);
  expect(error.cause).toMatchObject({ message: 'the test is over' });
});

test('a missed deadline advises by what the call does', async () => {
  const { server, session } = await openSession(cleanup);
  server.on('Client.FullStatus', () => silence).on('Application.Deploy', () => silence);
  const read = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: 10 }));
  const write = await errorOf(session.call('Application', 'Deploy', {}, { timeout: 10 }));
  expect(read.message).toMatch(/no answer within 0s\. Raise `timeout` if it needs longer\.$/);
  expect(write.message).toMatch(
    /no answer within 0s\. It may still take effect: look before you repeat it\.$/,
  );
});
