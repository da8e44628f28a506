import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MessageTooLargeError } from '../../src/juju/errors';
import { onEmbedded } from '../support/ops-test-embedded';
import { testFolder } from '../support/ops-test-folder';
import { until } from '../support/ops-test-until';

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  test('automatic model: made with a new name, current, not kept', async () => {
    const { opsTest, host } = await file.open();

    const name = opsTest.defaultModelName;
    expect(name).toMatch(/^web-[a-z0-9]{4}$/);
    expect(file.models()).toEqual([name]);
    expect(opsTest).toMatchObject({
      hasModel: true,
      currentAlias: 'main',
      modelName: name,
      modelFullName: `embedded:${name}`,
      cloudName: 'localhost',
      controllerName: 'embedded',
      keepModel: false,
      destroyStorage: false,
    });
    expect(opsTest.model.name).toBe(name);
    expect(opsTest.modelConfig).toMatchObject({ name, 'update-status-hook-interval': '5m' });
    expect([...opsTest.models.keys()]).toEqual(['main']);
    expect(host.journaled).toEqual([`intend ${name}`, `asked ${name}`, `created ${name}`]);
  });

  test('the end destroys the automatic model, and says so in the journal', async () => {
    const { opsTest, host } = await file.open();
    const name = opsTest.defaultModelName;

    await opsTest.finish();

    expect(file.models()).toEqual([]);
    expect(host.journaled).toEqual([
      `intend ${name}`,
      `asked ${name}`,
      `created ${name}`,
      `destroyed ${name}`,
    ]);
    expect(opsTest.hasModel).toBe(false);
  });

  test('modelAlias names the automatic model for the tests', async () => {
    const { opsTest } = await file.open({ modelAlias: 'first' });

    expect(opsTest.currentAlias).toBe('first');
  });

  test('keepModels keeps the automatic model', async () => {
    const { opsTest, host } = await file.open({ keepModels: true });
    const name = opsTest.defaultModelName;

    await opsTest.finish();

    expect(file.models()).toEqual([name]);
    expect(host.journaled).toEqual([
      `intend ${name}`,
      `asked ${name}`,
      `created ${name}`,
      `kept ${name}: keepModels is set`,
    ]);
  });

  test("keepModels 'on-failure' keeps what is there after a failure, and nothing without one", async () => {
    let failures = 0;
    const options = { keepModels: 'on-failure' } as const;
    const { opsTest, host } = await file.open(options, { failures: () => failures });
    const name = opsTest.defaultModelName;
    await opsTest.trackModel('gone', { modelName: 'gone' });
    await opsTest.trackModel('never', { modelName: 'never', keep: opsTest.ModelKeep.NEVER });
    await opsTest.forgetModel('gone');
    expect(opsTest.keepModel).toBe(false);

    failures = 1;

    expect(opsTest.keepModel).toBe(true);
    expect([...opsTest.models.values()].map(({ modelName, keep }) => [modelName, keep])).toEqual([
      [name, true],
      ['never', false],
    ]);
    await opsTest.finish();
    expect(file.models()).toEqual([name]);
    expect(host.journaled).toEqual([
      `intend ${name}`,
      `asked ${name}`,
      `created ${name}`,
      'intend gone',
      'asked gone',
      'created gone',
      'intend never',
      'asked never',
      'created never',
      'destroyed gone',
      `kept ${name}: something failed in its file, and keepModels is 'on-failure'`,
      'destroyed never',
    ]);
  });

  test('that a model stays is noted before the end waits for what is under way: it may be cut short', async () => {
    const { opsTest, host } = await file.open({ keepModels: 'on-failure' }, { failures: () => 1 });
    const name = opsTest.defaultModelName;
    await opsTest.trackModel('second', { keep: opsTest.ModelKeep.NEVER });
    file.controller.faults.hang({ method: 'ModelManager.DestroyModels' });
    const aborter = new AbortController();
    const forgetting = opsTest.forgetModel('second', { signal: aborter.signal });

    const finished = opsTest.finish();
    await until(() => host.journaled.some((entry) => entry.startsWith(`kept ${name}: something failed`)));
    // What hangs goes on hanging; what is asked from now on does not.
    await file.controller.faults.clear();
    aborter.abort();

    await Promise.allSettled([forgetting]);
    await finished;
    expect(file.models()).toEqual([name]);
  });

  test('what fails while a model is looked at before it is destroyed keeps it, also from whoever sweeps later', async () => {
    let failures = 0;
    const options = { keepModels: 'on-failure', crashDump: 'always' } as const;
    const { opsTest, host } = await file.open(options, { failures: () => failures });
    const { name } = await opsTest.trackModel('second');
    const report = host.report.bind(host);
    host.report = (line) => {
      if (line.includes('crashdump')) failures = 1;
      report(line);
    };

    await opsTest.forgetModel('second');

    expect(failures).toBe(1);
    expect(file.models()).toContain(name);
    expect(host.journaled.at(-1)).toBe(
      `kept ${name}: something failed in its file, and keepModels is 'on-failure'`,
    );
  });

  test.each([undefined, 65_536])(
    'existing model, frame size %p: full name, cloud, name right; kept; storage stays; one model',
    async (jujuMaxFrameSize) => {
      const made = await file.open({ model: 'shared' });
      await made.opsTest.finish();
      const options = { model: 'shared', destroyStorage: true };

      const { opsTest, host } = await file.open({
        ...options,
        ...(jujuMaxFrameSize !== undefined && { jujuMaxFrameSize }),
      });

      expect(opsTest).toMatchObject({
        modelName: 'shared',
        modelFullName: 'embedded:shared',
        cloudName: 'localhost',
        controllerName: 'embedded',
        keepModel: true,
        destroyStorage: false,
      });
      expect(opsTest.models.size).toBe(1);
      expect((await opsTest.model.status()).model.name).toBe('shared');
      await opsTest.finish();
      expect(file.models()).toEqual(['shared']);
      expect(host.journaled).toEqual(['kept a stranger: it was there before']);
      expect(made.host.journaled).toEqual([
        'intend shared',
        'asked shared',
        'created shared',
        'kept shared: it was asked for by name, or to be kept',
      ]);
    },
  );

  test('jujuMaxFrameSize is the size of the largest message that the connections take', async () => {
    await expect(file.open({ jujuMaxFrameSize: 1_000 })).rejects.toThrow(MessageTooLargeError);
  });

  test('frame size −1 is an error before anything is made', async () => {
    const { opsTest, host } = file.make({ model: 'shared', jujuMaxFrameSize: -1 });

    await expect(opsTest.start()).rejects.toThrow(
      'jujuMaxFrameSize must be a positive whole number of bytes',
    );

    expect(host.journaled).toEqual([]);
    expect(file.models()).toEqual([]);
  });

  test('the model may be named with its controller', async () => {
    const { opsTest } = await file.open({ model: 'embedded:shared' });

    expect(opsTest.modelFullName).toBe('embedded:shared');
  });

  test('a model that the shell has selected is not the one to test on', async () => {
    const env = {
      PATH: process.env['PATH'],
      JUJU_DATA: file.controller.jujuData,
      JUJU_MODEL: 'embedded:controller',
    };

    const { opsTest } = await file.open({}, { env });

    expect(opsTest.modelName).toBe(opsTest.defaultModelName);
  });

  test('what the shell has selected does not keep a file from its embedded controller', async () => {
    const { jujuData } = file.controller;
    const env = { JUJU_DATA: jujuData, JUJU_MODEL: 'prod:web', JUJU_CONTROLLER: 'prod' };

    const { opsTest } = await file.open({}, { env, embedded: file.controller });

    expect(opsTest.controllerName).toBe('embedded');
    expect(opsTest.embedded).toBe(file.controller);
  });

  test('modelConfig is applied, from an object or a file', async () => {
    const folder = testFolder();
    writeFileSync(join(folder, 'config.yaml'), 'update-status-hook-interval: 2m\n');

    const one = await file.open({ modelConfig: { 'update-status-hook-interval': '3m' } });
    const other = await file.open({ modelConfig: 'config.yaml' }, { rootDir: folder });

    expect(one.opsTest.modelConfig).toMatchObject({ 'update-status-hook-interval': '3m' });
    expect((await other.opsTest.model.getConfig())['update-status-hook-interval']).toBe('2m');
  });

  test('modelConfig is ignored where model is given, and says so', async () => {
    const { opsTest, host } = await file.open({
      model: 'shared',
      modelConfig: { 'update-status-hook-interval': '3m' },
    });

    expect(opsTest.modelConfig).toMatchObject({ 'update-status-hook-interval': '5m' });
    expect(host.warnings).toEqual(['modelConfig is not used, because model is given']);
  });

  test('a modelConfig that is not there is an error, also where model is given', async () => {
    const { opsTest } = file.make({ model: 'shared', modelConfig: 'nowhere.yaml' });

    await expect(opsTest.start()).rejects.toThrow(/nowhere\.yaml: there is no such file/);

    expect(file.models()).toEqual([]);
  });

  test('a cloud that is not the one of the existing model is an error', async () => {
    await (await file.open({ model: 'shared' })).opsTest.finish();

    await expect(file.open({ model: 'shared', cloud: 'aws' })).rejects.toThrow(
      'Model embedded:shared is there already, on cloud "localhost", but cloud "aws" was asked for. ' +
        'Take another model name, or do not name a cloud.',
    );
    expect(file.models()).toEqual(['shared']);
  });

  test('a cloud that the controller does not have is an error, with nothing left behind', async () => {
    const { opsTest, host } = file.make({ cloud: 'mars' });

    await expect(opsTest.start()).rejects.toThrow(/mars/);

    expect(file.models()).toEqual([]);
    expect(host.journaled).toEqual([
      `intend ${opsTest.defaultModelName}`,
      `destroyed ${opsTest.defaultModelName}`,
    ]);
  });

  test('a model of another user is not taken by its bare name, but by its owner’s', async () => {
    file.controller.state.addModel({ name: 'hers', owner: 'alice' });

    await expect(file.open({ model: 'hers' })).rejects.toThrow(
      'Model "hers" on controller embedded is not admin\'s. To use that model name "alice/hers"; ' +
        'to make one of your own name "admin/hers".',
    );
    const { opsTest } = await file.open({ model: 'alice/hers' });

    expect(opsTest).toMatchObject({
      modelName: 'hers',
      modelFullName: 'embedded:alice/hers',
      keepModel: true,
    });
    expect(file.models()).toEqual(['alice/hers']);
  });

  test('a name that Juju does not take is an error, with nothing left behind', async () => {
    const { opsTest, host } = file.make({ model: 'Not_A_Name' });

    await expect(opsTest.start()).rejects.toThrow(/Not_A_Name/);

    expect(host.journaled).toEqual(['intend Not_A_Name', 'destroyed Not_A_Name']);
  });
});
