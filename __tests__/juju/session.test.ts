import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import {
  AuthenticationError,
  ConnectionClosedError,
  ConnectionLostError,
  FacadeNotSupportedError,
  JujuApiError,
  MessageTooLargeError,
  RequestAbortedError,
  RequestTimeoutError,
} from '../../src/juju/errors';
import { Session, type SessionOptions } from '../../src/juju/session';
import { Cleanup, until } from '../support/juju-cleanup';
import { ClientData, secretPassword } from '../support/juju-client-data';
import { RawServer, RpcFailure, silence } from '../support/juju-raw-server';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

async function opened(options: SessionOptions = {}, servers = 1) {
  const first = cleanup.keep(await RawServer.start());
  const all = [first];
  while (all.length < servers) {
    all.push(cleanup.keep(await RawServer.start({ certificate: first.certificate })));
  }
  const data = cleanup.keep(await ClientData.of(all));
  const session = cleanup.keep(
    await Session.open({ store: data.store, controllerName: 'ctrl' }, { env: {}, ...options }),
  );
  return { server: first, servers: all, data, session };
}

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    (value) => {
      throw new Error(`resolved with ${JSON.stringify(value)}`);
    },
    (error: unknown) => error as Error & { code: string; maybeApplied?: boolean; cause?: unknown },
  );

/** Starts a server at the place of one that is gone. */
async function startAgain({ certificate }: RawServer, port: number): Promise<RawServer> {
  return cleanup.keep(await RawServer.start({ certificate, port }));
}

test('a call speaks the best common version of its facade, unless it is told another', async () => {
  const { server, session } = await opened();
  server.on('Client.FullStatus', () => ({}));
  await session.call('Client', 'FullStatus');
  await session.call('Client', 'FullStatus', {}, { version: 6 });
  expect(server.callsOf('Client.FullStatus').map(({ version }) => version)).toEqual([8, 6]);
});

test('a facade that the controller does not have is refused at the caller’s line', async () => {
  const { session } = await opened();
  const error = await errorOf(session.call('Secrets', 'ListSecrets'));
  expect(error).toBeInstanceOf(FacadeNotSupportedError);
  expect(error.message).toMatch(
    /has no version of the facade Secrets that jest-operator speaks: it offers none/,
  );
  expect(error.stack).toContain('session.test.ts');
});

test('a read under way when the connection breaks is asked again on the next', async () => {
  const { server, session } = await opened();
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
  const { server, session } = await opened();
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
  expect(error.stack).toContain('session.test.ts');
  server.on('Client.FullStatus', () => ({}));
  await session.call('Client', 'FullStatus');
  expect(server.callsOf('Application.Deploy')).toHaveLength(1);
});

