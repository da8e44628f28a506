import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addStorage, attachStorage } from '../../../../src/embedded/state/add-storage';
import { detachStorageByHand, removeStorage } from '../../../../src/embedded/state/remove-storage';
import type { OrderScene } from '../../../support/order-scene';
import { startOrderScene } from '../../../support/order-scene';

describe.each(['3.6', '4.0'] as const)('on Juju %s', (series) => {
  let scene: OrderScene;

  /** Two units, of which the first has a filesystem and a block device that can be given to another. */
  beforeEach(async () => {
    scene = startOrderScene({ agent: 'process', series });
    const movable = { pool: 'lxd', size: 2, count: 1 };
    await scene.deploy('one', 1, { charm: 'depot', storage: { data: movable, disks: movable } });
    await scene.deploy('two', 1, { charm: 'depot' });
    await scene.settled();
  });

  const place = async (unit: string, id: string) => await scene.tool(unit, `storage-get -s ${id} location`);
  const has = (unit: string, id: string) => scene.model.unit(unit).local.storage.has(id);

  async function detach(id: string): Promise<void> {
    detachStorageByHand(scene.model, id, {});
    await scene.until(`${id} is detached`, () => scene.model.storage.get(id)?.owner === '');
    await scene.settled();
  }

  async function attach(id: string, unit: string): Promise<void> {
    attachStorage(scene.model, id, unit);
    await scene.until(`${id} is attached`, () => has(unit, id));
    await scene.settled();
  }

  test('a filesystem is a folder and a block device a file of its size, and both move with what is in them', async () => {
    const [folder, device] = [await place('one/0', 'data/0'), await place('one/0', 'disks/1')];
    expect(await scene.tool('one/0', `stat -c '%F %s' ${device} && stat -c %F ${folder}`)).toBe(
      'regular file 2097152\ndirectory',
    );
    await scene.tool(
      'one/0',
      `echo rows > ${folder}/table; printf label | dd of=${device} conv=notrunc status=none`,
    );
    await detach('data/0');
    await detach('disks/1');
    expect(await scene.tool('one/0', 'storage-list')).toBe('');
    // Where it was mounted is a folder still, and empty; the device is gone.
    expect(await scene.tool('one/0', `ls -A ${folder}; [ -e ${device} ] || echo gone`)).toBe('gone');
    await attach('data/0', 'two/0');
    await attach('disks/1', 'two/0');
    const [there, deviceThere] = [await place('two/0', 'data/0'), await place('two/0', 'disks/1')];
    expect(there).not.toBe(folder);
    expect(await scene.tool('two/0', `cat ${there}/table; head -c 5 ${deviceThere}`)).toBe('rows\nlabel');
    expect(await scene.tool('two/0', `stat -c %s ${deviceThere}`)).toBe('2097152');
    // And back: what was written where it was mounted is not what it has.
    await scene.tool('one/0', `echo lost > ${folder}/stray`);
    await detach('data/0');
    await attach('data/0', 'one/0');
    expect(await scene.tool('one/0', `ls ${folder}`)).toBe('table');
  });

  test('storage that a unit leaves behind comes to the next with what is in it, also where that is quick', async () => {
    await scene.tool('one/0', `echo rows > ${await place('one/0', 'data/0')}/table`);
    // What the unit has left running is still being ended when another gets its storage.
    await scene.tool('one/0', `(trap '' TERM; exec setsid sleep 30) > /dev/null 2>&1 &`);
    scene.model.destroyUnit('one/0');
    await scene.until('the unit is gone', () => scene.model.application('one').units.size === 0);
    await attach('data/0', 'two/0');
    expect(await scene.tool('two/0', `cat ${await place('two/0', 'data/0')}/table`)).toBe('rows');
    await attach('disks/1', 'two/0');
    expect(await scene.tool('two/0', `stat -c %s ${await place('two/0', 'disks/1')}`)).toBe('2097152');
  });

  test('what is destroyed takes no room any more', async () => {
    const [folder, device] = [await place('one/0', 'data/0'), await place('one/0', 'disks/1')];
    await scene.tool('one/0', `echo rows > ${folder}/table`);
    await detach('data/0');
    await detach('disks/1');
    for (const id of ['data/0', 'disks/1']) removeStorage(scene.model, id, { destroyStorage: true });
    const [made] = addStorage(scene.model, 'one/0', 'data', { pool: 'lxd', size: 1, count: 1 });
    await scene.until('the new one is there', () => has('one/0', made?.id ?? ''));
    await scene.settled();
    expect(await scene.tool('one/0', `ls -A ${await place('one/0', made?.id ?? '')}; ls -A ${folder}`)).toBe(
      '',
    );
    // Of the whole controller's folder.
    expect(
      await scene.tool(
        'one/0',
        `find ../../.. -name table -o -name ${device.split('/').at(-1) ?? ''} -type f`,
      ),
    ).toBe('');
  });

  test('an agent that breaks leaves its unit what it has, and what of it is for another comes there', async () => {
    const folder = await place('one/0', 'data/0');
    await scene.tool('one/0', `echo rows > ${folder}/table`);
    const unit = scene.model.unit('one/0');
    Object.defineProperty(unit, 'resolved', {
      configurable: true,
      get() {
        if (unit.agent.status !== 'failed') throw new Error('a fault of ours');
      },
    });
    scene.model.setApplicationConfig('one', {});
    scene.model.note('unit', 'one/0');
    await scene.until('the agent is broken', () => unit.agent.status === 'failed');
    // Time enough to take away what must not be.
    await scene.tool('two/0', 'sleep 0.5');
    expect(readFileSync(join(folder, 'table'), 'utf8')).toBe('rows\n');
    scene.model.destroyUnit('one/0', { force: true });
    await scene.until('the unit is gone', () => scene.model.application('one').units.size === 0);
    await attach('data/0', 'two/0');
    expect(await scene.tool('two/0', `cat ${await place('two/0', 'data/0')}/table`)).toBe('rows');
  });
});
