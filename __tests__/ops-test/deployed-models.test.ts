import { resolve } from 'node:path';

import { onEmbedded } from '../support/ops-test-embedded';

const web = resolve(__dirname, '../../fixtures/charms/web');
const database = resolve(__dirname, '../../fixtures/charms/database');

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  /** What was to become of the storage of each model that was destroyed, by the model's name. */
  function watchDestructions(): ReadonlyMap<string, boolean | undefined> {
    const { state } = file.controller;
    const seen = new Map<string, boolean | undefined>();
    state.changes.subscribe(({ kind, modelUuid }) => {
      const model = kind === 'model' ? state.models.get(modelUuid) : undefined;
      if (model?.destroying) seen.set(model.name, model.destroying.destroyStorage);
    });
    return seen;
  }

  test('a model goes with all that is deployed in it', async () => {
    const { opsTest } = await file.open();
    await opsTest.model.deploy(web, { units: 3 });
    await opsTest.model.waitForIdle();

    await opsTest.finish();

    expect(file.models()).toEqual([]);
  });

  test('two flows of one test work on two models at the same time', async () => {
    const { opsTest } = await file.open();
    await Promise.all([opsTest.trackModel('one'), opsTest.trackModel('two')]);
    const deploy = (alias: string, charm: string) =>
      opsTest.modelContext(alias, async (model) => {
        await opsTest.model.deploy(charm);
        await opsTest.model.waitForIdle();
        return [opsTest.currentAlias, ...model.applications.keys()];
      });

    const seen = await Promise.all([deploy('one', web), deploy('two', database)]);

    expect(seen).toEqual([
      ['one', 'web'],
      ['two', 'database'],
    ]);
    expect(opsTest.model.applications.size).toBe(0);
  });

  test('forget inside context, or of a second alias: the first model keeps what is deployed in it', async () => {
    const { opsTest } = await file.open();
    const main = opsTest.model;
    await main.deploy(web);
    const second = await opsTest.trackModel('second');

    await opsTest.modelContext('second', async (model) => {
      expect(model).toBe(second);
      expect([model.info.name, model.applications.size]).toEqual([opsTest.modelName, 0]);
      await opsTest.forgetModel('second');
      expect(opsTest.hasModel).toBe(false);
    });
    expect(opsTest.model).toBe(main);
    const duplicate = await opsTest.trackModel('duplicate', { modelName: main.name });
    expect(duplicate.info.uuid).toBe(main.info.uuid);
    await opsTest.forgetModel('duplicate', { timeout: '30s' });

    expect([...main.applications.keys()]).toEqual(['web']);
    await main.waitForIdle();
    expect(file.models()).toEqual([main.name]);
  });

  test('a model that is reused shows what is deployed in it', async () => {
    const first = await file.open({ model: 'shared' });
    await first.opsTest.model.deploy(web);
    await first.opsTest.finish();

    const { opsTest } = await file.open({ model: 'shared' });

    expect([...opsTest.model.applications.keys()]).toEqual(['web']);
  });

  test('a relative path of a charm is relative to rootDir', async () => {
    const { opsTest } = await file.open({}, { rootDir: resolve(__dirname, '../../fixtures') });

    expect((await opsTest.model.deploy('./charms/web')).name).toBe('web');
  });

  test('storage is released or destroyed with its model, as the option, the model or the farewell says', async () => {
    const destroyed = watchDestructions();
    const { opsTest } = await file.open({ destroyStorage: true });
    const main = opsTest.model.name;
    await opsTest.trackModel('kept-storage', { modelName: 'released', destroyStorage: false });
    await opsTest.trackModel('changed-mind', { modelName: 'changed', destroyStorage: false });

    await opsTest.forgetModel('changed-mind', { destroyStorage: true });
    await opsTest.finish();

    expect(Object.fromEntries(destroyed)).toEqual({ [main]: true, released: false, changed: true });
  });
});