test('what is called while the connection is away waits for it, writes too: they have not been sent', async () => {
  const { server, session } = await opened();
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

test('a connection that does not come back is lost: everything fails at once, with what happened', async () => {
  const { server, session } = await opened({ reconnectTimeout: 250 });
  const lost: Error[] = [];
  session.on('lost', (reason) => lost.push(reason));
  server.on('Client.FullStatus', () => silence);
  const waiting = errorOf(session.call('Client', 'FullStatus'));
  await until(() => server.callsOf('Client.FullStatus').length === 1, 'the call');
  await server.close();
  const error = await waiting;
  expect(error).toBeInstanceOf(ConnectionLostError);
  expect(session.state).toBe('lost');
  expect(error.message).toMatch(
    /^Client\.FullStatus was not sent\. The connection to controller "ctrl" at .* is lost\. The connection to .* was closed with code 1006.*\. It could not be made again \(tried for .*\): Cannot connect to controller "ctrl"/,
  );
  const later = await errorOf(session.call('Application', 'Deploy'));
  expect(later).toBeInstanceOf(ConnectionLostError);
  expect(later).toMatchObject({ maybeApplied: false });
  expect(lost).toHaveLength(1);
  await expect(session.http({ method: 'GET', path: '/' })).rejects.toThrow(ConnectionLostError);
});

test('credentials that have become wrong end the reconnecting at once', async () => {
  const { server, session } = await opened();
  server.on('Admin.Login', () => {
    throw new RpcFailure('invalid entity name or password', 'unauthorized access');
  });
  server.cut();
  const error = await errorOf(session.call('Client', 'FullStatus'));
  expect(error).toBeInstanceOf(ConnectionLostError);
  expect((error.cause as Error).cause).toBeInstanceOf(AuthenticationError);
});

test('after a break the endpoints and the password are read anew', async () => {
  const { server, data, session } = await opened();
  const other = cleanup.keep(await RawServer.start());
  other.on('Client.FullStatus', () => ({ other: true }));
  const moved = await ClientData.of([other], { user: 'admin', password: 'the new password' });
  cleanup.keep(moved);
  await data.write({
    controllers: {
      ctrl: {
        uuid: 'any',
        'api-endpoints': [other.endpoint],
        'ca-cert': other.certificate.caCert,
      },
    },
    accounts: { ctrl: { user: 'admin', password: 'the new password' } },
  });
  await server.close();
  expect(await session.call('Client', 'FullStatus')).toEqual({ other: true });
  expect(other.callsOf('Admin.Login')[0]?.params).toMatchObject({ credentials: 'the new password' });
});

test('another endpoint of the same controller takes over', async () => {
  const { servers, session } = await opened({}, 2);
  const [first, second] = servers as [RawServer, RawServer];
  for (const server of servers) server.on('Client.FullStatus', () => ({ by: server.port }));
  expect(await session.call('Client', 'FullStatus')).toEqual({ by: first.port });
  await first.close();
  expect(await session.call('Client', 'FullStatus')).toEqual({ by: second.port });
});

test('a call that breaks each connection is not asked for ever', async () => {
  const { server, session } = await opened();
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
  const { server, session } = await opened({ maxFrameSize: 2000 });
  server.on('Client.FullStatus', () => ({ text: 'x'.repeat(3000) }));
  const error = await errorOf(session.call('Client', 'FullStatus'));
  expect(error).toBeInstanceOf(MessageTooLargeError);
  expect(error.message).toContain('`jujuMaxFrameSize`');
  expect(server.callsOf('Client.FullStatus')).toHaveLength(1);
});

test.each(['try again', 'upgrade in progress', 'excessive contention', 'deadline exceeded'])(
  'a read that is answered "%s" is asked again after a pause',
  async (code) => {
    const { server, session } = await opened();
    server.on('Client.FullStatus', () => {
      if (server.callsOf('Client.FullStatus').length < 3) throw new RpcFailure('not now', code);
      return { model: 'm' };
    });
    expect(await session.call('Client', 'FullStatus')).toEqual({ model: 'm' });
  },
);

test('a write that is answered "try again" is not', async () => {
  const { server, session } = await opened();
  server.on('Application.Deploy', () => {
    throw new RpcFailure('not now', 'try again');
  });
  expect(await errorOf(session.call('Application', 'Deploy'))).toBeInstanceOf(JujuApiError);
  expect(server.callsOf('Application.Deploy')).toHaveLength(1);
});

test('patience with "try again" ends with the call’s deadline, by the controller’s own answer', async () => {
  const { server, session } = await opened();
  server.on('Client.FullStatus', () => {
    throw new RpcFailure('not now', 'try again');
  });
  const error = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: 150 }));
  expect(error).toMatchObject({ code: 'try again' });
});

test('a controller that is not the leader is left for another', async () => {
  const { servers, session } = await opened({}, 2);
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
  const { server, session } = await opened();
  await server.close();
  await until(() => session.state === 'reconnecting', 'the break');
  const error = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: '50ms' }));
  expect(error).toBeInstanceOf(RequestTimeoutError);
  expect(error.message).toMatch(
    /^Client\.FullStatus.* was not sent within 0.1s: the connection to .* broke and is not back/,
  );
});

test('an abort while the connection is away ends the call', async () => {
  const { server, session } = await opened();
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
  const { server, session } = await opened();
  server.on('Client.FullStatus', () => silence).on('Application.Deploy', () => silence);
  const read = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: 10 }));
  const write = await errorOf(session.call('Application', 'Deploy', {}, { timeout: 10 }));
  expect(read.message).toMatch(/no answer within 0s\. Raise `timeout` if it needs longer\.$/);
  expect(write.message).toMatch(
    /no answer within 0s\. It may still take effect: look before you repeat it\.$/,
  );
});

test('a watcher may wait without a deadline', async () => {
  const { server, session } = await opened();
  server.on('AllWatcher.Next', () => ({ deltas: [] }));
  const options = { id: '1', version: 3, timeout: Number.POSITIVE_INFINITY };
  expect(await session.call('AllWatcher', 'Next', {}, options)).toEqual({ deltas: [] });
});

test('a duration that is none is refused', async () => {
  const { session } = await opened();
  const error = await errorOf(session.call('Client', 'FullStatus', {}, { timeout: 'soon' }));
  expect(error.message).toContain('timeout must be a duration');
});

