import { profiles, sceneFor } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  async function related() {
    const model = await scene().model();
    await Promise.all([model.deploy(scene().web), model.deploy(scene().database)]);
    const relation = await model.integrate('web', 'database');
    await model.waitForIdle();
    return { model, relation };
  }

  test.each<[string, string]>([
    ['web', 'database'],
    ['database', 'web'],
    ['web:database', 'database:sql'],
  ])('the relation of %s with %s is removed, and is gone when the call resolves', async (one, other) => {
    const { model, relation } = await related();

    await model.removeRelation(one, other);

    expect(relation.exists).toBe(false);
    expect(model.relations.map(({ key }) => key)).toEqual(['web:cluster']);
    await model.waitForIdle({ timeout: '30s' });
  });

  test('a relation removes itself, and may be made anew', async () => {
    const { model, relation } = await related();

    await relation.remove();
    const again = await model.integrate('web', 'database');

    expect(again.id).not.toBe(relation.id);
    await expect(relation.remove()).rejects.toThrow(/not found/);
  });

  test('one that is not there is named with those that are', async () => {
    const { model } = await related();

    await expect(model.removeRelation('web', 'cache')).rejects.toMatchObject({
      message: `There is no relation of "web" with "cache" in ${model.fullName}; it has "web:database database:sql"`,
    });
    await expect(model.removeRelation('web:cluster', 'web')).rejects.toThrow(/There is no relation/);
  });

  test('a relation of peers goes with its application only', async () => {
    const { model } = await related();
    const peers = model.relations.find(({ isPeer }) => isPeer);

    await expect(peers?.remove()).rejects.toThrow(
      juju === '3.6' ? /is a peer relation/ : /cannot remove a peer relation/,
    );
  });

  test('a failed hook holds it up, and force does not wait for it', async () => {
    const { model, relation } = await related();
    scene().embedded.faults.failHook({ of: 'web/0', hook: 'database-relation-broken', times: 1_000 });

    await expect(model.removeRelation('web', 'database', { timeout: '1s' })).rejects.toThrow(
      /waiting for relation \d+ to be gone/,
    );
    await relation.remove({ force: true, maxWait: 0 });

    expect(relation.exists).toBe(false);
  });

  test('what it does not take is refused', async () => {
    const { model } = await related();

    await expect(model.removeRelation('web', 'database', { maxWait: '1s' })).rejects.toThrow(
      'removeRelation: maxWait says when a forced removal skips a step; it needs force: true',
    );
    await expect(model.removeRelation('web', 'database', { forced: true } as object)).rejects.toThrow(
      'removeRelation knows no option "forced"',
    );
  });
});
