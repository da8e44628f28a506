import { profiles, sceneFor } from '../../support/model-scene';

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

    const [nothing, missing] =
      juju === '3.6'
        ? [/no relations found/, /"missing" not found/]
        : [/no compatible endpoints found/, /no candidates for missing/];
    await expect(model.integrate('web', 'other')).rejects.toThrow(nothing);
    await expect(model.integrate('web', 'missing')).rejects.toThrow(missing);
    await expect(model.integrate('web:nothing', 'other')).rejects.toThrow(/nothing/);
  });

  test('a misspelt application or endpoint is told with those that there are', async () => {
    const model = await withBoth();

    await expect(model.integrate('wbe', 'database')).rejects.toThrow(
      `${model.fullName} has no application "wbe". Did you mean "web"? It has: database, web.`,
    );
    await expect(model.integrate('web:databse', 'database')).rejects.toThrow(
      '. web has no endpoint "databse". Did you mean "database"? It has: database.',
    );
    await expect(model.integrate('web:database', 'database:db')).rejects.toThrow(
      '. database has no endpoint "db". It has: sql.',
    );
    await model.deploy(scene().web, { name: 'other', units: 0 });
    await expect(model.integrate('web', 'other')).rejects.toThrow(
      '. web has: database (requirer of sql); other has: database (requirer of sql).',
    );
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

  test('a relation that is dying is none to be had: the refusal says what to wait for', async () => {
    const model = await withBoth();
    await model.integrate('web', 'database');
    await model.waitForIdle();
    scene().embedded.faults.failHook({ of: 'web', hook: 'database-relation-departed', times: Infinity });
    await model.removeApplication('database', { wait: false });

    // Juju 3 looks at the applications first.
    const [code, text] =
      juju === '3.6'
        ? ['', /application "database" is not alive \(/]
        : ['already exists', new RegExp(`^${dyingText(model.fullName).replaceAll(/[().]/g, '\\$&')}$`)];
    const failure = model.integrate('web', 'database');
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow(text);
  });

  test('a relation whose removal was asked for and is held up is none to be had', async () => {
    const model = await withBoth();
    await model.integrate('web', 'database');
    await model.waitForIdle();
    scene().embedded.faults.failHook({ of: 'web', hook: 'database-relation-departed', times: Infinity });
    await model.removeRelation('web', 'database', { wait: false });

    await expect(model.integrate('web', 'database')).rejects.toMatchObject({
      code: 'already exists',
      message: dyingText(model.fullName),
    });
  });

  if (juju === '3.6') {
    // Juju 4 does not tell that a relation is dying where somebody else removed it.
    test('a relation that was removed by itself and is not gone is none to be had', async () => {
      const model = await withBoth();
      await model.integrate('web', 'database');
      await model.waitForIdle();
      const [relation] = [...scene().inside(model).relations.values()].filter(
        ({ interface: of }) => of === 'sql',
      );
      if (relation) relation.life = 'dying';

      await expect(model.integrate('web', 'database')).rejects.toMatchObject({
        code: 'already exists',
        message: dyingText(model.fullName),
      });
    });
  }

  test('a relation is joined after a wait', async () => {
    const model = await withBoth();
    const relation = await model.integrate('web', 'database');

    await model.waitForIdle();

    expect(relation.status.current).toBe('joined');
  });
});

const dyingText = (model: string) =>
  `web and database cannot be integrated in ${model} yet: the relation between them is dying, and not gone yet. ` +
  'Wait until it is gone (a failed hook holds it up), and integrate them then.';
