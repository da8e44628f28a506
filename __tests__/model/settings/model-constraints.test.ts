import { profiles, sceneFor } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test('a model has no constraints until it is given some, and then its machines have them', async () => {
    const model = await scene().model();
    expect(await model.getConstraints()).toEqual({});

    await model.setConstraints({ mem: '4G', cores: 2, tags: ['ssd'] });

    expect(await model.getConstraints()).toEqual({ mem: 4096, cores: 2, tags: ['ssd'] });
    expect((await model.addMachine()).constraints).toBe('cores=2 mem=4096M tags=ssd');
    await model.setConstraints('arch=arm64');
    expect(await model.getConstraints()).toEqual({ arch: 'arm64' });
    await model.setConstraints({});
    expect(await model.getConstraints()).toEqual({});
  });

  test('constraints that there are none of are refused', async () => {
    await expect((await scene().model()).setConstraints('memory=4G')).rejects.toThrow(
      'There is no constraint "memory"',
    );
  });
});