test('close ends what is pending and all that comes later, and may be called again', async () => {
  const { server, session } = await opened();
  server.on('Client.FullStatus', () => silence);
  const pending = errorOf(session.call('Client', 'FullStatus'));
  await until(() => server.callsOf('Client.FullStatus').length === 1, 'the call');
  expect(session.pending).toMatchObject([{ facade: 'Client', request: 'FullStatus' }]);
  await Promise.all([session.close(), session.close()]);
  expect(session.state).toBe('closed');
  expect(await pending).toBeInstanceOf(ConnectionClosedError);
  expect(await pending).not.toBeInstanceOf(ConnectionLostError);
  const later = await errorOf(session.call('Client', 'FullStatus'));
  expect(later).toBeInstanceOf(ConnectionClosedError);
  expect(later.message).toMatch(/^Client\.FullStatus.* was not sent\. The connection to .* was closed$/);
  await until(() => server.connections === 0, 'the end of the connection');
});

test('close ends the reconnecting, too', async () => {
  const { server, session } = await opened();
  const waiting = server.close().then(() => errorOf(session.call('Client', 'FullStatus')));
  await until(() => session.state === 'reconnecting', 'the break');
  await session.close();
  expect(await waiting).toBeInstanceOf(ConnectionClosedError);
  expect(session.state).toBe('closed');
});

test('a session is disposed of by closing it', async () => {
  const { session } = await opened();
  await session[Symbol.asyncDispose]();
  expect(session.state).toBe('closed');
});

test('who stops listening hears no more, and a listener that fails harms nobody', async () => {
  const { server, session } = await opened();
  const heard: string[] = [];
  const warning = jest.spyOn(process, 'emitWarning').mockImplementation();
  const stop = session.on('reconnected', () => heard.push('first'));
  session.on('reconnected', () => {
    throw new Error('oops');
  });
  session.on('reconnected', () => heard.push('third'));
  stop();
  stop();
  server.cut();
  await until(() => heard.length > 0, 'the reconnecting');
  expect(heard).toEqual(['third']);
  expect(warning).toHaveBeenCalledWith(
    'A listener to "reconnected" of a Juju connection failed: Error: oops',
  );
  warning.mockRestore();
});

test('a silent controller is pinged, and one that does not answer is left', async () => {
  const { server, session } = await opened({ pingInterval: 20, pingTimeout: 30 });
  await until(() => server.callsOf('Pinger.Ping').length >= 2, 'two pings');
  expect(session.state).toBe('connected');
  const reasons: string[] = [];
  session.on('disconnected', (reason) => reasons.push(reason.message));
  server.on('Pinger.Ping', () => silence);
  await until(() => reasons.length > 0, 'the end of the connection');
  expect(reasons[0]).toMatch(
    /^The connection to controller "ctrl" at .* is dead: a ping was not answered within 0s$/,
  );
  server.on('Pinger.Ping', () => ({}));
  await until(() => session.state === 'connected', 'the next connection');
});

test('a controller that refuses pings is alive all the same', async () => {
  const { server, session } = await opened({ pingInterval: 10, pingTimeout: 10_000 });
  server.on('Pinger.Ping', () => {
    throw new RpcFailure('what?', 'not implemented');
  });
  await until(() => server.callsOf('Pinger.Ping').length >= 3, 'three pings');
  expect(session.state).toBe('connected');
  expect(server.callsOf('Admin.Login')).toHaveLength(1);
});

test('a controller that speaks is not pinged', async () => {
  const { server, session } = await opened({ pingInterval: 200 });
  server.on('Client.FullStatus', () => ({}));
  for (let n = 0; n < 10; n++) {
    await session.call('Client', 'FullStatus');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(server.callsOf('Pinger.Ping')).toHaveLength(0);
});

test('no secret shows in a printed session, nor in the errors of its calls', async () => {
  const { server, session } = await opened();
  server.on('Application.Deploy', () => silence);
  const error = await errorOf(
    session.call('Application', 'Deploy', { secret: 'in params' }, { timeout: 10 }),
  );
  const printed = inspect(session, { depth: 20 }) + inspect(error, { depth: 20 });
  expect(printed).not.toContain(secretPassword);
  expect(printed).not.toContain('in params');
});

test('calls leave no listener on a signal that lives longer', async () => {
  const { server, session } = await opened();
  server.on('Client.FullStatus', () => ({}));
  const { signal } = new AbortController();
  for (let n = 0; n < 5; n++) await session.call('Client', 'FullStatus', {}, { signal });
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
