import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('Juju 4 takes the last word for a unit in error, and names others by their UUIDs', async () => {
  const model = newState('4.0').addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  const resolve = (retry: boolean) => model.resolveUnits({ units: ['web/0'], retry });
  expect(() => resolve(true)).toThrow(
    /^resolving unit: checking unit "[-\da-f]{36}" status: unit is not in error state$/,
  );
  model.unit('web/0').setAgentStatus('error', 'hook failed: "start"');
  resolve(false);
  resolve(true);
  expect(model.unit('web/0').resolved).toBe('retry');
});

test('only units in error are resolved, and once', async () => {
  const model = await webModel();
  expect(() => model.resolveUnits({ units: ['web/0'], retry: true })).toThrow(
    'unit "web/0" is not in an error state',
  );
  model.unit('web/0').setAgentStatus('error', 'hook failed: "start"');
  model.resolveUnits({ units: ['web/0'], retry: false });
  expect(model.unit('web/0').resolved).toBe('no-retry');
  expect(() => model.resolveUnits({ units: ['web/0'], retry: true })).toThrow(
    'cannot set resolved mode for unit "web/0": already resolved',
  );
  model.resolveUnits({ all: true, retry: true });
  expect(model.unit('web/0').resolved).toBe('retry');
});
