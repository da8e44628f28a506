import { addStorage, attachStorage } from '../../../src/embedded/state/add-storage';
import { detachStorageByHand, removeStorage } from '../../../src/embedded/state/remove-storage';
import type { OrderScene } from '../../support/order-scene';
import { scenes, startOrderScene } from '../../support/order-scene';

const startup = ['install', 'leader-elected', 'config-changed', 'start'];

describe.each(scenes)('with the $agent agent on Juju $series', (kind) => {
  let scene: OrderScene;

  /** Two units, of which the first has a filesystem and a block device that can be given to another. */
  beforeEach(async () => {
    scene = startOrderScene(kind);
    const movable = { pool: 'lxd', size: 2, count: 1 };
    await scene.deploy('one', 1, { charm: 'depot', storage: { data: movable, disks: movable } });
    await scene.deploy('two', 1, { charm: 'depot' });
    await scene.settled();
  });

  const owner = (id: string) => scene.model.storage.get(id)?.owner;
  const both = () => [scene.ran('one/0'), scene.ran('two/0')];

  test('storage is attached before install, and a unit without any does not wait', () => {
    expect(both()).toEqual([['data-storage-attached', 'disks-storage-attached', ...startup], startup]);
  });

  test('storage that is added comes to a unit that is up', async () => {
    both();
    addStorage(scene.model, 'two/0', 'disks', { count: 2 });
    await scene.until('both are there', () => scene.model.unit('two/0').local.storage.size === 2);
    await scene.settled();
    expect(both()).toEqual([[], ['disks-storage-attached', 'disks-storage-attached']]);
  });

  test.each(['data/0', 'disks/1'])('%s is detached from one unit, and attached to another', async (id) => {
    both();
    const hook = `${id.split('/')[0] ?? ''}-storage`;
    expect(() => attachStorage(scene.model, id, 'two/0')).toThrow(
      /owned by unit one\/0|already has attachments/,
    );
    detachStorageByHand(scene.model, id, { unit: 'one/0' });
    await scene.until('it is detached', () => owner(id) === '');
    await scene.settled();
    expect(both()).toEqual([[`${hook}-detaching`], []]);
    attachStorage(scene.model, id, 'two/0');
    await scene.until('it is attached', () => scene.model.unit('two/0').local.storage.has(id));
    await scene.settled();
    expect(both()).toEqual([[], [`${hook}-attached`]]);
    expect(owner(id)).toBe('two/0');
  });

  test('storage whose detaching fails stays until the operator says otherwise', async () => {
    both();
    scene.journal.failures.set('one data-storage-detaching', 1);
    detachStorageByHand(scene.model, 'data/0', {});
    await scene.inError('one/0');
    expect([owner('data/0'), scene.ran('one/0')]).toEqual(['one/0', ['fail-data-storage-detaching']]);
    scene.model.resolveUnits({ units: ['one/0'], retry: true });
    await scene.until('it is detached', () => owner('data/0') === '');
    await scene.settled();
    expect(scene.ran('one/0')).toEqual(['data-storage-detaching']);
  });

  test('a unit that goes is told of its storage first, and what outlives it comes to a new unit before install', async () => {
    both();
    scene.model.destroyUnit('one/0');
    await scene.settled();
    expect(scene.ran('one/0')).toEqual([
      'data-storage-detaching',
      'disks-storage-detaching',
      'stop',
      'remove',
    ]);
    expect([owner('data/0'), owner('disks/1')]).toEqual(['', '']);
    scene.model.addUnits('two', { count: 1, attachStorage: ['data/0'] });
    await scene.settled();
    expect(scene.ran('two/1').slice(0, 2)).toEqual(['data-storage-attached', 'install']);
  });

  test('storage that is removed is detached by its unit, and then no more', async () => {
    both();
    detachStorageByHand(scene.model, 'disks/1', {});
    await scene.until('it is detached', () => owner('disks/1') === '');
    removeStorage(scene.model, 'disks/1', { destroyStorage: true });
    await scene.settled();
    expect([both(), [...scene.model.storage.keys()]]).toEqual([
      [['disks-storage-detaching'], []],
      ['data/0'],
    ]);
  });
});
