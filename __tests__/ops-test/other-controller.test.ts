import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedController } from '../../src/embedded';
import { onEmbedded } from '../support/ops-test-embedded';

describe.each(['3.6', '4.0'] as const)('with a second controller, on Juju %s', (juju) => {
  const file = onEmbedded(juju);
  let second: EmbeddedController;

  beforeAll(async () => {
    const { jujuData } = file.controller;
    // It has another cloud: what goes by the cloud of the wrong controller fails.
    const cloud = 'kubernetes';
    second = await EmbeddedController.start({ juju, name: 'second', jujuData, cloud, timeScale: Infinity });
  });
  afterEach(() => second.faults.clear());
  afterAll(() => second.close());

  // The one that was registered last is the current one of the client.
  const own = { controller: 'embedded' };

  const modelsOnSecond = () =>
    [...second.state.models.values()].filter(({ isController }) => !isController).map(({ name }) => name);

  test.each([
    ['its name', () => 'second'],
    [
      'what is connected to it',
      (opsTest: { controller: { connect(name: string): unknown } }) => opsTest.controller.connect('second'),
    ],
  ])(
    'a model is tracked on a controller by %s, in the journal, and goes with the file',
    async (_, controllerOf) => {
      const { opsTest, host } = await file.open(own);
      const controller = (await controllerOf(opsTest)) as string;

      const far = await opsTest.trackModel('far', { controller });

      expect(far.fullName).toBe(`second:${far.name}`);
      expect(modelsOnSecond()).toEqual([far.name]);
      expect(opsTest.models.get('far')).toMatchObject({
        controllerName: 'second',
        cloudName: 'k8s',
        keep: false,
      });
      expect(host.journaled).toContain(`intend ${far.name}`);

      await opsTest.finish();

      expect(host.journaled).toContain(`destroyed ${far.name}`);
      expect(modelsOnSecond()).toEqual([]);
      expect(file.models()).toEqual([]);
    },
  );

  test('the journal is told which controller it is on, for whoever sweeps, and that it is not the own model of the file', async () => {
    const intents: {
      readonly modelName: string;
      readonly controllerName: string;
      readonly jujuData: string;
      readonly isSecond?: boolean | undefined;
    }[] = [];
    const { opsTest, host } = file.make(own);
    const { journal } = host;
    const intend = journal.intend.bind(journal);
    journal.intend = (entry) => {
      intents.push(entry);
      return intend(entry);
    };
    await opsTest.start();

    const far = await opsTest.trackModel('far', { controller: 'second' });

    expect(intents).toMatchObject([
      { controllerName: 'embedded', isSecond: false },
      { modelName: far.name, controllerName: 'second', jujuData: file.controller.jujuData, isSecond: true },
    ]);
  });

  test('it is forgotten on its own controller', async () => {
    const { opsTest } = await file.open(own);
    await opsTest.trackModel('far', { controller: 'second' });

    await opsTest.forgetModel('far');

    expect(modelsOnSecond()).toEqual([]);
    expect(file.models()).toHaveLength(1);
  });

  test('commands in its context speak to it', async () => {
    const { opsTest } = await file.open(own);
    const far = await opsTest.trackModel('far', { controller: 'second' });

    const { stdout } = await opsTest.modelContext('far', () =>
      opsTest.run(process.execPath, '-p', 'process.env.JUJU_MODEL'),
    );

    expect(stdout.trim()).toBe(far.fullName);
  });

  test('in its context another model goes where it is, unless a controller or a cloud of the file is named', async () => {
    const { opsTest } = await file.open(own);
    const cluster = { server: 'https://10.0.0.1:6443' };
    const kubeconfig = {
      'current-context': 'lab',
      contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'me' } }],
      clusters: [{ name: 'lab', cluster }],
      users: [{ name: 'me', user: { token: 'sesame' } }],
    };
    await opsTest.addK8s({ cloudName: 'lab', kubeconfig });
    await opsTest.trackModel('far', { controller: 'second' });

    await opsTest.modelContext('far', async () => {
      await opsTest.trackModel('beside');
      await opsTest.trackModel('home', { controller: 'embedded' });
      await opsTest.trackModel('on-lab', { cloudName: 'lab' });
    });
    await opsTest.trackModel('near');

    const places = [...opsTest.models.values()].map(
      ({ alias, controllerName, cloudName }) => `${alias} on ${controllerName}:${cloudName}`,
    );
    expect(places).toEqual([
      'main on embedded:localhost',
      'far on second:k8s',
      'beside on second:k8s',
      'home on embedded:localhost',
      'on-lab on embedded:lab',
      'near on embedded:localhost',
    ]);
  });

  test('a model that is there is used, and stays', async () => {
    const { opsTest } = await file.open(own);
    const there = second.state.addModel({ name: 'there', owner: 'admin' });

    const tracked = await opsTest.trackModel('far', { controller: 'second', modelName: 'there' });
    await opsTest.finish();

    expect(tracked.uuid).toBe(there.uuid);
    expect(modelsOnSecond()).toEqual(['there']);
    second.state.destroyModel(there.uuid, { force: true, destroyStorage: true });
  });

  test('a model that could not be made whole is destroyed there', async () => {
    const { opsTest, host } = await file.open(own);
    second.faults.failMethod('Client.FullStatus', { message: 'no', times: 1 });

    await expect(opsTest.trackModel('far', { controller: 'second', modelName: 'half' })).rejects.toThrow(
      /no/,
    );

    expect(host.journaled).toContain('destroyed half');
    expect(modelsOnSecond()).not.toContain('half');
  });

  test('a controller that nobody knows is refused, and the alias is free again', async () => {
    const { opsTest } = await file.open(own);

    await expect(opsTest.trackModel('far', { controller: 'third' })).rejects.toThrow(/third/);
    await expect(opsTest.trackModel('far', { controller: 3 as never })).rejects.toThrow(
      'A controller is named by a text, or given as a Controller; got number',
    );
    await opsTest.trackModel('far', { controller: 'second' });
    expect(modelsOnSecond()).toHaveLength(1);
  });

  test('no password of either is told to the journal or a report', async () => {
    const { opsTest, host } = await file.open(own);
    await opsTest.trackModel('far', { controller: 'second' });
    const accounts = await readFile(join(file.controller.jujuData, 'accounts.yaml'), 'utf8');

    expect(accounts).toContain(second.password);
    expect(JSON.stringify([host.lines, host.journaled])).not.toContain(second.password);
  });
});
