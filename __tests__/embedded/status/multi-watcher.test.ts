import { MultiWatcher } from '../../../src/embedded/status/multi-watcher';
import type { Delta } from '../../../src/embedded/status/multi-watcher';
import type { StillModel } from '../../support/embedded-wire-model';
import { onTheWire, stillModel } from '../../support/embedded-wire-model';

const web = { name: 'web', requires: { db: { interface: 'pg' } } };
const db = { name: 'db', provides: { db: { interface: 'pg' } } };

let still: StillModel;
let watcher: MultiWatcher;

beforeEach(async () => {
  still = stillModel('3.6');
  await still.deploy(db, 0);
  watcher = new MultiWatcher(still.state, still.model);
});

afterEach(() => watcher.stop());

test('the first answer is all that there is', async () => {
  const { model } = still;
  await still.deploy(web);
  model.addRelation(['web', 'db']);
  model.setAnnotations('application-web', { a: 'b' });
  model.blocks.set('1', { id: '1', type: 'BlockDestroy', message: 'stay' });
  expect(inWords(await watcher.next())).toEqual([
    'change model',
    'change machine 0',
    'change charm local:db-0',
    'change charm local:web-0',
    'change application db',
    'change application web',
    'change unit web/0',
    'change relation web:db db:db',
    'change annotation application-web',
    'change block 1',
  ]);
});

test('what changes often before anybody asks is told once, as it is now', async () => {
  const [unit] = await still.deploy(web);
  await watcher.next();
  unit?.setWorkloadStatus('maintenance', 'one');
  unit?.setWorkloadStatus('maintenance', 'two');
  unit?.setWorkloadStatus('active', 'ready');
  const deltas = await watcher.next();
  expect(inWords(deltas)).toEqual(['change unit web/0']);
  expect(deltas[0]?.[2]).toMatchObject({ 'workload-status': { current: 'active', message: 'ready' } });
});

test('what changes together is told together, to who waits', async () => {
  await still.deploy(web, 0);
  await watcher.next();
  const waiting = watcher.next();
  still.model.addUnits('web', { count: 2 });
  still.model.expose('web');
  expect(inWords(await waiting)).toEqual([
    'change unit web/0',
    'change machine 0',
    'change unit web/1',
    'change machine 1',
    'change application web',
  ]);
});

test('what is gone is told with what was known of it, and what came and went is not told', async () => {
  const { model } = still;
  model.addMachine();
  await watcher.next();
  model.setAnnotations('machine-0', { a: 'b' });
  model.setAnnotations('machine-0', { a: '' });
  model.machines.delete('0');
  model.note('machine', '0');
  const deltas = await watcher.next();
  expect(inWords(deltas)).toEqual(['remove machine 0']);
  expect(deltas[0]?.[2]).toMatchObject({ id: '0', life: 'alive', base: 'ubuntu@24.04' });
});

test('a change that shows nowhere is not told', async () => {
  await watcher.next();
  still.model.note('application', 'db');
  const waiting = watcher.next();
  still.model.note('application', 'db');
  await new Promise(setImmediate);
  still.model.setAnnotations('application-db', { a: 'b' });
  expect(inWords(await waiting)).toEqual(['change annotation application-db']);
});

test('changes of other models are not told', async () => {
  await watcher.next();
  const waiting = watcher.next();
  still.state.addModel({ name: 'other', owner: 'admin' }).addMachine();
  still.model.addMachine();
  expect(inWords(await waiting)).toEqual(['change machine 0']);
});

test('a watcher that is stopped refuses who waits, and who asks after that', async () => {
  await watcher.next();
  const waiting = watcher.next();
  watcher.stop();
  const error = { message: 'watcher was stopped', code: '' };
  await expect(waiting).rejects.toMatchObject(error);
  await expect(watcher.next()).rejects.toMatchObject(error);
});

test('each kind of thing has the fields that Juju gives it', async () => {
  const { model, state } = still;
  const [unit] = await still.deploy({ ...web });
  unit?.openedPorts.push({ fromPort: 80, toPort: 81, protocol: 'tcp', endpoint: '' });
  model.addRelation(['web', 'db']);
  const deltas = onTheWire(await watcher.next()) as [string, string, object][];
  const infoOf = Object.fromEntries(deltas.map(([kind, , info]) => [kind, info]));
  const own = { 'model-uuid': model.uuid };
  expect(infoOf['model']).toMatchObject({
    ...own,
    name: 'still',
    life: 'alive',
    owner: 'admin',
    'controller-uuid': state.uuid,
    'is-controller': false,
    status: status('available'),
    constraints: {},
    sla: { level: 'unsupported', owner: 'admin' },
    type: 'iaas',
    cloud: 'localhost',
    'cloud-region': 'localhost',
    version: '3.6.28',
  });
  expect(infoOf['unit']).toEqual({
    ...own,
    name: 'web/0',
    application: 'web',
    base: 'ubuntu@22.04',
    'charm-url': 'local:web-0',
    life: 'alive',
    'public-address': '',
    'private-address': '',
    'machine-id': '0',
    ports: [
      { protocol: 'tcp', number: 80 },
      { protocol: 'tcp', number: 81 },
    ],
    'port-ranges': [{ 'from-port': 80, 'to-port': 81, protocol: 'tcp' }],
    principal: '',
    subordinate: false,
    'workload-status': { ...status('waiting'), message: 'waiting for machine' },
    'agent-status': { ...status('allocating'), version: '3.6.28' },
  });
  expect(infoOf['application']).toEqual({
    ...own,
    name: 'web',
    exposed: false,
    'charm-url': 'local:web-0',
    'owner-tag': '',
    life: 'alive',
    'min-units': 0,
    constraints: { arch: 'amd64' },
    subordinate: false,
    status: { current: 'unset', message: '', version: '' },
    'workload-version': '',
  });
  expect(infoOf['relation']).toMatchObject({ ...own, key: 'web:db db:db', id: 0 });
});

const status = (current: string) => ({ current, message: '', since: '<time>', version: '' });

/** Deltas in words, in their order. */
function inWords(deltas: readonly Delta[]): string[] {
  return deltas.map(([kind, change, entity]) => {
    const { name, id, key, tag, 'charm-url': url } = entity as Record<string, string | number | undefined>;
    const isCharm = kind === 'charm';
    const what =
      kind === 'model' ? [] : [isCharm ? url : (name ?? key ?? (kind === 'block' ? id : tag) ?? id)];
    return [change, kind, ...what].join(' ');
  });
}
