import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';
import { zipOf } from '../../support/embedded-domain-zip';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

test('a relation is keyed by requirer and provider, whichever is named first', async () => {
  const model = await modelWith('web', 'database');
  const relation = model.addRelation(['database', 'web:db']);

  expect(relation).toMatchObject({
    id: 1,
    key: 'web:db database:db',
    interface: 'pgsql',
    scope: 'global',
    life: 'alive',
  });
  expect(relation.status.status).toBe('joining');
  expect(relation.endpoints.map(({ application, name, role }) => [application, name, role])).toEqual([
    ['database', 'db', 'provider'],
    ['web', 'db', 'requirer'],
  ]);
});

test('what Juju itself provides is related with when nothing else fits, in the scope of the other end', async () => {
  const model = await modelWith('web', 'logger');
  const relation = model.addRelation(['web', 'logger']);
  expect(relation).toMatchObject({ key: 'logger:host web:juju-info', scope: 'container' });
  expect(relation.endpoints.map(({ scope }) => scope)).toEqual(['container', 'container']);
});

test.each([
  ['one endpoint', ['web'], 'a relation should have exactly two endpoints', 'bad request'],
  ['an unknown application', ['web', 'cache'], 'application "cache" not found', 'not found'],
  [
    'an unknown endpoint',
    ['web:cache', 'database'],
    'application "web" has no "cache" relation',
    'not found',
  ],
  ['endpoints that do not fit', ['web:website', 'database'], 'no relations found', ''],
  ['a peer endpoint', ['web:replicas', 'database'], 'no relations found', ''],
  ['a strange name', ['web:db:x', 'database'], 'invalid endpoint "web:db:x"', ''],
])('%s is refused', async (_what, endpoints, message, code) => {
  const model = await modelWith('web', 'database');
  expect(refusalOf(() => model.addRelation(endpoints))).toMatchObject({ message, code });
});

test.each([
  ['3.6', 'cannot add relation "web:db database:db": relation web:db database:db'],
  [
    '4.0',
    'adding relation between endpoints "web" and "database": cannot add relation "web", "database": relation web:db database:db: already exists',
  ],
] as const)(
  'a relation that there is already is refused by Juju %s in its own way',
  async (series, message) => {
    const model = newState(series).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'web');
    await deployFixture(model, 'database');
    model.addRelation(['web', 'database']);
    expect(refusalOf(() => model.addRelation(['web', 'database']))).toMatchObject({
      message,
      // Juju 4 gives hardly any refusal of a relation a code.
      code: series === '3.6' ? 'already exists' : '',
    });
  },
);

describe('Juju 4', () => {
  async function modelOf4(...charms: string[]): Promise<Model> {
    const model = newState('4.0').addModel({ name: 'test', owner: 'admin' });
    for (const charm of charms) await deployFixture(model, charm);
    return model;
  }

  const cannotRelate = (one: string, other: string, why: string) =>
    `adding relation between endpoints "${one}" and "${other}": cannot relate endpoints "${one}" and "${other}": ${why}`;

  test.each([
    ['cache', 'database', 'no candidates for cache: relation endpoint not found'],
    ['cache', 'web:cache', 'no candidates for cache and web:cache: relation endpoint not found'],
    ['web:website', 'database', 'no compatible endpoints found between applications'],
    ['web:replicas', 'database', 'no compatible endpoints found between applications'],
  ])('has no relation of %s and %s, and says so without a code', async (one, other, why) => {
    const model = await modelOf4('web', 'database');
    expect(refusalOf(() => model.addRelation([one, other]))).toMatchObject({
      message: cannotRelate(one, other, why),
      code: '',
    });
  });

  test('refuses a strange name', async () => {
    const model = await modelOf4('web', 'database');
    expect(() => model.addRelation(['web:db:x', 'database'])).toThrow(
      'adding relation between endpoints "web:db:x" and "database": parsing endpoint identifier "web:db:x": ' +
        'expected endpoint of form <application-name>:<endpoint-name> or <application-name>',
    );
  });

  test('says that a relation exists before it looks at the life of its ends', async () => {
    const model = await modelOf4('web', 'database');
    model.addRelation(['web', 'database']);
    model.application('database').life = 'dying';
    expect(() => model.addRelation(['web', 'database'])).toThrow(/: already exists$/);
  });

  test('refuses an application that is not alive', async () => {
    const model = await modelOf4('web', 'database');
    model.application('database').life = 'dying';
    expect(() => model.addRelation(['web', 'database'])).toThrow(
      'cannot add relation "web", "database": relation web:db database:db: application database is not alive',
    );
  });

  test('keeps a limit, without a code', async () => {
    const model = await modelOf4('web', 'database');
    await deployFixture(model, 'database', { name: 'second' });
    model.addRelation(['web', 'database']);
    expect(refusalOf(() => model.addRelation(['second:db', 'web']))).toMatchObject({
      message:
        'adding relation between endpoints "second:db" and "web": cannot add relation "second:db", "web": relation second:db web:db: ' +
        'establishing a new relation for web:db would exceed its maximum relation limit of 1',
      code: '',
    });
  });

  test('refuses subnets within a model with its code', async () => {
    const model = await modelOf4('web', 'database');
    expect(refusalOf(() => model.addRelation(['web', 'database'], ['10.0.0.0/8']))).toMatchObject({
      message:
        'adding relation between endpoints "web" and "database": integration via subnets for non cross model relations',
      code: 'not supported',
    });
    expect([...model.relations.values()].map(({ key }) => key)).toEqual(['web:replicas']);
  });
});

