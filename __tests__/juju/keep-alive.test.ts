import { Cleanup, until } from '../support/juju-cleanup';
import { RpcFailure, silence } from '../support/juju-raw-server';
import { openSession } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

test('a silent controller is pinged, and one that does not answer is left', async () => {
  const { server, session } = await openSession(cleanup, { pingInterval: 20, pingTimeout: 30 });
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
  const { server, session } = await openSession(cleanup, { pingInterval: 10, pingTimeout: 10_000 });
  server.on('Pinger.Ping', () => {
    throw new RpcFailure('what?', 'not implemented');
  });
  await until(() => server.callsOf('Pinger.Ping').length >= 3, 'three pings');
  expect(session.state).toBe('connected');
  expect(server.callsOf('Admin.Login')).toHaveLength(1);
});

test('a controller that speaks is not pinged', async () => {
  const { server, session } = await openSession(cleanup, { pingInterval: 200 });
  server.on('Client.FullStatus', () => ({}));
  for (let n = 0; n < 10; n++) {
    await session.call('Client', 'FullStatus');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(server.callsOf('Pinger.Ping')).toHaveLength(0);
});
