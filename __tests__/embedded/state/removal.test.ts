import type { JujuSeries } from '../../../src/embedded/state/profile';
import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';
import { enterScope } from '../../../src/embedded/state/scope';
import { removeUnit } from '../../../src/embedded/state/remove-unit';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

/** Lets a unit look as if its agent had begun. */
function begin(model: Model, name: string): void {
  model.unit(name).setAgentStatus('idle');
}

test('a unit whose agent has not begun is gone at once, and its machine is dying', async () => {
  const model = await modelWith('web');
  const info = model.destroyUnit('web/0');
  expect(info).toEqual({ destroyedUnits: ['web/0'], destroyedStorage: [], detachedStorage: [] });
  expect([...model.units()]).toEqual([]);
  expect(model.application('web').life).toBe('alive');
  expect(model.machine('0').life).toBe('dying');
});

test('a unit whose agent runs is dying until its agent is through', async () => {
  const model = await modelWith('web');
  begin(model, 'web/0');
  model.destroyUnit('web/0');
  expect(model.unit('web/0').life).toBe('dying');
  expect(model.machine('0').life).toBe('alive');
});

test('a dry run says what would go, and lets nothing go', async () => {
  const model = await modelWith('files');
  const dryRun = { destroyedUnits: ['files/0'], destroyedStorage: ['data/0'], detachedStorage: [] };
  expect(model.destroyUnit('files/0', { dryRun: true })).toEqual(dryRun);
  expect(model.destroyApplication('files', { dryRun: true })).toEqual(dryRun);
  expect(model.destroyMachine('0', { dryRun: true })).toEqual(dryRun);
  expect(model.unit('files/0').life).toBe('alive');
});

test('storage of a pool that outlives units is detached, unless it is to be destroyed', async () => {
  const model = await modelWith('files');
  model.deploy({
    application: 'kept',
    charmUrl: 'local:files-0',
    numUnits: 1,
    storage: { data: { pool: 'lxd', size: 0, count: 1 } },
  });
  expect(model.destroyApplication('kept', { dryRun: true }).detachedStorage).toEqual(['data/1']);
  expect(model.destroyApplication('kept', { dryRun: true, destroyStorage: true }).destroyedStorage).toEqual([
    'data/1',
  ]);
  removeUnit(model, model.unit('kept/0'));
  expect(model.storage.get('data/1')).toMatchObject({
    owner: '',
    life: 'alive',
    status: expect.objectContaining({ status: 'detached' }) as unknown,
  });
});

test('storage that is detached is attached to a new unit instead of new storage', async () => {
  const model = await modelWith('files');
  const directive = { data: { pool: 'lxd', size: 0, count: 1 } };
  model.deploy({ application: 'kept', charmUrl: 'local:files-0', numUnits: 1, storage: directive });
  const attach = (id: string) => () => model.addUnits('kept', { count: 1, attachStorage: [id] });
  expect(attach('data/1')).toThrow('cannot attach storage data/1: storage is attached to unit "kept/0"');
  expect(attach('data/9')).toThrow('storage instance "data/9" not found');
  removeUnit(model, model.unit('kept/0'));
  expect(attach('data/1')()[0]?.storage).toEqual(new Set(['data/1']));
  expect([...model.storage.keys()]).toEqual(['data/0', 'data/1']);
});

test('an application without units is gone at once, with its peers, offers, notes and charm', async () => {
  const model = await modelWith('web');
  model.setAnnotations('application-web', { x: '1' });
  model.destroyUnit('web/0');
  model.destroyApplication('web');
  expect([model.applications.size, model.relations.size, model.charms.size, model.annotations.size]).toEqual([
    0, 0, 0, 0,
  ]);
});

test('a charm that another application runs stays', async () => {
  const model = await modelWith('web');
  await deployFixture(model, 'web', { name: 'other' });
  model.destroyApplication('web');
  expect([...model.charms.keys()]).toEqual(['local:web-0']);
});

test('an application waits for its relations, and goes with the last of them', async () => {
  const model = await modelWith('web', 'database');
  const relation = model.addRelation(['web', 'database']);
  enterScope(model, relation, model.unit('database/0'));
  model.destroyApplication('web');
  expect([model.application('web').life, relation.life]).toEqual(['dying', 'dying']);
  removeUnit(model, model.unit('database/0'));
  expect(model.applications.has('web')).toBe(false);
  expect(model.relations.size).toBe(0);
});

test('an application that others use by an offer is refused', async () => {
  const model = await modelWith('database');
  const { status } = model.application('database');
  model.offers.set('db', {
    name: 'db',
    uuid: 'u',
    application: 'database',
    description: '',
    endpoints: new Map(),
    users: new Map(),
    connections: [{ sourceModelUuid: 'm', relationId: 1, username: 'bob', endpoint: 'db', status }],
  });
  expect(() => model.destroyApplication('database')).toThrow(
    'cannot destroy application "database": application is used by 1 offer',
  );
});

