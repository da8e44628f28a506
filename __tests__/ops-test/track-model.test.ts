import {
  ModelInUseError,
  ModelLeftOverError,
  ModelNotFoundError,
  NoModelError,
} from '../../src/ops-test/errors';
import { onEmbedded } from '../support/ops-test-embedded';

const destroyModels = 'ModelManager.DestroyModels';

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  beforeAll(() => {
    const { clouds } = file.controller.state;
    const [own] = clouds.values();
    if (!own) throw new Error('the controller has no cloud');
    clouds.set('alt-cloud', { ...own, name: 'alt-cloud', isControllerCloud: false });
  });

  // The 12 rows of pytest-operator's create/remove: what the model is to be, and what its destruction meets with.
  const rows = [undefined, 'alt-model'].flatMap((modelName) =>
    [undefined, 'alt-cloud'].flatMap((cloudName) =>
      (['goes well', 'times out, which is an error', 'loses its connection once'] as const).map(
        (destruction) => [modelName, cloudName, destruction] as const,
      ),
    ),
  );
  test.each(rows)(
    'create/remove (model name %p, cloud %p): properties follow the context; forgetting %s',
    async (modelName, cloudName, destruction) => {
      const { opsTest, host } = await file.open();
      const main = opsTest.model;
      const mainPath = opsTest.tmpPath;

      const second = await opsTest.trackModel('second', { modelName, cloudName });

      expect(second.name).toMatch(modelName ?? /^web-second-[a-z0-9]{4}$/);
      expect(opsTest).toMatchObject({ currentAlias: 'main', model: main, modelName: main.name });
      await opsTest.modelContext('second', (model) => {
        expect(model).toBe(second);
        expect(opsTest).toMatchObject({
          currentAlias: 'second',
          model: second,
          modelName: second.name,
          modelFullName: `embedded:${second.name}`,
          controllerName: 'embedded',
          cloudName: cloudName ?? 'localhost',
          keepModel: false,
        });
        expect(opsTest.modelConfig).toMatchObject({ name: second.name });
        expect(opsTest.tmpPath).not.toBe(mainPath);
      });
      expect(opsTest).toMatchObject({
        ...{ currentAlias: 'main', model: main, modelName: main.name, modelFullName: main.fullName },
        ...{ cloudName: 'localhost', controllerName: 'embedded', tmpPath: mainPath },
      });

      const hangs = destruction.startsWith('times out');
      if (hangs) file.controller.faults.hang({ method: destroyModels });
      if (destruction.startsWith('loses')) file.controller.faults.drop({ method: destroyModels, times: 1 });
      const forgotten = opsTest.forgetModel('second', { timeout: hangs ? '50ms' : '1m' });
      const outcome = await forgotten.then(
        () => 'gone',
        (error: unknown) => (error as Error).name,
      );

      expect(outcome).toBe(hangs ? ModelLeftOverError.name : 'gone');
      expect(file.models()).toEqual([main.name, ...(hangs ? [second.name] : [])].sort());
      expect([...opsTest.models.keys()]).toEqual(['main']);
      expect(() => opsTest.modelContext('second')).toThrow(ModelNotFoundError);
      expect(() => second.applications).toThrow(/was closed/);
      expect(host.journaled).toEqual([
        ...['intend', 'asked', 'created'].map((word) => `${word} ${main.name}`),
        ...['intend', 'asked', 'created'].map((word) => `${word} ${second.name}`),
        `${hangs ? 'failed' : 'destroyed'} ${second.name}`,
      ]);
    },
  );

  // The examples of pytest-operator's reference for track_model.
  test.each([
    // options, whether there is a "bob" before → the model's name, whether it stays
    [{}, false, /^web-alias-/, false],
    [{ keep: true }, false, /^web-alias-/, true],
    [{ modelName: 'bob', useExisting: true }, true, /^bob$/, true],
    [{ modelName: 'bob', useExisting: true, keep: false }, true, /^bob$/, false],
    [{ modelName: 'bob', useExisting: false }, false, /^bob$/, false],
    // Its caption says that this one stays. It does not there, either.
    [{ modelName: 'bob', useExisting: false, keep: false }, false, /^bob$/, false],
    [{ modelName: 'bob' }, true, /^bob$/, true],
    [{ modelName: 'bob' }, false, /^bob$/, false],
    [{ modelName: 'bob', keep: true }, true, /^bob$/, true],
    [{ modelName: 'bob', keep: true }, false, /^bob$/, true],
  ])(
    'trackModel(alias, %j), "bob" there before %p: the name is %p, stays %p',
    async (options, there, name, stays) => {
      const before = there ? file.controller.state.addModel({ name: 'bob', owner: 'admin' }).uuid : undefined;
      const { opsTest } = await file.open();

      const model = await opsTest.trackModel('alias', options);

      expect(model.name).toMatch(name);
      expect(model.uuid === before).toBe(there);
      await opsTest.finish();
      expect(file.models()).toEqual(stays ? [model.name] : []);
    },
  );

  test('a new model goes to the cloud of the current one, else to that of the option, else to the controller’s own', async () => {
    const { opsTest } = await file.open({ cloud: 'alt-cloud' });
    expect(opsTest.cloudName).toBe('alt-cloud');
    await opsTest.trackModel('home', { cloudName: 'localhost' });

    await opsTest.modelContext('home', () => opsTest.trackModel('next to it'));
    await opsTest.forgetModel('main');
    await opsTest.trackModel('by the option');
    const { opsTest: without } = await file.open();

    const clouds = [...opsTest.models.values()].map(({ alias, cloudName }) => [alias, cloudName]);
    expect(clouds).toEqual([
      ['home', 'localhost'],
      ['next to it', 'localhost'],
      ['by the option', 'alt-cloud'],
    ]);
    expect(without.cloudName).toBe('localhost');
  });

  test('the cloud of an existing model is the one that it is on, not the controller’s own', async () => {
    file.controller.state.addModel({ name: 'old', owner: 'admin', cloud: 'alt-cloud' });
    const { opsTest } = await file.open();

    await opsTest.trackModel('old', { modelName: 'old' });

    expect(opsTest.models.get('old')?.cloudName).toBe('alt-cloud');
  });

  test('config and region reach a new model; a region or a credential that there is not is an error', async () => {
    const { opsTest } = await file.open();

    const model = await opsTest.trackModel('second', { region: 'localhost', config: { 'test-mode': true } });

    expect(model.info.region).toBe('localhost');
    expect(opsTest.models.get('second')?.config).toMatchObject({ 'test-mode': true });
    await expect(opsTest.trackModel('x', { region: 'mars' })).rejects.toThrow(/mars/);
    await expect(opsTest.trackModel('x', { credential: 'nobodys' })).rejects.toThrow(/nobodys/);
  });

  test('an alias that is taken is ModelInUseError, also while its model is only being made', async () => {
    const { opsTest } = await file.open();

    await expect(opsTest.trackModel('main')).rejects.toThrow(
      "Cannot add new model with alias 'main': opsTest tracks one already. " +
        "Take another alias, or forget that one with opsTest.forgetModel('main').",
    );
    const [first, second] = await Promise.allSettled([opsTest.trackModel('two'), opsTest.trackModel('two')]);

    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: expect.any(ModelInUseError) as unknown });
    expect(file.models()).toHaveLength(2);
  });

  test('an alias whose model could not be made is free again', async () => {
    const { opsTest } = await file.open();
    await expect(opsTest.trackModel('two', { cloudName: 'mars' })).rejects.toThrow(/mars/);

    expect((await opsTest.trackModel('two')).name).toMatch(/^web-two-/);
  });

  test('use_existing without a model name is an error', async () => {
    const { opsTest } = await file.open();

    await expect(opsTest.trackModel('two', { useExisting: true })).rejects.toThrow(
      'Cannot use an existing model (useExisting) when modelName is not given.',
    );
  });

  test('use_existing with what only a new model takes is an error that names it', async () => {
    const { opsTest } = await file.open({ model: 'shared' });

    await expect(
      opsTest.trackModel('two', { useExisting: true, modelName: 'shared', config: {}, region: 'x' }),
    ).rejects.toThrow(
      'config, region cannot be given for model "shared", which is there already (useExisting): ' +
        'change its configuration with model.setConfig, or let a new one be made.',
    );
  });

  test('use_existing of a model that is not there is an error', async () => {
    const { opsTest } = await file.open();

    await expect(opsTest.trackModel('two', { useExisting: true, modelName: 'none' })).rejects.toThrow(
      'admin has no model "none" on controller embedded, and useExisting is true.',
    );
  });

  test('use_existing false with a name that is taken is an error, and that model stays', async () => {
    const { opsTest, host } = await file.open({ model: 'shared' });

    await expect(opsTest.trackModel('two', { useExisting: false, modelName: 'shared' })).rejects.toThrow(
      ModelInUseError,
    );

    expect(file.models()).toEqual(['shared']);
    expect(host.journaled.at(-1)).toMatch(/^kept shared/);
  });

  test('duplicate alias of an existing model is kept (not destroyed) and same uuid', async () => {
    const { opsTest } = await file.open();
    const { uuid, name } = opsTest.model;

    const again = await opsTest.trackModel('again', { modelName: name, useExisting: true });

    expect(again.uuid).toBe(uuid);
    expect(opsTest.models.get('again')).toMatchObject({ keep: true, modelName: name });
    await opsTest.forgetModel('again');
    expect(file.models()).toEqual([name]);
    expect((await opsTest.model.status()).model.name).toBe(name);
  });

  test('an existing model that is not to be kept is destroyed in the end', async () => {
    file.controller.state.addModel({ name: 'old', owner: 'admin' });
    const { opsTest, host } = await file.open();

    await opsTest.trackModel('old', { modelName: 'old', keep: false });
    await opsTest.finish();

    expect(file.models()).toEqual([]);
    expect(host.journaled.filter((line) => line.endsWith('old'))).toEqual([
      'intend old',
      'created old',
      'destroyed old',
    ]);
  });

  test('of a model that is there already, what only a new one takes is not dropped in silence', async () => {
    const { opsTest, host } = await file.open({ model: 'shared' });

    await opsTest.trackModel('again', { modelName: 'shared', config: { 'test-mode': true } });

    expect(host.warnings.at(-1)).toBe(
      'using model embedded:shared, which is there already; config would be for a new one only',
    );
  });

  test.each([
    // flag, wish → kept, as the original pins them; main is kept as the flag says
    [false, undefined, false],
    [false, true, true],
    [false, false, false],
    [false, 'always', true],
    [false, 'never', false],
    [false, 'if-exists', false],
    [true, undefined, true],
    [true, true, true],
    [true, false, true],
    [true, 'always', true],
    [true, 'never', false],
    [true, 'if-exists', true],
    [true, 'ALWAYS', true],
  ] as const)('keep matrix: keepModels %p, keep %p → stays %p', async (keepModels, keep, stays) => {
    const { opsTest } = await file.open({ keepModels });
    const main = opsTest.model.name;
    const { name } = await opsTest.trackModel('second', { keep });

    const { keep: mainKept } = opsTest.models.get('main') ?? {};
    expect([mainKept, opsTest.models.get('second')?.keep]).toEqual([keepModels, stays]);
    await opsTest.finish();

    expect(file.models()).toEqual([...(keepModels ? [main] : []), ...(stays ? [name] : [])].sort());
  });

  test.each([
    [false, undefined, false],
    [false, true, true],
    [false, false, false],
    [true, undefined, true],
    [true, true, true],
    [true, false, false],
  ])('destroy_storage matrix: option %p, wish %p → %p', async (destroyStorage, wish, destroyed) => {
    const { opsTest } = await file.open({ destroyStorage });
    await opsTest.trackModel('second', { destroyStorage: wish });

    expect(opsTest.models.get('main')?.destroyStorage).toBe(destroyStorage);
    expect(opsTest.models.get('second')?.destroyStorage).toBe(destroyed);
  });

  test('a keep that there is not is an error before anything is made', async () => {
    const { opsTest } = await file.open();

    await expect(opsTest.trackModel('second', { keep: 'IF_EXISTS' as 'never' })).rejects.toThrow(
      /^keep must be true, false or one of/,
    );
    expect(file.models()).toEqual([opsTest.modelName]);
  });

  test.each<[string, object, string]>([
    ['an unknown option', { modelname: 'x' }, 'trackModel knows no option "modelname"'],
    ['useExisting as a text', { useExisting: 'yes' }, 'useExisting must be true or false; got "yes"'],
    ['destroyStorage as a number', { destroyStorage: 1 }, 'destroyStorage must be true or false; got 1'],
  ])('%s is an error that names it', async (_, options, message) => {
    const { opsTest } = await file.open();

    await expect(opsTest.trackModel('second', options)).rejects.toThrow(message);
  });

  test.each([[''], [undefined], [1]])('the alias %p is refused', async (alias) => {
    const { opsTest } = await file.open();

    await expect(opsTest.trackModel(alias as string)).rejects.toThrow('The alias of a model must be a text');
  });

  test('models gives copies, which change nothing', async () => {
    const { opsTest } = await file.open();
    const { models } = opsTest;

    (models as Map<string, unknown>).clear();

    expect(opsTest.models.size).toBe(1);
    expect(Object.isFrozen(opsTest.models.get('main'))).toBe(true);
  });

  test('forget inside context → model null; restored after', async () => {
    const { opsTest } = await file.open();
    await opsTest.trackModel('second');

    await opsTest.modelContext('second', async () => {
      await opsTest.forgetModel('second');
      expect(opsTest).toMatchObject({ hasModel: false, currentAlias: undefined, modelName: undefined });
      expect(() => opsTest.model).toThrow(NoModelError);
      expect(() => opsTest.model).toThrow('"second" has been forgotten');
    });

    expect(opsTest.currentAlias).toBe('main');
  });

  test('a context whose prior model was forgotten ends with none', async () => {
    const { opsTest } = await file.open();
    await opsTest.trackModel('second');

    await opsTest.modelContext('second', () => opsTest.forgetModel('main'));

    expect(opsTest.currentAlias).toBeUndefined();
    await expect(opsTest.forgetModel()).rejects.toThrow(NoModelError);
  });

  test('`using` switches until the block’s end', async () => {
    const { opsTest } = await file.open();
    const second = await opsTest.trackModel('second');
    {
      using context = opsTest.modelContext('second');
      expect([context.model, context.alias, opsTest.model]).toEqual([second, 'second', second]);
    }
    {
      await using context = opsTest.modelContext('second');
      expect(context.model).toBe(second);
    }

    expect(opsTest.currentAlias).toBe('main');
  });

  test('`await using` forgets the model that it tracked, unless the test did', async () => {
    const { opsTest } = await file.open();
    {
      await using second = await opsTest.trackModel('second');
      expect(second.name).toMatch(/^web-second-/);
    }
    {
      await using third = await opsTest.trackModel('third');
      await opsTest.forgetModel('third');
      expect(third.name).toMatch(/^web-third-/);
    }

    expect(file.models()).toEqual([opsTest.modelName]);
  });

  test('after the end no more models are made', async () => {
    const { opsTest } = await file.open();
    await opsTest.finish();

    await expect(opsTest.trackModel('late')).rejects.toThrow(
      "Cannot add new model with alias 'late': the test file is over.",
    );
  });
});
