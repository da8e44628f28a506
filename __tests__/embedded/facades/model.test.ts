import { kubernetes } from '../../../src/embedded/state/clouds';
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

interface Results {
  readonly results: Record<string, unknown>[];
}

test('config tells where each value is from, and goes back to it', async () => {
  const read = async (key: string) => {
    const { config } = await client.result<{ config: Record<string, object> }>('ModelConfig', 3, 'ModelGet');
    return config[key];
  };
  const key = 'update-status-hook-interval';
  await expect(read(key)).resolves.toEqual({ value: '5m', source: 'default' });
  await client.result('ModelConfig', 3, 'ModelSet', { config: { [key]: '1m' } });
  await expect(read(key)).resolves.toEqual({ value: '1m', source: 'model' });
  await client.result('ModelConfig', 3, 'ModelUnset', { keys: [key] });
  await expect(read(key)).resolves.toEqual({ value: '5m', source: 'default' });
});

test('Juju 3 tells the default base by the name of its series too', async () => {
  const { config } = await client.result<{ config: Record<string, object> }>('ModelConfig', 3, 'ModelGet');
  expect(config['default-series']).toEqual({ value: '', source: 'default' });
  await client.result('ModelConfig', 3, 'ModelSet', { config: { 'default-base': 'ubuntu@22.04/stable' } });
  const { config: set } = await client.result<{ config: Record<string, object> }>(
    ...(['ModelConfig', 3, 'ModelGet'] as const),
  );
  expect(set['default-series']).toEqual({ value: 'jammy', source: 'model' });
});

test('a wrong value is refused, and nothing of what came with it is kept', async () => {
  const config = { 'logging-config': '<root>=DEBUG', 'update-status-hook-interval': 'soon' };
  await expect(client.call('ModelConfig', 3, 'ModelSet', { config })).resolves.toHaveProperty('error');
  expect(scene.model.config.get('logging-config')).not.toBe('<root>=DEBUG');
});

test('constraints of a model come back as they were set', async () => {
  const constraints = { arch: 'arm64', mem: 4096, cores: 2, tags: ['ssd'], 'allocate-public-ip': true };
  await client.result('ModelConfig', 3, 'SetModelConstraints', { application: '', constraints });
  await expect(client.result('ModelConfig', 3, 'GetModelConstraints')).resolves.toEqual({ constraints });
});

test('machines are added and go one by one, those with units only by force', async () => {
  const params = [{}, { 'container-type': 'lxd', 'parent-id': '3' }, { 'instance-id': 'i-1' }];
  const { machines } = await client.result<{ machines: object[] }>('MachineManager', 10, 'AddMachines', {
    params,
  });
  expect(machines).toEqual([
    { machine: '3' },
    { machine: '3/lxd/0' },
    {
      machine: '',
      error: { message: 'adding a machine that exists already not supported', code: 'not supported' },
    },
  ]);
  const destroy = async (force: boolean, ...ids: string[]) => {
    const args = { 'machine-tags': ids.map((id) => `machine-${id}`), force };
    return (await client.result<Results>('MachineManager', 10, 'DestroyMachineWithParams', args)).results;
  };
  const [busy, unknown] = await destroy(false, '0', '9');
  expect(busy).toMatchObject({ error: { message: expect.stringContaining('web/0') as string } });
  expect(unknown).toMatchObject({ error: { code: 'not found' } });
  await expect(destroy(true, '0')).resolves.toMatchObject([
    { info: { 'machine-id': '0', 'destroyed-units': [{ tag: 'unit-web-0' }] } },
  ]);
});

test('a Kubernetes model has no machines to manage', async () => {
  scene.state.clouds.set('k8s', kubernetes());
  const model = scene.state.addModel({ name: 'pods', owner: 'admin', cloud: 'k8s' });
  const pods = await RawClient.login(scene, { modelUuid: model.uuid });
  await expect(pods.call('MachineManager', 10, 'AddMachines', {})).resolves.toMatchObject({
    error: 'facade "MachineManager" not supported on container models',
    'error-code': 'not supported',
  });
});

test('annotations are kept by tag, and one that is empty goes', async () => {
  const set = (annotations: object) =>
    client.result('Annotations', 2, 'Set', {
      annotations: [
        { entity: 'unit-web-0', annotations },
        { entity: 'unit-web-9', annotations },
      ],
    });
  const get = async () => {
    const entities = [{ tag: 'unit-web-0' }];
    const { results } = await client.result<Results>('Annotations', 2, 'Get', { entities });
    return results[0]?.['annotations'];
  };
  await expect(set({ a: 'b', c: 'd' })).resolves.toMatchObject({
    results: [{ error: { message: expect.stringContaining('unit "web/9" not found') as string } }],
  });
  await expect(get()).resolves.toEqual({ a: 'b', c: 'd' });
  await set({ a: '' });
  await expect(get()).resolves.toEqual({ c: 'd' });
});

