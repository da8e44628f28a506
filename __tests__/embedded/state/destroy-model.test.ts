import type { JujuSeries } from '../../../src/embedded/state/profile';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';

async function modelWithKeptStorage(series: JujuSeries) {
  const state = newState(series);
  const model = state.addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'files', { units: 0 });
  const storage = { data: { pool: 'lxd', size: 0, count: 1 } };
  model.deploy({ application: 'kept', charmUrl: 'local:files-0', numUnits: 1, storage });
  return { state, model };
}

test('a controller with other models, and its own model, are not destroyed', () => {
  const state = newState();
  expect(() => state.destroyModel(state.controllerModel.uuid)).toThrow(
    '"controller" is a controller model; use destroy-controller',
  );
  state.addModel({ name: 'test', owner: 'admin' });
  expect(refusalOf(() => state.destroyModel(state.controllerModel.uuid))).toMatchObject({
    message: 'hosting 1 other model',
    code: 'controller has hosted models',
  });
  expect(refusalOf(() => state.destroyModel('x'))).toMatchObject({ code: 'not found' });
});

test('Juju 3.6 asks what shall become of storage that outlives its model', async () => {
  const { state, model } = await modelWithKeptStorage('3.6');
  expect(refusalOf(() => state.destroyModel(model.uuid))).toMatchObject({
    code: 'controller/model has persistent storage',
  });
  expect(model.life).toBe('alive');
  state.destroyModel(model.uuid, { destroyStorage: false });
  expect([model.life, model.status.status]).toEqual(['dying', 'destroying']);
});

test('Juju 4.0 does not ask what shall become of storage', async () => {
  const { state, model } = await modelWithKeptStorage('4.0');
  state.destroyModel(model.uuid);
  expect(model.life).toBe('dying');
});