test.each([
  ['an unknown unit', (model: Model) => model.destroyUnit('web/9'), 'unit "web/9" does not exist'],
  ['an unknown application', (model: Model) => model.destroyApplication('x'), 'application "x" not found'],
  ['an unknown machine', (model: Model) => model.destroyMachine('9'), 'machine 9 not found'],
  [
    'a machine with units',
    (model: Model) => model.destroyMachine('0'),
    'cannot destroy machine 0: machine 0 has unit "web/0" assigned',
  ],
  [
    'a machine with containers',
    (model: Model) => model.destroyMachine('1'),
    'cannot destroy machine 1: machine 1 is hosting containers "1/lxd/0"',
  ],
  [
    'scaling machines',
    (model: Model) => model.scaleApplication('web', { scale: 2 }),
    'scaling applications on a non-container model not supported',
  ],
])('%s is refused', async (_what, command, message) => {
  const model = await modelWith('web');
  model.addMachine({ containerType: 'lxd' });
  expect(() => command(model)).toThrow(message);
});

test('a subordinate is not removed by itself', async () => {
  const model = await modelWith('web', 'logger');
  enterScope(model, model.addRelation(['web', 'logger']), model.unit('web/0'));
  expect(model.unit('logger/0').principal?.name).toBe('web/0');
  expect(() => model.destroyUnit('logger/0')).toThrow(
    'unit "logger/0" is a subordinate, to remove use remove-relation. Note: this will remove all units of "logger"',
  );
});

test('by force a machine takes its units with it', async () => {
  const model = await modelWith('web');
  begin(model, 'web/0');
  model.destroyMachine('0', { force: true, maxWaitMs: 5 });
  expect(model.unit('web/0')).toMatchObject({ life: 'dying', forcedAfterMs: 5 });
  expect(model.machine('0')).toMatchObject({ life: 'dying', forcedAfterMs: 5 });
});

test('the leadership of a unit that goes is given to the next whose agent runs', async () => {
  const model = await modelWith('web');
  model.addUnits('web', { count: 2 });
  model.application('web').leader = 'web/0';
  begin(model, 'web/2');
  removeUnit(model, model.unit('web/0'));
  expect(model.application('web').leader).toBe('web/2');
  expect(model.unit('web/2').leader).toBe(true);
  removeUnit(model, model.unit('web/2'));
  expect(model.application('web').leader).toBe('');
});

test('tasks of a unit that goes are cancelled', async () => {
  const model = await modelWith('web');
  const { actions } = model.enqueue([{ receiver: 'web/0', name: 'break' }]);
  removeUnit(model, model.unit('web/0'));
  expect(actions[0]).toMatchObject({ status: 'cancelled', message: 'unit removed' });
});

test('units of Kubernetes are removed by scale, the highest first', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin', cloud: 'k8s' });
  await deployFixture(model, 'web-k8s', { units: 3 });
  expect(model.scaleApplication('web-k8s', { change: -1 })).toBe(2);
  expect([...model.units()].map(({ name }) => name)).toEqual(['web-k8s/0', 'web-k8s/1']);
  expect(model.scaleApplication('web-k8s', { scale: 3 })).toBe(3);
  expect([...model.units()].map(({ name }) => name)).toEqual(['web-k8s/0', 'web-k8s/1', 'web-k8s/2']);
  expect(() => model.destroyUnit('web-k8s/0')).toThrow(
    'removing units on a non-container model not supported',
  );
  expect(() => model.addUnits('web-k8s', { count: 1 })).toThrow(
    'adding units to a container-based model not supported',
  );
  expect(() => model.scaleApplication('web-k8s', { change: -9 })).toThrow(
    'cannot remove more units than currently exist',
  );
  expect(() => model.scaleApplication('web-k8s', { scale: -1 })).toThrow('scale < 0 not valid');
  expect(() => model.scaleApplication('x', { scale: 1 })).toThrow('application "x" does not exist');
});

test('a controller with other models, and its own model, are not destroyed', () => {
  const state = newState();
  expect(() => state.destroyModel(state.controllerModel.uuid)).toThrow(
    '"controller" is a controller model; use destroy-controller',
  );
  state.addModel({ name: 'test', owner: 'admin' });
  expect(refusalOf(() => state.destroyModel(state.controllerModel.uuid))).toMatchObject({
    message: 'hosting 1 other model',
    code: 'controller has hosted models',
  });
  expect(refusalOf(() => state.destroyModel('x'))).toMatchObject({ code: 'not found' });
});

async function modelWithKeptStorage(series: JujuSeries) {
  const state = newState(series);
  const model = state.addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'files', { units: 0 });
  const storage = { data: { pool: 'lxd', size: 0, count: 1 } };
  model.deploy({ application: 'kept', charmUrl: 'local:files-0', numUnits: 1, storage });
  return { state, model };
}

test('Juju 3.6 asks what shall become of storage that outlives its model', async () => {
  const { state, model } = await modelWithKeptStorage('3.6');
  expect(refusalOf(() => state.destroyModel(model.uuid))).toMatchObject({
    code: 'controller/model has persistent storage',
  });
  expect(model.life).toBe('alive');
  state.destroyModel(model.uuid, { destroyStorage: false });
  expect([model.life, model.status.status]).toEqual(['dying', 'destroying']);
});

test('Juju 4.0 does not ask what shall become of storage', async () => {
  const { state, model } = await modelWithKeptStorage('4.0');
  state.destroyModel(model.uuid);
  expect(model.life).toBe('dying');
});