test('what is disabled is listed, once each, until it is enabled', async () => {
  const list = () => client.result<Partial<Results>>('Block', 2, 'List');
  const type = 'BlockDestroy';
  await expect(list()).resolves.toEqual({});
  await expect(client.result('Block', 2, 'SwitchBlockOn', { type, message: 'stay' })).resolves.toEqual({});
  await expect(client.result('Block', 2, 'SwitchBlockOn', { type })).resolves.toHaveProperty('error');
  await expect(list()).resolves.toMatchObject({
    results: [{ result: { tag: `model-${scene.model.uuid}`, type, message: 'stay' } }],
  });
  const controller = await RawClient.login(scene);
  const models = [{ 'model-tag': `model-${scene.model.uuid}` }];
  await expect(controller.result('ModelManager', 10, 'DestroyModels', { models })).resolves.toEqual({
    results: [{ error: { message: 'stay', code: 'operation is blocked' } }],
  });
  await expect(client.result('Block', 2, 'SwitchBlockOff', { type })).resolves.toEqual({});
  await expect(client.result('Block', 2, 'SwitchBlockOff', { type })).resolves.toHaveProperty('error');
  await expect(client.result('Block', 2, 'SwitchBlockOn', { type: 'BlockAll' })).resolves.toHaveProperty(
    'error',
  );
});

test('a charm is told with its metadata, config and actions', async () => {
  await expect(client.result('Charms', 7, 'CharmInfo', { url: scene.charmUrl })).resolves.toMatchObject({
    revision: 0,
    url: 'local:web-0',
    config: { port: { type: 'int', default: 80 }, title: { type: 'string' } },
    meta: {
      name: 'web',
      summary: 'web',
      provides: { website: { name: 'website', role: 'provider', interface: 'http', scope: 'global' } },
      requires: { db: { name: 'db', role: 'requirer', interface: 'pg' } },
      storage: { data: { name: 'data', type: 'filesystem' } },
    },
    actions: { specs: { greet: { description: 'Greets.' } } },
  });
  await expect(client.call('Charms', 7, 'CharmInfo', { url: 'local:nothing-0' })).resolves.toMatchObject({
    error: 'charm "local:nothing-0" not found',
    'error-code': 'not found',
  });
  await expect(client.result('Charms', 7, 'List', { names: [] })).resolves.toEqual({
    'charm-urls': ['local:web-0', 'local:db-0'],
  });
});

test('secrets are listed for who may read the model, their content for its administrators', async () => {
  scene.model.access.set('bob', 'write');
  const bob = await RawClient.login(scene, { modelUuid: scene.model.uuid, user: 'bob', password: 'bob' });
  const ask = (by: RawClient, show: boolean) =>
    by.call('Secrets', 2, 'ListSecrets', { 'show-secrets': show, filter: { label: 'key' } });
  const model = `model-${scene.model.uuid}`;
  const metadata = {
    uri: scene.secretUri,
    'owner-tag': model,
    label: 'key',
    'latest-revision': 1,
    access: [{ 'target-tag': 'application-web', 'scope-tag': model, role: 'view' }],
    revisions: [{ revision: 1, 'backend-name': 'internal' }],
  };
  await expect(ask(bob, false)).resolves.toMatchObject({ response: { results: [metadata] } });
  expect(bob.received.at(-1)).not.toContain('value');
  await expect(ask(bob, true)).resolves.toMatchObject({ error: 'permission denied' });
  const value = { data: { password: Buffer.from('hidden').toString('base64') } };
  await expect(ask(client, true)).resolves.toMatchObject({ response: { results: [{ ...metadata, value }] } });
});

test('users’ secrets are made, changed, granted and removed by URI or by name', async () => {
  const call = async (method: string, params: object) => {
    const { results } = await client.result<{ results: { error?: { message: string }; result?: string }[] }>(
      ...(['Secrets', 2, method, params] as const),
    );
    return results.map(({ error, result }) => error?.message ?? result ?? 'done');
  };
  const content = { data: { password: Buffer.from('new').toString('base64') } };
  const [uri, ...refused] = await call('CreateSecrets', {
    args: [
      { label: 'other', content },
      { label: 'key', content },
      { label: 'empty', content: {} },
      { label: 'mine', content, 'owner-tag': 'application-web' },
    ],
  });
  expect(uri).toMatch(/^secret:[0-9a-v]{20}$/);
  expect(refused).toEqual([
    'secret with name "key" already exists',
    'empty secret value not valid',
    'owner tag "application-web" not valid',
  ]);
  const grant = { uri: '', label: 'other', applications: ['web', 'nothing'] };
  await expect(call('GrantSecret', grant)).resolves.toEqual([
    'done',
    `cannot change access to "${uri ?? ''}" for "nothing": invalid subject reference: application "nothing" not found`,
  ]);
  const update = {
    args: [{ 'existing-label': 'other', content }, { uri }, { 'existing-label': 'x', label: 'y' }],
  };
  await expect(call('UpdateSecrets', update)).resolves.toEqual([
    'done',
    'at least one attribute to update must be specified',
    'secret "x" not found',
  ]);
  await expect(call('RemoveSecrets', { args: [{ uri }, { label: 'other' }] })).resolves.toEqual([
    'done',
    'secret "other" not found',
  ]);
});
