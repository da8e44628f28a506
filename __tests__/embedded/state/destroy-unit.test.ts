import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';
import { enterScope } from '../../../src/embedded/state/scope';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

/** Lets a unit look as if its agent had begun. */
function begin(model: Model, name: string): void {
  model.unit(name).setAgentStatus('idle');
}

test('a unit whose agent has not begun is gone at once, and its machine is dying', async () => {
  const model = await modelWith('web');
  const info = model.destroyUnit('web/0');
  expect(info).toEqual({ destroyedUnits: ['web/0'], destroyedStorage: [], detachedStorage: [] });
  expect([...model.units()]).toEqual([]);
  expect(model.application('web').life).toBe('alive');
  expect(model.machine('0').life).toBe('dying');
});

test('a unit whose agent runs is dying until its agent is through', async () => {
  const model = await modelWith('web');
  begin(model, 'web/0');
  model.destroyUnit('web/0');
  expect(model.unit('web/0').life).toBe('dying');
  expect(model.machine('0').life).toBe('alive');
});

test('a dry run says what would go, and lets nothing go', async () => {
  const model = await modelWith('files');
  const dryRun = { destroyedUnits: ['files/0'], destroyedStorage: ['data/0'], detachedStorage: [] };
  expect(model.destroyUnit('files/0', { dryRun: true })).toEqual(dryRun);
  expect(model.destroyApplication('files', { dryRun: true })).toEqual(dryRun);
  expect(model.destroyMachine('0', { dryRun: true })).toEqual({ id: '0', ...dryRun, containers: [] });
  expect(model.unit('files/0').life).toBe('alive');
});

test('a subordinate is not removed by itself', async () => {
  const model = await modelWith('web', 'logger');
  enterScope(model, model.addRelation(['web', 'logger']), model.unit('web/0'));
  expect(model.unit('logger/0').principal?.name).toBe('web/0');
  expect(() => model.destroyUnit('logger/0')).toThrow(
    'unit "logger/0" is a subordinate, to remove use remove-relation. Note: this will remove all units of "logger"',
  );
});
