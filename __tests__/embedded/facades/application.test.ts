import { RawClient } from '../../support/embedded-wire-client';
import type { Scene } from '../../support/embedded-wire-scene';
import { startScene } from '../../support/embedded-wire-scene';
import { stopServers } from '../../support/embedded-wire-server';

let scene: Scene;
let client: RawClient;

beforeEach(async () => {
  scene = await startScene('3.6');
  client = await RawClient.login(scene, { modelUuid: scene.model.uuid });
});

afterEach(stopServers);

const version = 19;
const base = { name: 'ubuntu', channel: '22.04/stable' };
const call = (method: string, params: object) => client.call('Application', version, method, params);
const result = (method: string, params: object) => client.result('Application', version, method, params);

const wanted = (application: string, more: object = {}) => ({
  application,
  'charm-url': scene.charmUrl,
  'charm-origin': { source: 'local', type: 'charm', id: '', architecture: 'amd64', base },
  'num-units': 1,
  ...more,
});

test('each application is deployed or refused on its own', async () => {
  const { results } = (await result('Deploy', {
    applications: [
      wanted('good', { config: { port: '8080' } }),
      wanted('Bad Name'),
      wanted('web'),
      wanted('lost', { 'charm-url': 'local:nothing-0' }),
      { application: 'nowhere', 'charm-url': scene.charmUrl },
      wanted('wrong', { config: { colour: 'red' } }),
    ],
  })) as unknown as { results: { error?: { message: string } }[] };
  expect(results.map(({ error }) => error?.message ?? 'deployed')).toEqual([
    'deployed',
    'cannot add application "Bad Name": invalid name',
    expect.stringContaining('application "web": application already exists'),
    expect.stringContaining('charm "local:nothing-0" not found'),
    'charm origin source required',
    expect.stringContaining('unknown option "colour"'),
  ]);
  expect([...scene.model.applications.keys()]).toEqual(['web', 'db', 'good']);
  expect(scene.model.applicationConfig('good')).toMatchObject({ port: 8080 });
});

test('config tells each value and where it is from', async () => {
  await result('SetConfigs', { Args: [{ application: 'web', config: { title: 'Hi' }, 'config-yaml': '' }] });
  await expect(result('Get', { application: 'web' })).resolves.toEqual({
    application: 'web',
    charm: 'web',
    config: {
      port: { type: 'int', description: '', default: 80, source: 'default', value: 80 },
      title: { type: 'string', description: '', source: 'user', value: 'Hi' },
    },
    'application-config': {
      trust: {
        type: 'bool',
        description: 'Does this application have access to trusted credentials',
        default: false,
        source: 'default',
        value: false,
      },
    },
    constraints: { arch: 'amd64' },
    base,
    channel: '',
  });
});

test('a wrong value is refused, a reset option goes back to its default', async () => {
  const set = (config: object) =>
    result('SetConfigs', { Args: [{ application: 'web', config, 'config-yaml': '' }] });
  await expect(set({ port: 'high' })).resolves.toMatchObject({
    results: [{ error: { message: expect.stringContaining('option "port" expected int') as string } }],
  });
  await set({ port: '81' });
  const Args = [
    { application: 'web', options: ['port'] },
    { application: 'web', options: ['colour'] },
    { application: 'nothing', options: ['port'] },
  ];
  await expect(result('UnsetApplicationsConfig', { Args })).resolves.toMatchObject({
    results: [
      {},
      { error: { message: expect.stringContaining('unknown option "colour"') as string } },
      { error: { message: 'application "nothing" not found', code: 'not found' } },
    ],
  });
  expect(scene.model.applicationConfig('web')).toMatchObject({ port: 80 });
});

test('units are added with names in order, and go one by one or not at all', async () => {
  await expect(result('AddUnits', { application: 'web', 'num-units': 2 })).resolves.toEqual({
    units: ['web/1', 'web/2'],
  });
  const units = ['unit-web-1', 'unit-web-9', 'web/2'].map((tag) => ({ 'unit-tag': tag }));
  await expect(result('DestroyUnit', { units })).resolves.toEqual({
    results: [
      { info: { 'destroyed-storage': [{ tag: 'storage-data-1' }] } },
      { error: { message: 'unit "web/9" does not exist', code: '' } },
      { error: { message: '"web/2" is not a valid tag', code: '' } },
    ],
  });
  expect(scene.model.unit('web/1').life).toBe('dying');
});

test('a dry run tells what would go, and nothing goes; units that never began go at once', async () => {
  const applications = [{ 'application-tag': 'application-db', 'dry-run': true }];
  await expect(result('DestroyApplication', { applications })).resolves.toEqual({
    results: [{ info: { 'destroyed-units': [{ tag: 'unit-db-0' }, { tag: 'unit-db-1' }] } }],
  });
  expect(scene.model.application('db').life).toBe('alive');
  await result('DestroyApplication', { applications: [{ 'application-tag': 'application-db' }] });
  expect(scene.model.applications.has('db')).toBe(false);
});

