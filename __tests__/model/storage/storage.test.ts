import { charm } from '../../../src/embedded';
import { JujuApiError } from '../../../src/juju/errors';
import type { Model } from '../../../src/model/model';
import { profiles, sceneFor, scripts } from '../../support/model-scene';

const files = {
  'charmcraft.yaml': `
name: files
summary: Keeps files.
description: Keeps files.
type: charm
base: ubuntu@22.04
platforms:
  amd64:
storage:
  data:
    type: filesystem
    location: /srv/data
  cache:
    type: filesystem
    multiple: { range: 0-2 }
`,
  dispatch: '#!/bin/sh\n',
};

describe.each(profiles)('on Juju %s', (juju) => {
  const hooks: string[] = [];
  const keeper = charm({
    on: {
      start: (unit) => unit.setStatus('active'),
      'data-storage-attached': (unit) => void hooks.push(`${unit.unit} got ${unit.storage?.id ?? ''}`),
      'cache-storage-attached': (unit) => void hooks.push(`${unit.unit} got ${unit.storage?.id ?? ''}`),
      'cache-storage-detaching': (unit) => void hooks.push(`${unit.unit} lost ${unit.storage?.id ?? ''}`),
      'data-storage-detaching': (unit) => void hooks.push(`${unit.unit} lost ${unit.storage?.id ?? ''}`),
    },
  });
  const scene = sceneFor({ juju, charms: { ...scripts, files: keeper } });
  const juju3 = juju === '3.6';

  async function deployed(options: object = {}): Promise<Model> {
    const model = await scene().model();
    await model.deploy(await scene().folder.charm('files', files), options);
    await model.waitForIdle({ status: 'active' });
    return model;
  }

  beforeEach(() => {
    hooks.length = 0;
  });

  test('storage is listed and shown with what is behind it', async () => {
    const model = await deployed({ storage: { data: 'lxd,2G', cache: '1' } });

    const all = await model.storage.list();

    expect(all).toMatchObject([
      { id: 'cache/1', name: 'cache', kind: 'filesystem', owner: 'files/0' },
      {
        id: 'data/0',
        name: 'data',
        kind: 'filesystem',
        life: 'alive',
        owner: 'files/0',
        persistent: false,
        status: { current: 'attached' },
        attachments: [{ unit: 'files/0', machine: '0', location: '/srv/data', life: 'alive' }],
      },
    ]);
    expect(await model.storage.show('data/0')).toEqual([all[1]]);
    expect(await model.storage.filesystems()).toMatchObject([
      { id: '0', pool: 'lxd', size: 2048, storage: 'data/0', hosts: ['0'], volume: undefined },
      { id: '0/1', pool: 'rootfs', size: 1024, storage: 'cache/1', hosts: ['0'] },
    ]);
    expect(await model.storage.volumes()).toEqual([]);
    expect((await model.storage.filesystems())[0]?.providerId).toMatch(/^juju:juju-[\da-f]{6}-data-0$/);
  });

  test('storage that is not there, or is no storage, is refused', async () => {
    const model = await deployed();

    await expect(model.storage.show('data/9')).rejects.toMatchObject({
      code: 'not found',
      text: 'storage instance "data/9" not found',
    });
    await expect(model.storage.show(['data/0', 'data/9'])).rejects.toMatchObject({
      errors: [{ code: 'not found' }],
    });
    for (const id of ['data', 'storage-data-0', 'data/x'])
      await expect(model.storage.show(id)).rejects.toThrow(
        `"${id}" is no storage: name it as \`juju storage\` shows it, such as "data/0"`,
      );
  });

  test('a unit gets more storage, and a wait that follows waits for its hook', async () => {
    const model = await deployed();
    const unit = model.units.require('files/0');

    const ids = await unit.addStorage('cache', { count: 2, pool: 'lxd', size: '1G' });
    await model.waitForIdle();

    expect(ids).toEqual(['cache/1', 'cache/2']);
    expect(hooks).toEqual(['files/0 got data/0', 'files/0 got cache/1', 'files/0 got cache/2']);
    await expect(unit.addStorage('cache')).rejects.toThrow(
      juju3
        ? 'attaching 1 storage instance brings the total to 3, exceeding the maximum of 2'
        : `storage directive "cache" request count 3 exceeds the charm's maximum count of 2`,
    );
    await expect(unit.addStorage('data')).rejects.toThrow(
      juju3 ? 'cannot attach, storage is singular' : 'exceeds the charm',
    );
    await expect(unit.addStorage('logs')).rejects.toThrow(
      juju3 ? 'charm storage "logs" not found' : 'storage name "logs" not supported by charm',
    );
    await expect(unit.addStorage('cahce')).rejects.toThrow(
      'The charm of files has no storage "cahce". Did you mean "cache"? It has: ',
    );
    await expect(model.units.require('files/0').addStorage('cache', 'nowhere,1G')).rejects.toThrow(
      JujuApiError,
    );
  });

  test('storage of a pool that is not there is refused', async () => {
    const model = await deployed();

    await expect(model.units.require('files/0').addStorage('cache', 'nowhere,1G')).rejects.toMatchObject({
      code: 'not found',
      text: juju3 ? 'pool "nowhere" not found' : 'storage pool "nowhere" does not exist',
    });
  });

  test('storage is detached when its hook has run, stays, and goes to another unit', async () => {
    const model = await deployed({ units: 2, storage: { cache: 'lxd,1' } });
    const [one, two] = [model.units.require('files/0'), model.units.require('files/1')];
    const [mine] = (await model.storage.list()).filter(
      ({ name, owner }) => name === 'cache' && owner === one.name,
    );
    const id = mine?.id ?? '';

    await one.detachStorage(id);

    expect(hooks).toContain(`files/0 lost ${id}`);
    expect(await model.storage.show(id)).toMatchObject([
      { life: 'alive', owner: undefined, attachments: [], status: { current: 'detached' } },
    ]);
    await two.attachStorage(id);
    await model.waitForIdle();
    expect(hooks).toContain(`files/1 got ${id}`);
    expect(await model.storage.show(id)).toMatchObject([
      { owner: 'files/1', attachments: [{ machine: '1' }] },
    ]);
    await expect(one.attachStorage(id)).rejects.toThrow(
      juju3
        ? `cannot attach storage ${id} to unit files/0: cannot attach storage owned by unit files/1`
        : 'already',
    );
  });

  test('a unit keeps storage that its charm cannot do without', async () => {
    const model = await deployed();

    await expect(model.units.require('files/0').detachStorage('data/0')).rejects.toThrow(
      juju3
        ? 'cannot destroy storage attachment data/0:files/0: cannot detach, storage is singular'
        : 'detaching storage "data/0" on unit "files/0": removing storage from unit would violate charm storage ' +
            '"data" requirements of having minimum 1 storage instances',
    );
    await expect(model.units.require('files/0').detachStorage('data/9')).rejects.toMatchObject({
      code: 'not found',
    });
  });

  test('storage is removed once no unit has it, or by force', async () => {
    const model = await deployed({ storage: { cache: 'lxd,2' } });
    const unit = model.units.require('files/0');
    await unit.detachStorage('cache/1');

    await model.storage.remove('cache/1');

    expect((await model.storage.list()).map(({ id }) => id)).toEqual(['cache/2', 'data/0']);
    await expect(model.storage.remove('cache/2')).rejects.toThrow(
      juju3 ? 'cannot destroy storage "cache/2": storage is attached' : 'storage instance still attached',
    );
    await model.storage.remove('cache/2', { force: true });
    expect((await model.storage.list()).map(({ id }) => id)).toEqual(['data/0']);
    expect(hooks).toContain('files/0 lost cache/2');
    await expect(model.storage.remove('cache/9')).rejects.toMatchObject({ code: 'not found' });
  });

  test('storage of an agent that does not answer is detached by force only, and a wait for it has an end', async () => {
    const model = await deployed({ storage: { cache: 'lxd,1' } });
    const unit = model.units.require('files/0');
    scene().embedded.faults.loseAgent(scene().inside(model), 'files/0');

    await expect(unit.detachStorage('cache/1', { timeout: '50ms' })).rejects.toMatchObject({
      code: 'timeout',
      message:
        `Timed out after 0.1s waiting for cache/1 to be detached in ${model.fullName}: cache/1 is detaching on ` +
        'files/0. It goes on; raise `timeout`, or look at it with `juju storage`.',
    });
    await expect(unit.detachStorage('cache/1', { maxWait: 0 })).rejects.toThrow('it needs force: true');
    await expect(unit.detachStorage('cache/1', { now: true } as object)).rejects.toThrow(
      'detachStorage knows no option "now"',
    );
  });

  test('by force it does not wait for an agent that does not answer', async () => {
    const model = await deployed({ storage: { cache: 'lxd,1' } });
    scene().embedded.faults.loseAgent(scene().inside(model), 'files/0');

    await model.units.require('files/0').detachStorage('cache/1', { force: true, maxWait: 0 });

    expect(await model.storage.show('cache/1')).toMatchObject([{ status: { current: 'detached' } }]);
  });

  test('what outlives its unit stays when that goes, and a new unit takes it', async () => {
    const model = await deployed({ storage: { data: 'lxd,1G' } });
    const application = model.applications.require('files');

    await application.removeUnits('files/0');

    expect(await model.storage.list()).toMatchObject([{ id: 'data/0', owner: undefined }]);
    const [unit] = await application.addUnits(1, { attachStorage: 'data/0' });
    await model.waitForIdle({ status: 'active' });
    expect(await model.storage.list()).toMatchObject([{ id: 'data/0', owner: unit?.name }]);
    await application.remove({ destroyStorage: true });
    expect(await model.storage.list()).toEqual([]);
  });

  test('an application is deployed with storage that is there', async () => {
    const model = await deployed({ storage: { data: 'lxd,1G' } });
    await model.removeApplication('files');
    expect(await model.storage.list()).toHaveLength(1);

    await model.deploy(await scene().folder.charm('files', files), {
      name: 'again',
      attachStorage: ['data/0'],
    });
    await model.waitForIdle({ status: 'active' });

    expect(await model.storage.list()).toMatchObject([{ id: 'data/0', owner: 'again/0' }]);
  });

  test('what is a part of its machine goes with the unit', async () => {
    const model = await deployed();

    await model.removeUnits('files/0');

    expect(await model.storage.list()).toEqual([]);
  });

  test('pools are listed, and made', async () => {
    const model = await scene().model();

    await model.storage.createPool('fast', 'lxd', { driver: 'zfs' });

    const pools = await model.storage.pools();
    expect(pools.map(({ name }) => name)).toEqual([
      'fast',
      'loop',
      'lxd',
      'lxd-btrfs',
      'lxd-zfs',
      'rootfs',
      'tmpfs',
    ]);
    expect(pools[0]).toEqual({ name: 'fast', provider: 'lxd', attributes: { driver: 'zfs' } });
    expect(
      (await model.storage.pools({ names: ['fast', 'loop'], providers: ['lxd'] })).map(({ name }) => name),
    ).toEqual(['fast']);
    await expect(model.storage.createPool('fast', 'lxd')).rejects.toThrow(
      juju3
        ? 'creating pool "fast": cannot overwrite existing settings'
        : 'storage pool for name "fast" already exists in the model',
    );
    await expect(model.storage.createPool('slow', 'ebs')).rejects.toThrow(
      juju3 ? 'storage provider "ebs" not found' : 'no storage provider "ebs" exists in the current model',
    );
    await expect(model.storage.pools({ name: 'x' } as object)).rejects.toThrow(
      'pools knows no option "name"',
    );
  });
});

