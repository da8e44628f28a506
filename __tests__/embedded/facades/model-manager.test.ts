import { RawClient } from '../../support/embedded-wire-client';
import type { Scene } from '../../support/embedded-wire-scene';
import { startScene } from '../../support/embedded-wire-scene';
import { stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

/** The newest version of ModelManager in each Juju, and how a model's owner is told there. */
const newest = { '3.6': 10, '4.0': 11 } as const;
const serieses = ['3.6', '4.0'] as const;
const nowhere = 'model-00000000-0000-4000-8000-000000000000';
const owned = (series: '3.6' | '4.0', name: string) =>
  series === '3.6' ? { 'owner-tag': `user-${name}` } : { qualifier: name };

const asBob = (scene: Scene) => RawClient.login(scene, { user: 'bob', password: 'bob' });

async function namesOf(client: RawClient, series: '3.6' | '4.0', user = 'admin'): Promise<string[]> {
  const reply = await client.result<{ 'user-models': { model: { name: string } }[] | null }>(
    ...(['ModelManager', newest[series], 'ListModels', { tag: `user-${user}` }] as const),
  );
  return (reply['user-models'] ?? []).map(({ model }) => model.name);
}

test.each(serieses)('Juju %s: a new model is told in full and belongs to who was named', async (series) => {
  const scene = await startScene(series);
  const client = await RawClient.login(scene);
  const args = { name: 'new', ...owned(series, 'bob'), config: { 'update-status-hook-interval': '1m' } };
  const info = await client.result<Record<string, unknown>>(
    'ModelManager',
    newest[series],
    'CreateModel',
    args,
  );
  expect(info).toMatchObject({
    name: 'new',
    type: 'iaas',
    'controller-uuid': scene.state.uuid,
    'is-controller': false,
    'provider-type': 'lxd',
    'cloud-tag': 'cloud-localhost',
    'cloud-region': 'localhost',
    ...owned(series, 'bob'),
    life: 'alive',
    status: { status: 'available', info: '' },
    users: [{ user: 'bob', 'display-name': 'Bob', access: 'admin', 'last-connection': null }],
    machines: null,
    'agent-version': scene.state.profile.agentVersion,
  });
  expect(scene.state.model(String(info['uuid'])).config.get('update-status-hook-interval')).toBe('1m');
});

test.each([
  [{ name: 'scene' }, 'model "scene" for admin already exists', 'already exists'],
  [{ name: 'No Good' }, 'failed to create config: "No Good" is not a valid name', ''],
  [{ 'cloud-tag': 'cloud-nothing' }, /cloud "nothing" not found/, 'not found'],
  [{ 'cloud-tag': 'nothing' }, '"nothing" is not a valid tag', ''],
  [{ config: { 'logging-config': 3 } }, /logging-config/, ''],
  [{ 'target-controller': 'x' }, 'target-controller parameter is only supported on JAAS', 'not supported'],
])('a model like %j is refused', async (wrong, message, code) => {
  const client = await RawClient.login(await startScene('3.6'));
  const args = { name: 'new', 'owner-tag': 'user-admin', ...wrong };
  const reply = await client.call('ModelManager', 10, 'CreateModel', args);
  expect(reply.error).toMatch(message);
  expect(reply['error-code'] ?? '').toBe(code);
});

test.each([
  [
    '3.6',
    /"add-model" permission does not permit creation of models for different owners: permission denied/,
  ],
  ['4.0', /cannot create model with qualifier "admin"/],
] as const)(
  'Juju %s: users add models where they may, and only of their own',
  async (series, othersMessage) => {
    const scene = await startScene(series);
    const bob = await asBob(scene);
    const create = (owner: string) =>
      bob.call('ModelManager', newest[series], 'CreateModel', { name: 'mine', ...owned(series, owner) });
    await expect(create('bob')).resolves.toMatchObject({ error: 'permission denied' });
    scene.state.cloud.users.set('bob', 'add-model');
    await expect(create('admin')).resolves.toMatchObject({
      error: expect.stringMatching(othersMessage) as string,
    });
    await expect(create('bob')).resolves.toMatchObject({ response: { name: 'mine' } });
    await expect(namesOf(bob, series, 'bob')).resolves.toEqual(['mine']);
  },
);

test.each(serieses)('Juju %s: users are shown their models, administrators all', async (series) => {
  const scene = await startScene(series);
  const [admin, bob] = [await RawClient.login(scene), await asBob(scene)];
  await expect(namesOf(admin, series)).resolves.toEqual(['controller', 'scene']);
  await expect(namesOf(bob, series, 'bob')).resolves.toEqual([]);
  scene.model.access.set('bob', 'read');
  await expect(namesOf(bob, series, 'bob')).resolves.toEqual(['scene']);
  await expect(namesOf(bob, series, 'admin')).rejects.toThrow('permission denied');
});

test('who only reads a model is told neither its machines nor its other users', async () => {
  const scene = await startScene('3.6');
  scene.model.access.set('bob', 'read');
  const bob = await asBob(scene);
  const entities = [{ tag: `model-${scene.model.uuid}` }, { tag: nowhere }, { tag: 'model-1' }];
  const { results } = await bob.result<{ results: object[] }>('ModelManager', 10, 'ModelInfo', { entities });
  expect(results).toMatchObject([
    { result: { name: 'scene', users: [{ user: 'bob', access: 'read' }], machines: null } },
    { error: { message: 'permission denied', code: 'unauthorized access' } },
    { error: { message: '"model-1" is not a valid model tag' } },
  ]);
});

test('a summary counts machines, cores and units', async () => {
  const client = await RawClient.login(await startScene('3.6'));
  const { results } = await client.result<{ results: { result: object }[] }>(
    ...(['ModelManager', 10, 'ListModelSummaries', { 'user-tag': 'user-admin', all: true }] as const),
  );
  expect(results.map(({ result }) => result)).toMatchObject([
    { name: 'controller', 'is-controller': true },
    {
      name: 'scene',
      'user-access': 'admin',
      sla: { level: 'unsupported', owner: 'admin' },
      counts: [
        { entity: 'machines', count: 3 },
        { entity: 'cores', count: 6 },
        { entity: 'units', count: 3 },
      ],
    },
  ]);
});

test.each(serieses)('Juju %s: each model is destroyed or refused on its own', async (series) => {
  const scene = await startScene(series);
  const client = await RawClient.login(scene);
  const tag = `model-${scene.model.uuid}`;
  const models = [tag, nowhere, 'application-web'].map((each) => ({
    'model-tag': each,
    'destroy-storage': true,
  }));
  const version = newest[series];
  await expect(client.result('ModelManager', version, 'DestroyModels', { models })).resolves.toEqual({
    results: [
      {},
      { error: { message: `model "${nowhere.slice('model-'.length)}" not found`, code: 'not found' } },
      { error: { message: '"application-web" is not a valid model tag', code: '' } },
    ],
  });
  const entities = [{ tag }, { tag: nowhere }];
  const status = await client.result('ModelManager', version, 'ModelStatus', { entities });
  expect(status).toMatchObject({
    models: [
      { 'model-tag': tag, life: 'dying', 'application-count': 2, 'unit-count': 3, ...owned(series, 'admin') },
      { 'model-tag': '', life: '', error: { code: 'not found' } },
    ],
  });
});

test('only administrators of a model destroy it', async () => {
  const scene = await startScene('3.6');
  scene.model.access.set('bob', 'write');
  const bob = await asBob(scene);
  const models = [{ 'model-tag': `model-${scene.model.uuid}` }];
  await expect(bob.result('ModelManager', 10, 'DestroyModels', { models })).resolves.toEqual({
    results: [{ error: { message: 'permission denied', code: 'unauthorized access' } }],
  });
  expect(scene.model.status.status).toBe('available');
});

test('access is granted and taken away level by level', async () => {
  const scene = await startScene('3.6');
  const client = await RawClient.login(scene);
  const modify = async (action: string, access: string, user = 'bob') => {
    const changes = [
      { 'user-tag': `user-${user}`, 'model-tag': `model-${scene.model.uuid}`, action, access },
    ];
    const { results } = await client.result<{ results: { error?: { message: string } }[] }>(
      ...(['ModelManager', 10, 'ModifyModelAccess', { changes }] as const),
    );
    return results[0]?.error?.message ?? scene.model.access.get('bob');
  };
  await expect(modify('grant', 'write')).resolves.toBe('write');
  await expect(modify('grant', 'read')).resolves.toBe('user already has "read" access or greater');
  await expect(modify('grant', 'admin')).resolves.toBe('admin');
  await expect(modify('revoke', 'admin')).resolves.toBe('write');
  await expect(modify('revoke', 'write')).resolves.toBe('read');
  await expect(modify('revoke', 'read')).resolves.toBeUndefined();
  await expect(modify('revoke', 'read')).resolves.toBe('could not revoke model access: user "bob" not found');
  await expect(modify('grant', 'read', 'nobody')).resolves.toBe(
    'could not grant model access: user "nobody" not found',
  );
  await expect(modify('lend', 'read')).resolves.toBe('unknown action "lend"');
  await expect(modify('grant', 'all')).resolves.toBe(
    'could not modify model access: "all" model access not valid',
  );
});

test('defaults are those of Juju, of the controller and of a region, until they are unset', async () => {
  const scene = await startScene('3.6');
  const client = await RawClient.login(scene);
  const call = <R>(method: string, params: object) => client.result<R>('ModelManager', 10, method, params);
  const region = { 'cloud-tag': 'cloud-localhost', 'cloud-region': 'localhost' };
  const key = 'update-status-hook-interval';
  const read = async () => {
    const entities = [{ tag: 'cloud-localhost' }];
    const { results } = await call<{ results: { config: Record<string, object> }[] }>(
      'ModelDefaultsForClouds',
      { entities },
    );
    return results[0]?.config[key];
  };
  await expect(
    call('SetModelDefaults', {
      config: [
        { config: { [key]: '1m' } },
        { ...region, config: { [key]: '2m' } },
        { config: { 'agent-version': '1' } },
      ],
    }),
  ).resolves.toEqual({
    results: [{}, {}, { error: { message: 'agent-version cannot have a default value', code: '' } }],
  });
  const regions = [{ 'region-name': 'localhost', value: '2m' }];
  await expect(read()).resolves.toEqual({ default: '5m', controller: '1m', regions });
  await call('UnsetModelDefaults', { keys: [{ keys: [key] }, { ...region, keys: [key] }] });
  await expect(read()).resolves.toEqual({ default: '5m' });
});
