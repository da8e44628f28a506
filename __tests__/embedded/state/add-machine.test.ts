import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('containers are numbered on their machine', async () => {
  const model = await webModel();
  const ids = [
    model.addMachine().id,
    model.addMachine({ containerType: 'lxd', parentId: '0' }).id,
    model.addMachine({ placement: { scope: 'lxd', directive: '0' } }).id,
    model.addMachine({ containerType: 'lxd' }).id,
  ];
  expect(ids).toEqual(['1', '0/lxd/0', '0/lxd/1', '2/lxd/0']);
});

test('a machine of Kubernetes, or of a dying model, is refused', () => {
  const state = newState();
  const k8s = state.addModel({ name: 'k', owner: 'admin', cloud: 'k8s' });
  expect(() => k8s.addMachine()).toThrow('adding machines to a container model not supported');
  const dying = state.addModel({ name: 'd', owner: 'admin' });
  state.destroyModel(dying.uuid);
  expect(() => dying.addMachine()).toThrow('cannot add a new machine: model "d" is no longer alive');
});