describe('pools on Juju 3', () => {
  const scene = sceneFor({ juju: '3.6' });

  test('get other attributes, and are removed while no storage is of them', async () => {
    const { storage } = await scene().model();
    await storage.createPool('fast', 'lxd', { driver: 'zfs' });

    await storage.updatePool('fast', { driver: 'btrfs' });
    expect(await storage.pools({ names: ['fast'] })).toMatchObject([
      { provider: 'lxd', attributes: { driver: 'btrfs' } },
    ]);
    await expect(storage.updatePool('slow', {})).rejects.toThrow('pool "slow" not found');

    await storage.removePool('fast');
    await expect(storage.removePool('fast')).rejects.toThrow('storage pool "fast" not found');
  });

  test('that storage is of are kept', async () => {
    const model = await scene().model();
    await model.storage.createPool('fast', 'lxd');
    await model.deploy(await scene().folder.charm('files', files), { storage: { data: 'fast,1G' } });

    await expect(model.storage.removePool('fast')).rejects.toThrow('storage pool "fast" in use');
  });
});

describe('pools on Juju 4', () => {
  const scene = sceneFor({ juju: '4.0' });

  test('can be neither changed nor removed yet', async () => {
    const { storage } = await scene().model();

    for (const call of [storage.updatePool('lxd-zfs', {}), storage.removePool('lxd-zfs')]) {
      await expect(call).rejects.toMatchObject({
        code: 'not yet available; try again later',
        text: 'not yet available in 4.0.15',
      });
    }
  });
});

describe.each(profiles)('on Kubernetes with Juju %s', (juju) => {
  const scene = sceneFor({
    juju,
    cloud: 'kubernetes',
    charms: { ...scripts, files: charm({ on: { start: (unit) => unit.setStatus('active') } }) },
  });

  test('storage is a volume of the cluster, which a unit has itself', async () => {
    const model = await scene().model();
    await model.deploy(await scene().folder.charm('files', files), { trust: true });
    await model.waitForIdle();

    expect(await model.storage.list()).toMatchObject([
      { id: 'data/0', owner: 'files/0', attachments: [{ unit: 'files/0', machine: undefined }] },
    ]);
    expect(await model.storage.filesystems()).toMatchObject([
      { pool: 'kubernetes', volume: '0', hosts: ['files/0'] },
    ]);
    expect(await model.storage.volumes()).toMatchObject([{ id: '0', pool: 'kubernetes', storage: 'data/0' }]);
    await expect(
      model.applications.require('files').addUnits(1, { attachStorage: 'data/0' }),
    ).rejects.toThrow('Storage cannot be attached to new units of files: on Kubernetes');
  });
});
