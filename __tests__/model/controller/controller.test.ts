import { ClientStore } from '../../../src/juju/client-store';
import { Controller } from '../../../src/model/controller/controller';
import { EntityNotFoundError, ModelNotDestroyedError } from '../../../src/model/errors';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { profiles, sceneFor, until } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, users: [{ name: 'bob', password: 'bob-secret' }] });
  const forced = { force: true, destroyStorage: true };

  test('a controller tells who it is, and who is logged in', () => {
    const { controller, embedded } = scene();

    expect(controller).toMatchObject({ name: 'embedded', uuid: embedded.uuid, userName: 'admin' });
    expect(controller.version).toMatch(juju === '3.6' ? /^3\.6\./ : /^4\.0\./);
  });

  test('a new model is connected, alive and empty', async () => {
    const model = await scene().model();

    expect(model.info).toMatchObject({
      name: model.name,
      owner: 'admin',
      fullName: `embedded:${model.name}`,
      life: 'alive',
      isController: false,
      cloud: 'localhost',
      type: 'iaas',
    });
    expect(model.uuid).toMatch(/^[0-9a-f-]{36}$/);
    expect(model.fullName).toBe(`embedded:${model.name}`);
    expect(model.applications.size).toBe(0);
    expect(model.lastStatus.model.name).toBe(model.name);
  });

  test('a new model has the configuration that it is made with', async () => {
    const { controller } = scene();

    const model = await controller.addModel('configured', {
      config: { 'default-base': 'ubuntu@24.04', development: true },
    });

    expect(await model.getConfig()).toMatchObject({ 'default-base': 'ubuntu@24.04', development: true });
  });

  test('a new model is told of before it is connected, so that nobody loses it', async () => {
    const { controller } = scene();
    const told: string[] = [];

    const model = await controller.addModel('noted', {
      onCreated: ({ uuid, fullName }) => void told.push(uuid, fullName),
    });

    expect(told).toEqual([model.uuid, 'embedded:noted']);
  });

  test('a model whose connection cannot be made does not stay behind', async () => {
    const { controller, embedded } = scene();
    embedded.faults.failMethod('Client.FullStatus', { message: 'no', code: 'unauthorized access', times: 1 });

    await expect(controller.addModel('half-made')).rejects.toThrow('Client.FullStatus');

    expect((await controller.listModels()).map(({ name }) => name)).not.toContain('half-made');
  });

  test('a name that is taken is refused, and says what to do', async () => {
    const { controller } = scene();
    await controller.addModel('taken');

    await expect(controller.addModel('taken')).rejects.toMatchObject({
      code: 'already exists',
      message:
        'admin has a model "taken" on the controller "embedded" already. Use it, or take another name.',
    });
  });

  test.each(['', 'My Model', '-x', 'a_b', 3])('%j is no name for a model', async (name) => {
    await expect(scene().controller.addModel(name as string)).rejects.toThrow(
      /is no name for a model: small letters, digits and dashes/,
    );
  });

  test('a cloud that is not there is refused, and the others named', async () => {
    await expect(scene().controller.addModel('lost', { cloud: 'mars' })).rejects.toThrow(
      'The controller "embedded" has no cloud "mars". It has "localhost".',
    );
  });

  test('an option that nobody reads is refused', async () => {
    await expect(scene().controller.addModel('x', { clud: 'x' } as object)).rejects.toThrow(
      'addModel knows no option "clud"',
    );
  });

  test('the clouds are told with how to log in to them', async () => {
    const clouds = await scene().controller.clouds();

    expect(clouds).toMatchObject([{ name: 'localhost', type: 'lxd' }]);
    expect(clouds[0]?.authTypes.length).toBeGreaterThan(0);
  });

  test('a model is found by its name, by its owner and name, and by its UUID', async () => {
    const { controller } = scene();
    const { uuid } = await controller.addModel('found');

    for (const wanted of ['found', 'admin/found', uuid]) {
      expect((await controller.model(wanted)).uuid).toBe(uuid);
    }
  });

  test('a model that is not there is not found, and those that are are named', async () => {
    const { controller } = scene();
    await controller.addModel('there');

    const failure = controller.model('not-there');

    await expect(failure).rejects.toThrow(EntityNotFoundError);
    await expect(failure).rejects.toThrow(
      /^admin has no model "not-there" on the controller "embedded" that admin may use\. It has: .*\bthere\b/,
    );
  });

  test('a UUID of nothing is not found', async () => {
    await expect(scene().controller.model('a1b2c3d4-0000-4000-8000-000000000000')).rejects.toThrow(
      /^The controller "embedded" has no model a1b2c3d4-0000-4000-8000-000000000000, or it may not be used by admin/,
    );
  });

  test("another user's model has to be named so", async () => {
    const { controller, embedded } = scene();
    const { uuid } = embedded.state.addModel({ name: 'hers', owner: 'bob' });

    await expect(controller.model('hers')).rejects.toThrow(
      'There is "bob/hers", of another user: name it so.',
    );
    expect(await controller.model('bob/hers')).toMatchObject({
      uuid,
      fullName: 'embedded:bob/hers',
      info: { owner: 'bob' },
    });
  });

  test('a user who is no superuser sees only what is shared with them', async () => {
    const { controller, embedded, folder } = scene();
    await controller.addModel('mine');
    embedded.state.addModel({ name: 'of-bob', owner: 'bob' });
    await using asBob = await connectAs('bob', 'bob-secret', embedded, folder.path);

    expect((await asBob.listModels()).map(({ fullName }) => fullName)).toContain('embedded:of-bob');
    await expect(asBob.model('mine')).rejects.toThrow(/^bob has no model "mine"/);
    await expect(asBob.model('admin/mine')).rejects.toThrow(
      /^admin has no model "mine" on the controller "embedded" that bob may use/,
    );
  });

  test('models are listed with what is worth knowing of them', async () => {
    const { controller } = scene();
    const { uuid } = await controller.addModel('listed');

    const models = await controller.listModels();

    expect(models.find(({ name }) => name === 'listed')).toMatchObject({
      uuid,
      owner: 'admin',
      fullName: 'embedded:listed',
      life: 'alive',
      isController: false,
      cloud: 'localhost',
      type: 'iaas',
      status: { current: 'available' },
    });
    expect(models.find(({ isController }) => isController)?.name).toBe('controller');
  });

  describe('on a cloud that wants a credential', () => {
    const credential = {
      cloud: 'metal',
      owner: 'admin',
      authType: 'userpass',
      attributes: { password: 'secret' },
    };

    beforeAll(() => {
      const { state } = scene().embedded;
      state.clouds.set('metal', {
        ...state.cloud,
        name: 'metal',
        authTypes: ['userpass'],
        isControllerCloud: false,
        users: new Map(),
      });
    });

    test('a model gets the only one that there is', async () => {
      const { controller, embedded } = scene();
      embedded.state.credentials.set({ ...credential, name: 'first' });

      const model = await controller.addModel('with-the-only', { cloud: 'metal' });

      expect(model.info).toMatchObject({ cloud: 'metal', credential: 'first' });
    });

    test('a model gets the one that is named, of several', async () => {
      const { controller, embedded } = scene();
      embedded.state.credentials.set({ ...credential, name: 'first' });
      embedded.state.credentials.set({ ...credential, name: 'second' });

      const model = await controller.addModel('with-second', { cloud: 'metal', credential: 'second' });

      expect(model.info.credential).toBe('second');
    });

    test('a credential that is not there is refused in the words of Juju', async () => {
      await expect(
        scene().controller.addModel('without', { cloud: 'metal', credential: 'third' }),
      ).rejects.toThrow(/^The model "without" could not be made on the controller "embedded": .*credential/);
    });

    test("a credential without its cloud is one of the controller's own", async () => {
      const { controller, embedded } = scene();
      embedded.state.credentials.set({ ...credential, name: 'of-metal' });
      embedded.state.credentials.set({ ...credential, cloud: 'localhost', name: 'of-localhost' });

      const model = await controller.addModel('at-home', { credential: 'of-localhost' });

      expect(model.info).toMatchObject({ cloud: 'localhost', credential: 'of-localhost' });
      await expect(controller.addModel('x', { credential: 'of-metal' })).rejects.toThrow(/credential/);
    });
  });

  describe('destroying a model', () => {
    test('resolves when it is gone', async () => {
      const { controller } = scene();
      const model = await controller.addModel('doomed');
      await model.deploy(scene().web, { units: 2 });
      expect(await controller.modelExists(model.uuid)).toBe(true);

      await controller.destroyModel(model.uuid, forced);

      expect(await controller.modelExists(model.uuid)).toBe(false);
      expect((await controller.listModels()).map(({ name }) => name)).not.toContain('doomed');
    });

    test("is not held up by a failed hook for longer than a minute of Juju's time when it is forced", async () => {
      const { controller, embedded } = scene();
      const model = await controller.addModel('forced');
      await model.deploy(scene().web);
      await model.waitForIdle();
      embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1_000 });

      await controller.destroyModel(model.uuid, forced);

      expect(embedded.state.models.has(model.uuid)).toBe(false);
    });

    test('that is gone already is no failure', async () => {
      const { controller } = scene();
      const model = await controller.addModel('gone');
      await controller.destroyModel(model.uuid, forced);

      await expect(controller.destroyModel(model.uuid, forced)).resolves.toBeUndefined();
    });

    test('leaves another model of the same name alone', async () => {
      const { controller, embedded } = scene();
      const mine = await controller.addModel('same');
      const { uuid } = embedded.state.addModel({ name: 'same', owner: 'bob' });

      await controller.destroyModel(mine.uuid, forced);

      expect(await controller.modelExists(uuid)).toBe(true);
    });

    test('that the controller refuses fails with its words and the name', async () => {
      const { controller, embedded } = scene();
      const model = await controller.addModel('protected');
      embedded.faults.failMethod('ModelManager.DestroyModels', {
        message: 'the operation has been blocked',
        code: 'operation is blocked',
      });

      const failure = controller.destroyModel(model.uuid, forced);

      await expect(failure).rejects.toThrow(ModelNotDestroyedError);
      await expect(failure).rejects.toMatchObject({
        code: 'operation is blocked',
        modelName: 'embedded:protected',
        modelUuid: model.uuid,
        message: expect.stringMatching(
          /^The model embedded:protected was not destroyed: .*the operation has been blocked.* Look with `juju status -m embedded:protected`/,
        ) as string,
      });
    });

    test('that takes too long fails, and says what is left', async () => {
      const { controller, embedded } = scene();
      const model = await controller.addModel('slow');
      await model.deploy(scene().web);
      await model.waitForIdle();
      embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1_000 });

      const failure = controller.destroyModel(model.uuid, { destroyStorage: true, timeout: '200ms' });

      await expect(failure).rejects.toMatchObject({ code: 'timeout', modelName: 'embedded:slow' });
      await expect(failure).rejects.toThrow(/after 0\.2s it is still dying with 1 applications, 1 units/);
    });

    test.each([
      ['an error without a code', { message: 'machine not found' }],
      ['that something of it is not there', { message: 'machine "0" not found', code: 'not found' }],
    ])('goes on to its end where the controller answers once with %s', async (_, failure) => {
      const { controller, embedded } = scene();
      const model = await controller.addModel('torn-down');
      await model.deploy(scene().web);
      await model.waitForIdle();
      embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1 });
      embedded.faults.failMethod('ModelManager.ModelStatus', { ...failure, times: 1 });

      await controller.destroyModel(model.uuid, { destroyStorage: true });

      expect(embedded.state.models.has(model.uuid)).toBe(false);
    });

    test('that nobody sees the end of quotes what the controller says of it', async () => {
      const { controller, embedded } = scene();
      const model = await controller.addModel('unseen');
      embedded.faults.failMethod('ModelManager.ModelStatus', { message: 'machine "0" not found' });

      const failure = controller.destroyModel(model.uuid, { ...forced, timeout: '200ms' });

      await expect(failure).rejects.toMatchObject({ code: 'timeout', modelName: 'embedded:unseen' });
      await expect(failure).rejects.toThrow(/it is still not known to be gone: .*machine "0" not found/);
    });

    test('a model is there while it is listed, whatever is missing of it', async () => {
      const { controller, embedded } = scene();
      const { uuid } = await controller.addModel('listed-still');
      embedded.faults.failMethod('ModelManager.ModelStatus', {
        message: 'machine "0" not found',
        code: 'not found',
        times: 1,
      });

      expect(await controller.modelExists(uuid)).toBe(true);
    });

    test.each([true, false])(
      'is done though the connection breaks under the request (carried out: %s)',
      async (executed) => {
        const { controller, embedded } = scene();
        const model = await controller.addModel('unanswered');
        embedded.faults.drop({ method: 'ModelManager.DestroyModels', executed, times: 1 });

        await controller.destroyModel(model.uuid, forced);

        expect(embedded.state.models.has(model.uuid)).toBe(false);
      },
    );

    test('is not asked for again and again where each request breaks the connection', async () => {
      const { controller, embedded } = scene();
      const model = await controller.addModel('unanswerable');
      embedded.faults.drop({ method: 'ModelManager.DestroyModels' });

      await expect(controller.destroyModel(model.uuid, forced)).rejects.toMatchObject({
        code: 'connection lost',
        modelName: 'embedded:unanswerable',
      });
    });

    test.each(['DestroyModels', 'ModelStatus'])(
      'ends with its timeout where the controller never answers %s',
      async (method) => {
        const { controller, embedded } = scene();
        const model = await controller.addModel(`silent-${method.toLowerCase()}`);
        embedded.faults.hang({ method: `ModelManager.${method}` });

        await expect(
          controller.destroyModel(model.uuid, { ...forced, timeout: '200ms' }),
        ).rejects.toMatchObject({
          name: 'ModelNotDestroyedError',
          code: 'timeout',
        });
      },
    );

    test('need not be waited for', async () => {
      const { controller } = scene();
      const model = await controller.addModel('left');

      await controller.destroyModel(model.uuid, { ...forced, wait: false });

      await expect(controller.destroyModel(model.uuid, forced)).resolves.toBeUndefined();
    });

    test('can be given up, and goes on then', async () => {
      const { controller, embedded } = scene();
      const model = await controller.addModel('given-up');
      await model.deploy(scene().web);
      await model.waitForIdle();
      embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1_000 });
      const reason = new Error('enough');
      const aborter = new AbortController();
      const destroying = controller.destroyModel(model.uuid, {
        destroyStorage: true,
        signal: aborter.signal,
      });
      await until(() => scene().inside(model).life === 'dying');
      aborter.abort(reason);

      await expect(destroying).rejects.toMatchObject({
        code: 'aborted',
        modelName: 'embedded:given-up',
        cause: { cause: reason },
      });
      expect(await controller.modelExists(model.uuid)).toBe(true);
    });
  });

  test('a controller that is closed lets go of its models', async () => {
    const { embedded, folder } = scene();
    const other = await Controller.connect({
      store: new ClientStore(embedded.jujuData),
      controllerName: 'embedded',
      env: { HOME: folder.path },
    });
    const model = await other.addModel('let-go');

    await other.close();
    await other.close();

    await expect(model.status()).rejects.toThrow(/closed/);
    expect(await scene().controller.modelExists(model.uuid)).toBe(true);
  });

  test("a model is given the juju client's SSH keys and the user's, where its Juju takes them with the model", async () => {
    const { embedded, folder } = scene();
    await mkdir(join(embedded.jujuData, 'ssh'), { recursive: true });
    await mkdir(join(folder.path, '.ssh'), { recursive: true });
    await writeFile(join(embedded.jujuData, 'ssh/juju_id_rsa.pub'), 'ssh-rsa AAAA client\n');
    await writeFile(join(embedded.jujuData, 'ssh/juju_id_rsa'), 'private');
    await writeFile(join(folder.path, '.ssh/id_ed25519.pub'), 'ssh-ed25519 BBBB user\n\n');

    const model = await scene().model();

    const keys = scene().inside(model).config.get('authorized-keys');
    expect(keys ?? '').toBe(juju === '3.6' ? 'ssh-rsa AAAA client\nssh-ed25519 BBBB user\n' : '');
  });
});

async function connectAs(
  user: string,
  password: string,
  embedded: { jujuData: string; name: string; uuid: string; endpoint: string; caCert: string },
  folder: string,
) {
  const directory = join(folder, `juju-${user}`);
  await mkdir(directory, { recursive: true });
  const controllers = {
    controllers: {
      embedded: { uuid: embedded.uuid, 'api-endpoints': [embedded.endpoint], 'ca-cert': embedded.caCert },
    },
  };
  await writeFile(join(directory, 'controllers.yaml'), JSON.stringify(controllers));
  await writeFile(
    join(directory, 'accounts.yaml'),
    JSON.stringify({ controllers: { embedded: { user, password } } }),
  );
  return await Controller.connect({
    store: new ClientStore(directory),
    controllerName: 'embedded',
    env: { HOME: folder },
  });
}
