import type { Model } from '../../../src/embedded/state/model';
import {
  addUserSecret,
  grantUserSecret,
  removeUserSecret,
  updateUserSecret,
} from '../../../src/embedded/state/user-secrets';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';
import { switchBlockOff, switchBlockOn } from '../../../src/embedded/state/blocks';
import { zipOf } from '../../support/embedded-domain-zip';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('options are set, shown with the defaults, and go back to them', async () => {
  const model = await webModel();
  const { configHash } = model.application('web');
  model.setApplicationConfig('web', { port: '80', trust: 'true' });
  expect(model.applicationConfig('web')).toMatchObject({ port: 80, title: 'Welcome' });
  expect(model.application('web').configHash).not.toBe(configHash);
  model.unsetApplicationConfig('web', ['port', 'trust']);
  expect(model.application('web')).toMatchObject({ configHash, trust: false });
  expect(() => model.unsetApplicationConfig('web', ['colour'])).toThrow('unknown option "colour"');
});

test('a wrong option refuses the others with it', async () => {
  const model = await webModel();
  expect(() => model.setApplicationConfig('web', { port: '80', debug: 'perhaps' })).toThrow(
    'option "debug" expected boolean, got "perhaps"',
  );
  expect(model.application('web').config.size).toBe(0);
});

test('what juju config prints can be given back', async () => {
  const model = await webModel();
  const printed =
    'application: web\nsettings:\n  port: {value: 80, source: user}\n  title: {value: Welcome, source: default}\n';
  model.setApplicationConfig('web', {}, printed);
  expect([...model.application('web').config]).toEqual([['port', 80]]);
});

test('a null in a document takes an option back', async () => {
  const model = await webModel();
  model.setApplicationConfig('web', { port: '80' });
  model.setApplicationConfig('web', {}, 'web: {port: null}');
  expect(model.application('web').config.size).toBe(0);
});

test('an application is exposed to all, to some, and not at all', async () => {
  const model = await webModel();
  const web = model.application('web');
  model.expose('web');
  expect([...web.exposedEndpoints]).toEqual([
    ['', { exposeToSpaces: [], exposeToCidrs: ['0.0.0.0/0', '::/0'] }],
  ]);
  model.expose('web', { website: { exposeToSpaces: [], exposeToCidrs: ['10.0.0.0/8'] } });
  model.unexpose('web', ['']);
  expect([web.exposed, [...web.exposedEndpoints.keys()]]).toEqual([true, ['website']]);
  expect(() => model.expose('web', { x: { exposeToSpaces: [], exposeToCidrs: [] } })).toThrow(
    'application "web" has no "x" relation',
  );
  expect(() => model.unexpose('web', ['db'])).toThrow('endpoint "db" is not exposed');
  model.unexpose('web');
  expect(web.exposed).toBe(false);
});

test('notes are added to, and an empty one goes', async () => {
  const model = await webModel();
  model.setAnnotations('unit-web-0', { x: '1', y: '2' });
  model.setAnnotations('unit-web-0', { x: '' });
  expect(model.annotations.get('unit-web-0')).toEqual({ y: '2' });
  model.setAnnotations('unit-web-0', { y: '' });
  expect(model.annotations.has('unit-web-0')).toBe(false);
  expect(() => model.setAnnotations('unit-web-0', { 'a.b': '1' })).toThrow('invalid key "a.b"');
});

test('notes on what goes are gone, and watchers hear of it', async () => {
  const model = await webModel();
  model.setAnnotations('unit-web-0', { x: '1' });
  model.setAnnotations('application-web', { x: '1' });
  const heard: string[] = [];
  model.changes.subscribe(({ kind, id }) => {
    if (kind === 'annotation') heard.push(id);
  });
  model.destroyApplication('web');
  expect([model.annotations.size, heard]).toEqual([0, ['unit-web-0', 'application-web']]);
});

test('a block refuses what it is there to refuse, with its message, until it is off', async () => {
  const model = await webModel();
  switchBlockOn(model, 'BlockRemove', 'hands off');
  expect(refusalOf(() => model.destroyApplication('web'))).toMatchObject({
    message: 'hands off',
    code: 'operation is blocked',
  });
  model.setApplicationConfig('web', { port: '80' });
  switchBlockOff(model, 'BlockRemove');
  switchBlockOn(model, 'BlockChange', '');
  expect(() => model.setConfig({ 'test-mode': true })).toThrow('the operation has been blocked');
  expect(() => model.destroyUnit('web/0')).toThrow('the operation has been blocked');
  expect(() => switchBlockOn(model, 'BlockChange', '')).toThrow('block BlockChange is already ON');
  switchBlockOff(model, 'BlockChange');
  expect(() => switchBlockOff(model, 'BlockChange')).toThrow('block BlockChange is already OFF');
  model.destroyUnit('web/0');
});

