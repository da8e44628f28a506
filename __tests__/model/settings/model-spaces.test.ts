import { profiles, sceneFor } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });
  const network = {
    cidr: '10.0.0.0/8',
    providerId: 'subnet-lxdbr0-10.0.0.0/8',
    zones: ['localhost'],
    vlanTag: 0,
  };
  const alphaId = juju === '3.6' ? '0' : '656b4a82-e28c-53d6-a014-f0dd53417eb6';

  test('a model has one space with all its subnets, until there are others', async () => {
    const { spaces } = await scene().model();
    expect(await spaces.list()).toEqual([
      { id: alphaId, name: 'alpha', subnets: [{ ...network, space: 'alpha' }] },
    ]);

    await spaces.add('empty');
    await spaces.add('db', ['10.0.0.0/8']);

    expect(await spaces.list()).toMatchObject([
      { name: 'alpha', subnets: [] },
      { name: 'empty', subnets: [] },
      { name: 'db', subnets: [{ ...network, space: 'db' }] },
    ]);
  });

  test('a space is shown with who is in it', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db' });
    await model.waitForIdle();
    await model.spaces.add('empty');

    expect(await model.spaces.show(['alpha', 'empty'])).toMatchObject([
      { name: 'alpha', applications: ['db'], machineCount: 1 },
      { name: 'empty', applications: [], machineCount: 0, subnets: [] },
    ]);
    await expect(model.spaces.show('nowhere')).rejects.toThrow(
      juju === '3.6' ? 'space "nowhere" not found' : 'space not found with nowhere',
    );
  });

  test('a space gets another name, and keeps its subnets and what is bound to it', async () => {
    const model = await scene().model();
    await model.spaces.add('db', ['10.0.0.0/8']);
    await model.deploy(scene().database, { bind: 'db', units: 0 });

    await model.spaces.rename('db', 'data');

    expect(await model.spaces.show('data')).toMatchObject([
      { name: 'data', applications: ['database'], subnets: [{ ...network, space: 'data' }] },
    ]);
    expect((await model.spaces.list()).map(({ name }) => name)).toEqual(['alpha', 'data']);
    await expect(model.spaces.rename('alpha', 'beta')).rejects.toMatchObject({
      text: 'the "alpha" space cannot be renamed',
    });
    await expect(model.spaces.rename('data', 'alpha')).rejects.toMatchObject({
      text: 'space "alpha" already exists',
      code: 'already exists',
    });
    await expect(model.spaces.rename('nowhere', 'beta')).rejects.toMatchObject({
      text:
        juju === '3.6'
          ? 'space "nowhere" not found'
          : 'retrieving space "nowhere": space not found with nowhere: space not found',
    });
  });

  test('a space that nothing uses is removed; one in use only by force', async () => {
    const model = await scene().model();
    await model.spaces.add('empty');
    await model.spaces.add('db', ['10.0.0.0/8']);
    await model.deploy(scene().database, { bind: 'db', units: 0 });
    await model.setConstraints({ spaces: ['db'] });

    await model.spaces.remove('empty');
    await expect(model.spaces.remove('db')).rejects.toMatchObject({
      code: 'in use',
      message:
        `The space "db" of ${model.fullName} is in use by application-database, model-${model.uuid}. ` +
        'Bind them to another one first, or remove it with { force: true }.',
    });
    expect(await model.spaces.list()).toHaveLength(2);
    await model.spaces.remove('db', { force: true });

    expect(await model.spaces.show('alpha')).toMatchObject([
      { applications: ['database'], subnets: [{ ...network, space: 'alpha' }] },
    ]);
    expect(await model.spaces.list()).toHaveLength(1);
    expect((await model.getConstraints()).spaces ?? []).toEqual([]);
    await expect(model.spaces.remove('alpha')).rejects.toMatchObject({
      text: juju === '3.6' ? 'the alpha space cannot be removed' : 'the "alpha" space cannot be removed',
    });
    await expect(model.spaces.remove('db')).rejects.toMatchObject({
      text: juju === '3.6' ? 'space "db" not found' : 'space not found',
    });
  });

  test('a space that is there, or of subnets that are not, is refused', async () => {
    const { spaces } = await scene().model();

    await expect(spaces.add('alpha')).rejects.toThrow(
      juju === '3.6'
        ? 'adding space "alpha": space "alpha" already exists'
        : 'space "alpha": space already exists',
    );
    await expect(spaces.add('db', ['10.9.0.0/16'])).rejects.toThrow(
      juju === '3.6' ? 'subnet "10.9.0.0/16" not found' : 'subnet "10.9.0.0/16": subnet not found',
    );
    await expect(spaces.add('db', ['10.9'])).rejects.toThrow('"10.9" is not a valid CIDR');
    await expect(spaces.add('No Space')).rejects.toThrow('"space-No Space" is not a valid space tag');
    expect(await spaces.list()).toHaveLength(1);
  });
});

describe.each(profiles)('on Kubernetes with Juju %s', (juju) => {
  const scene = sceneFor({ juju, cloud: 'kubernetes' });

  test('there are no spaces', async () => {
    await expect((await scene().model()).spaces.list()).rejects.toMatchObject({
      code: 'not supported',
      text: 'spaces not supported',
    });
  });
});
