import { AuthenticationError, ConnectionClosedError, ConnectionLostError } from '../../src/juju/errors';
import { Cleanup, until } from '../support/juju-cleanup';
import { ClientData } from '../support/juju-client-data';
import { RawServer, RpcFailure, silence } from '../support/juju-raw-server';
import { errorOf, openSession } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

test('a connection that does not come back is lost: everything fails at once, with what happened', async () => {
  const { server, session } = await openSession(cleanup, { reconnectTimeout: 250 });
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
  const { server, session } = await openSession(cleanup);
  server.on('Admin.Login', () => {
    throw new RpcFailure('invalid entity name or password', 'unauthorized access');
  });
  server.cut();
  const error = await errorOf(session.call('Client', 'FullStatus'));
  expect(error).toBeInstanceOf(ConnectionLostError);
  expect((error.cause as Error).cause).toBeInstanceOf(AuthenticationError);
});

test('after a break the endpoints and the password are read anew', async () => {
  const { server, data, session } = await openSession(cleanup);
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
  const { servers, session } = await openSession(cleanup, { servers: 2 });
  const [first, second] = servers as [RawServer, RawServer];
  for (const server of servers) server.on('Client.FullStatus', () => ({ by: server.port }));
  expect(await session.call('Client', 'FullStatus')).toEqual({ by: first.port });
  await first.close();
  expect(await session.call('Client', 'FullStatus')).toEqual({ by: second.port });
});

test('close ends the reconnecting, too', async () => {
  const { server, session } = await openSession(cleanup);
  const waiting = server.close().then(() => errorOf(session.call('Client', 'FullStatus')));
  await until(() => session.state === 'reconnecting', 'the break');
  await session.close();
  expect(await waiting).toBeInstanceOf(ConnectionClosedError);
  expect(session.state).toBe('closed');
});

test('who stops listening hears no more, and a listener that fails harms nobody', async () => {
  const { server, session } = await openSession(cleanup);
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