test('only units in error are resolved, and once', async () => {
  const model = await webModel();
  expect(() => model.resolveUnits({ units: ['web/0'], retry: true })).toThrow(
    'unit "web/0" is not in an error state',
  );
  model.unit('web/0').setAgentStatus('error', 'hook failed: "start"');
  model.resolveUnits({ units: ['web/0'], retry: false });
  expect(model.unit('web/0').resolved).toBe('no-retry');
  expect(() => model.resolveUnits({ units: ['web/0'], retry: true })).toThrow(
    'cannot set resolved mode for unit "web/0": already resolved',
  );
  model.resolveUnits({ all: true, retry: true });
  expect(model.unit('web/0').resolved).toBe('retry');
});

test('another charm keeps the settings that it knows, and makes its new peers', async () => {
  const model = await webModel();
  model.setApplicationConfig('web', { port: '80', title: 'Hi' });
  const metadata =
    'name: web\nsummary: s\ndescription: d\nrequires: {db: pgsql}\npeers: {replicas: web-replicas, ring: r}\n';
  const { url } = await model.addCharm(
    await zipOf({
      'metadata.yaml': metadata,
      'config.yaml': 'options: {port: {type: string}, title: {type: string}}',
    }),
  );
  model.setCharm('web', { charmUrl: url, config: { title: 'Hello' } });
  expect(model.application('web')).toMatchObject({
    charm: expect.objectContaining({ url: 'local:web-1' }) as unknown,
    charmModifiedVersion: 1,
  });
  expect([...model.application('web').config]).toEqual([['title', 'Hello']]);
  expect([...model.relations.values()].map(({ id, key }) => [id, key])).toEqual([
    [0, 'web:replicas'],
    [1, 'web:ring'],
  ]);
});

test.each([
  [
    'would break a relation',
    'name: web\nsummary: s\ndescription: d\n',
    'cannot upgrade application "web" to charm "local:web-1": would break relation "web:replicas"',
  ],
  [
    'is a subordinate',
    'name: web\nsummary: s\ndescription: d\nsubordinate: true\nrequires: {h: {interface: juju-info, scope: container}}\n',
    'cannot upgrade application "web" to charm "local:web-1": cannot change an application\'s subordinacy',
  ],
])('a charm that %s is refused', async (_what, metadata, message) => {
  const model = await webModel();
  const { url } = await model.addCharm(await zipOf({ 'metadata.yaml': metadata }));
  expect(() => model.setCharm('web', { charmUrl: url })).toThrow(message);
});

test('a secret of a user is made, changed, granted, taken back and removed', async () => {
  const model = await webModel();
  const secret = addUserSecret(model, { label: 'pw', content: { password: 'one' } });
  expect(secret.id).toMatch(/^[0-9a-v]{20}$/);
  updateUserSecret(model, 'pw', { content: { password: 'two' } });
  updateUserSecret(model, `secret:${secret.id}`, { content: { password: 'two' }, description: 'd' });
  expect(secret.revisions.map(({ revision, obsolete }) => [revision, obsolete])).toEqual([
    [1, true],
    [2, false],
  ]);
  grantUserSecret(model, 'pw', 'web', true);
  expect(secret.grants).toEqual([
    { target: 'web', targetKind: 'application', role: 'view', relationKey: '' },
  ]);
  grantUserSecret(model, 'pw', 'web', false);
  expect(secret.grants).toEqual([]);
  removeUserSecret(model, 'pw', [1]);
  expect(secret.revisions).toHaveLength(1);
  removeUserSecret(model, 'pw');
  expect(model.secrets.size).toBe(0);
});

test.each([
  [
    'an empty secret',
    (model: Model) => addUserSecret(model, { content: {} }),
    'empty secret content not valid',
  ],
  ['a bad key', (model: Model) => addUserSecret(model, { content: { A: 'x' } }), 'key "A" not valid'],
  [
    'a label twice',
    (model: Model) => addUserSecret(model, { label: 'pw', content: { abc: 'x' } }),
    'secret with label "pw" already exists',
  ],
  [
    'an unknown label',
    (model: Model) => updateUserSecret(model, 'other', {}),
    'secret URI "other" not valid',
  ],
  [
    'an unknown application',
    (model: Model) => grantUserSecret(model, 'pw', 'x', true),
    'application "x" not found',
  ],
])('%s is refused', async (_what, command, message) => {
  const model = await webModel();
  addUserSecret(model, { label: 'pw', content: { password: 'one' } });
  expect(() => command(model)).toThrow(message);
});

test('containers are numbered on their machine', async () => {
  const model = await webModel();
  const ids = [
    model.addMachine().id,
    model.addMachine({ containerType: 'lxd', parentId: '0' }).id,
    model.addMachine({ placement: { scope: 'lxd', directive: '0' } }).id,
    model.addMachine({ containerType: 'lxd' }).id,
  ];
  expect(ids).toEqual(['1', '0/lxd/0', '0/lxd/1', '2/lxd/0']);
});

test('a machine of Kubernetes, or of a dying model, is refused', () => {
  const state = newState();
  const k8s = state.addModel({ name: 'k', owner: 'admin', cloud: 'k8s' });
  expect(() => k8s.addMachine()).toThrow('adding machines to a container model not supported');
  const dying = state.addModel({ name: 'd', owner: 'admin' });
  state.destroyModel(dying.uuid);
  expect(() => dying.addMachine()).toThrow('cannot add a new machine: model "d" is no longer alive');
});
