import { profiles, sceneFor } from '../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  async function withBoth() {
    const model = await scene().model();
    await Promise.all([model.deploy(scene().web), model.deploy(scene().database)]);
    return model;
  }

  test('two applications are related, and the relation is there when the call resolves', async () => {
    const model = await withBoth();

    const relation = await model.integrate('web', 'database');

    expect(relation).toMatchObject({
      key: 'web:database database:sql',
      interface: 'sql',
      scope: 'global',
      isPeer: false,
      exists: true,
      applications: ['web', 'database'],
    });
    expect(relation.endpoints).toContainEqual({
      application: 'database',
      name: 'sql',
      role: 'provider',
      subordinate: false,
    });
    expect(model.relations).toContain(relation);
    expect(model.applications.require('web').relations).toContain(relation);
  });

  test('the endpoints may be named, in any order', async () => {
    const model = await withBoth();

    expect((await model.integrate('database:sql', 'web:database')).key).toBe('web:database database:sql');
  });

  test('a relation that is there already is returned as it is', async () => {
    const model = await withBoth();
    const first = await model.integrate('web', 'database');

    expect(await model.integrate('web:database', 'database')).toBe(first);
    expect(await model.integrate('database', 'web')).toBe(first);
  });

  test('applications that do not fit are refused in the words of Juju', async () => {
    const model = await scene().model();
    await Promise.all([model.deploy(scene().web), model.deploy(scene().web, { name: 'other' })]);

    await expect(model.integrate('web', 'other')).rejects.toThrow(/no relations found/);
    await expect(model.integrate('web', 'missing')).rejects.toThrow(/"missing" not found/);
    await expect(model.integrate('web:nothing', 'other')).rejects.toThrow(/nothing/);
  });

  test.each(['', ':db', 'web:', 'web:a:b', 3, undefined])('%j is no end of a relation', async (end) => {
    const model = await scene().model();

    await expect(model.integrate('web', end as string)).rejects.toThrow(
      /^An end of a relation is "application" or "application:endpoint"/,
    );
  });

  test('an option that nobody reads is refused', async () => {
    const model = await scene().model();

    await expect(model.integrate('a', 'b', { viaCidrs: [] } as object)).rejects.toThrow(
      'integrate knows no option "viaCidrs"',
    );
  });

  test('a relation of an application with itself is one of peers', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);

    const [peers] = web.relations;

    expect(peers).toMatchObject({ key: 'web:cluster', isPeer: true, applications: ['web'] });
    expect(peers?.matches('web', 'web:cluster')).toBe(true);
    expect(peers?.matches('web:database')).toBe(false);
  });

  test('a relation that is gone says so', async () => {
    const model = await withBoth();
    const relation = await model.integrate('web', 'database');
    await model.removeApplication('database');

    expect(relation.exists).toBe(false);
    expect(() => relation.key).toThrow(
      `The relation ${String(relation.id)} is no longer in ${model.fullName}`,
    );
  });

  test('a relation is joined after a wait', async () => {
    const model = await withBoth();
    const relation = await model.integrate('web', 'database');

    await model.waitForIdle();

    expect(relation.status.current).toBe('joined');
  });
});
