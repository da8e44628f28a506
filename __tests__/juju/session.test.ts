import { Session } from '../../src/juju/session';
import { Cleanup } from '../support/juju-cleanup';
import { ClientData } from '../support/juju-client-data';
import { RawServer } from '../support/juju-raw-server';
const cleanup = new Cleanup();
afterEach(() => cleanup.run());
test('x', async () => {
  const server = cleanup.keep(await RawServer.start());
  server.on('Client.FullStatus', () => ({ model: { name: 'm' } }));
  const data = cleanup.keep(await ClientData.of([server]));
  const session = cleanup.keep(await Session.open({ store: data.store, controllerName: 'ctrl' }));
  expect(await session.call('Client', 'FullStatus', {})).toEqual({ model: { name: 'm' } });
  await expect(session.call('Client', 'Nope', {})).rejects.toThrow('x');
});