test('a limit of relations is kept', async () => {
  const model = await modelWith('web', 'database');
  await deployFixture(model, 'database', { name: 'second' });
  model.addRelation(['web', 'database']);
  expect(refusalOf(() => model.addRelation(['web', 'second']))).toMatchObject({
    message:
      'cannot add relation "web:db second:db": establishing a new relation for web:db would exceed its maximum relation limit of 1',
    code: 'quota limit exceeded',
  });
});

test('a subordinate must run on the base of its principal', async () => {
  const model = await modelWith('logger');
  await deployFixture(model, 'database', { name: 'other' });
  model.deploy({
    application: 'web',
    charmUrl: 'local:database-0',
    origin: { ...model.application('other').origin, base: { name: 'ubuntu', channel: '24.04/stable' } },
  });
  expect(() => model.addRelation(['web', 'logger'])).toThrow(
    "subordinate must support principal application's base; subordinate only supports: [ubuntu@22.04]",
  );
});

test('an ambiguous relation names what it could be', async () => {
  const model = await modelWith('web');
  const metadata = 'name: twins\nsummary: s\ndescription: d\nprovides: {db: pgsql, replica: pgsql}\n';
  const { url } = await model.addCharm(await zipOf({ 'metadata.yaml': metadata }));
  model.deploy({ application: 'twins', charmUrl: url });
  expect(() => model.addRelation(['web', 'twins'])).toThrow(
    'ambiguous relation: "web twins" could refer to "web:db twins:db"; "web:db twins:replica"',
  );
});

test('Juju 4 looks for the relation to remove by what the charms allow, and by what there is only in doubt', async () => {
  const model = newState('4.0').addModel({ name: 'test', owner: 'admin' });
  for (const [name, ends] of [
    ['client', 'requires: {a: pgsql, b: pgsql}'],
    ['server', 'provides: {one: pgsql, two: pgsql}'],
  ]) {
    const metadata = `name: ${name}\nsummary: s\ndescription: d\n${ends}\n`;
    const { url } = await model.addCharm(await zipOf({ 'metadata.yaml': metadata }));
    model.deploy({ application: String(name), charmUrl: url });
  }
  const destroy = (...endpoints: string[]) => model.destroyRelation({ endpoints });
  const both = () => destroy('client', 'server');
  expect(refusalOf(both)).toEqual({
    message: 'relation with endpoints [client server] or id 0 not found',
    code: 'not found',
  });
  model.addRelation(['client:a', 'server:one']);
  model.addRelation(['client:b', 'server:two']);
  expect(refusalOf(both)).toEqual({
    message: 'endpoints ["client" "server"] are ambiguous, specify relation endpoints or id',
    code: 'bad request',
  });
  destroy('server:one', 'client:a');
  both();
  expect(model.relations.size).toBe(0);
});

test.each([
  [{ endpoints: ['web', 'nothing'] }, 'relation with endpoints [web nothing] or id 0 not found', 'not found'],
  [
    { endpoints: ['web:x', 'database'] },
    'relation with endpoints [web:x database] or id 0 not found',
    'not found',
  ],
  [
    { endpoints: ['web:db', 'database:db'] },
    'relation with endpoints [web:db database:db] or id 0 not found',
    'not found',
  ],
  [{ id: 9 }, 'relation with endpoints [] or id 9 not found', 'not found'],
  [{ id: 0 }, 'cannot remove a peer relation', ''],
  [{ endpoints: ['web:replicas'] }, 'removing a peer relation', ''],
  [
    { endpoints: ['a', 'b', 'c'] },
    'invalid endpoint length: 3, must be 2 or 0 with relation ID provided',
    '',
  ],
  [
    { endpoints: ['a:b:c', 'd'] },
    'parsing endpoint identifier "a:b:c": expected endpoint of form <application-name>:<endpoint-name> or <application-name>',
    '',
  ],
])('Juju 4 refuses to remove %p in its own words', async (args, message, code) => {
  const model = newState('4.0').addModel({ name: 'test', owner: 'admin' });
  for (const charm of ['web', 'database']) await deployFixture(model, charm);
  expect(refusalOf(() => model.destroyRelation(args))).toEqual({ message, code });
});

test('a relation is found for removal by its endpoints or its id', async () => {
  const model = await modelWith('web', 'database');
  model.addRelation(['web', 'database']);
  model.destroyRelation({ endpoints: ['web', 'database'] });
  expect(model.relations.has(1)).toBe(false);
  const { id } = model.addRelation(['web', 'database']);
  model.destroyRelation({ id });
  expect([...model.relations.values()].map(({ key }) => key)).toEqual(['web:replicas']);
});

test.each([
  [{ endpoints: ['web', 'database'] }, 'relation matching "web database" not found'],
  [{ id: 9 }, 'relation 9 not found'],
  [{ id: 0 }, 'cannot destroy relation "web:replicas": is a peer relation'],
])('removing %p is refused', async (args, message) => {
  const model = await modelWith('web', 'database');
  expect(() => model.destroyRelation(args)).toThrow(message);
});