test('a relation is made once, and goes by its id or by its ends', async () => {
  await expect(call('AddRelation', { endpoints: ['web', 'db'] })).resolves.toMatchObject({
    error: 'cannot add relation "web:db db:db": relation web:db db:db',
    'error-code': 'already exists',
  });
  await expect(call('AddRelation', { endpoints: ['web', 'nothing'] })).resolves.toMatchObject({
    error: 'application "nothing" not found',
    'error-code': 'not found',
  });
  await result('DestroyRelation', { 'relation-id': scene.relationId });
  expect(scene.model.relations.has(scene.relationId)).toBe(false);
  await expect(call('DestroyRelation', { endpoints: ['web:db', 'db:nothing'] })).resolves.toMatchObject({
    error: 'relation matching "web:db db:nothing" not found',
    'error-code': 'not found',
  });
});

test('a new relation is told with both of its ends', async () => {
  await result('Deploy', { applications: [wanted('second')] });
  await expect(result('AddRelation', { endpoints: ['second', 'db'] })).resolves.toEqual({
    endpoints: {
      second: { name: 'db', role: 'requirer', interface: 'pg', optional: false, limit: 0, scope: 'global' },
      db: { name: 'db', role: 'provider', interface: 'pg', optional: false, limit: 0, scope: 'global' },
    },
  });
});

test('a unit is told with what the other side of its relations says', async () => {
  const relation = scene.model.relations.get(scene.relationId);
  relation?.inScope.add('db/0');
  relation?.unitSettings.set('db/0', { values: { host: '10.0.0.1' }, version: 1 });
  relation?.applicationSettings.set('db', { values: { version: '16' }, version: 1 });
  await expect(result('UnitsInfo', { entities: [{ tag: 'unit-web-0' }] })).resolves.toMatchObject({
    results: [
      {
        result: {
          tag: 'unit-web-0',
          machine: '0',
          'opened-ports': ['80/tcp'],
          'public-address': '10.0.0.0',
          charm: 'local:web-0',
          leader: true,
          life: 'alive',
          'relation-data': [
            {
              'relation-id': scene.relationId,
              endpoint: 'db',
              'related-endpoint': 'db',
              'cross-model': false,
              ApplicationData: { version: '16' },
              'unit-relation-data': {
                'db/0': { InScope: true, UnitData: { host: '10.0.0.1' } },
                'db/1': { InScope: false, UnitData: null },
              },
            },
          ],
        },
      },
    ],
  });
});

test('only a unit in error can be resolved', async () => {
  const params = { tags: { entities: [{ tag: 'unit-web-0' }] }, retry: true, all: false };
  await expect(result('ResolveUnitErrors', params)).resolves.toEqual({
    results: [{ error: { message: 'unit "web/0" is not in an error state', code: '' } }],
  });
});

test('an application without a leader says so', async () => {
  await expect(result('Leader', { tag: 'application-db' })).resolves.toMatchObject({
    result: '',
    error: { code: 'not found' },
  });
  await expect(result('Leader', { tag: 'application-web' })).resolves.toEqual({ result: 'web/0' });
});

test('who only reads a model reads, and changes nothing', async () => {
  scene.model.access.set('bob', 'read');
  const bob = await RawClient.login(scene, { modelUuid: scene.model.uuid, user: 'bob', password: 'bob' });
  const denied = { error: 'permission denied', 'error-code': 'unauthorized access' };
  await bob.result('Application', version, 'Get', { application: 'web' });
  for (const method of ['Deploy', 'AddUnits', 'DestroyApplication', 'SetConfigs', 'Expose']) {
    await expect(bob.call('Application', version, method, {})).resolves.toMatchObject(denied);
  }
});

test('commands that are disabled are blocked, in the words of who disabled them', async () => {
  const block = (type: string) => client.result('Block', 2, 'SwitchBlockOn', { type, message: 'not today' });
  const blocked = { error: 'not today', 'error-code': 'operation is blocked' };
  await block('BlockRemove');
  await expect(call('DestroyApplication', { applications: [] })).resolves.toMatchObject(blocked);
  await expect(call('Expose', { application: 'web' })).resolves.toHaveProperty('response');
  await block('BlockChange');
  await expect(call('Expose', { application: 'web' })).resolves.toMatchObject(blocked);
  await expect(call('Get', { application: 'web' })).resolves.not.toHaveProperty('error');
});

test('a charm of which a resource was never uploaded is deployed by Juju 3 alone', async () => {
  const four = await startScene('4.0');
  const onFour = await RawClient.login(four, { modelUuid: four.model.uuid });
  const applications = [wanted('second', { 'charm-url': four.charmUrl })];

  await expect(result('Deploy', { applications })).resolves.toEqual({ results: [{}] });
  await expect(onFour.result('Application', 22, 'Deploy', { applications })).resolves.toEqual({
    results: [{ error: { message: 'not all pending resources for charm provided', code: '' } }],
  });
});
