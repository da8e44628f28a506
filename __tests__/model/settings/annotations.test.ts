import { profiles, sceneFor } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test('something is noted on a model, an application, a unit and a machine', async () => {
    const model = await scene().model();
    const application = await model.deploy(scene().database, { name: 'db' });
    const entities = [model, application, model.units.require('db/0'), model.machines.require('0')];

    for (const [index, entity] of entities.entries()) {
      expect(await entity.getAnnotations()).toEqual({});
      await entity.setAnnotations({ owner: `team ${String(index)}`, note: 'keep' });
    }

    for (const [index, entity] of entities.entries())
      expect(await entity.getAnnotations()).toEqual({ owner: `team ${String(index)}`, note: 'keep' });
  });

  test('what is noted stays beside what is noted later, until an empty text takes it away', async () => {
    const entity = await scene().model();
    await entity.setAnnotations({ a: '1', b: '2' });

    await entity.setAnnotations({ a: '', c: '3' });

    expect(await entity.getAnnotations()).toEqual({ b: '2', c: '3' });
  });

  test('what is no text, or has a dot in its key, is refused', async () => {
    const entity = await scene().model();

    await expect(entity.setAnnotations({ 'a.b': '1' })).rejects.toThrow('under a key without a dot');
    await expect(entity.setAnnotations({ a: 1 } as unknown as Record<string, string>)).rejects.toThrow(
      'The annotation "a" must be a text under a key without a dot; got 1',
    );
    expect(await entity.getAnnotations()).toEqual({});
  });

  test('nothing is noted on what is gone', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db' });
    const unit = model.units.require('db/0');
    await model.removeApplication('db');

    await expect(unit.getAnnotations()).rejects.toMatchObject({ code: 'not found' });
    await expect(unit.setAnnotations({ a: '1' })).rejects.toMatchObject({ code: 'not found' });
  });
});
