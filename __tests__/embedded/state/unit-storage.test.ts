import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';
import { removeUnit } from '../../../src/embedded/state/remove-unit';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

test('storage of a pool that outlives units is detached, unless it is to be destroyed', async () => {
  const model = await modelWith('files');
  model.deploy({
    application: 'kept',
    charmUrl: 'local:files-0',
    numUnits: 1,
    storage: { data: { pool: 'lxd', size: 0, count: 1 } },
  });
  expect(model.destroyApplication('kept', { dryRun: true }).detachedStorage).toEqual(['data/1']);
  expect(model.destroyApplication('kept', { dryRun: true, destroyStorage: true }).destroyedStorage).toEqual([
    'data/1',
  ]);
  removeUnit(model, model.unit('kept/0'));
  expect(model.storage.get('data/1')).toMatchObject({
    owner: '',
    life: 'alive',
    status: expect.objectContaining({ status: 'detached' }) as unknown,
  });
});

test('storage that is detached is attached to a new unit instead of new storage', async () => {
  const model = await modelWith('files');
  const directive = { data: { pool: 'lxd', size: 0, count: 1 } };
  model.deploy({ application: 'kept', charmUrl: 'local:files-0', numUnits: 1, storage: directive });
  const attach = (id: string) => () => model.addUnits('kept', { count: 1, attachStorage: [id] });
  expect(attach('data/1')).toThrow('cannot attach storage data/1: storage is attached to unit "kept/0"');
  expect(attach('data/9')).toThrow('storage instance "data/9" not found');
  removeUnit(model, model.unit('kept/0'));
  expect(attach('data/1')()[0]?.storage).toEqual(new Set(['data/1']));
  expect([...model.storage.keys()]).toEqual(['data/0', 'data/1']);
});
