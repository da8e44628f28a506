import { Controller } from '../../../src/model/controller/controller';
import { Cleanup } from '../../support/juju-cleanup';
import { ClientData } from '../../support/juju-client-data';
import { RawServer, RpcFailure } from '../../support/juju-raw-server';

const cleanup = new Cleanup();

afterEach(() => cleanup.run());

test('a user without credentials, of whom Juju tells nothing at all, has the answer of Juju to the model', async () => {
  const server = cleanup.keep(await RawServer.start({ facades: { Cloud: [7], ModelManager: [9] } }));
  server.on('Cloud.Clouds', () => ({
    clouds: { 'cloud-metal': { type: 'lxd', 'auth-types': ['certificate'] } },
  }));
  server.on('Cloud.UserCredentials', () => ({ results: [{}] }));
  server.on('ModelManager.CreateModel', () => {
    throw new RpcFailure('no credential specified');
  });
  const { store } = cleanup.keep(await ClientData.of([server]));
  const controller = cleanup.keep(await Controller.connect({ store, controllerName: 'ctrl' }));

  await expect(controller.addModel('poor')).rejects.toThrow(/no credential specified/);
});
