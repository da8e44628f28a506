import type { Change } from '../../../src/embedded/state/change-hub';
import { applicationStatus } from '../../../src/embedded/state/application-status';
import { ChangeHub } from '../../../src/embedded/state/change-hub';
import { DebugLog } from '../../../src/embedded/state/debug-log';
import { deployFixture, newState } from '../../support/embedded-domain';
import { formatConstraints, formatHardware, mergeConstraints } from '../../../src/embedded/state/constraints';
import { Sequences } from '../../../src/embedded/state/sequences';
import { StatusRecord } from '../../../src/embedded/state/status-record';

test('a status keeps its past, newest first, and what is said again only once', () => {
  const record = new StatusRecord('waiting', 'for a machine');
  record.set('active', 'up');
  record.set('active', 'up');
  record.set('active', 'up', { url: 'x' });
  expect(record.history.map(({ status, message, data }) => [status, message, data])).toEqual([
    ['active', 'up', { url: 'x' }],
    ['active', 'up', {}],
    ['waiting', 'for a machine', {}],
  ]);
});

test('the past of a status is bounded', () => {
  const record = new StatusRecord('active', '0');
  for (let turn = 1; turn <= 250; turn += 1) record.set('active', String(turn));
  expect([record.history.length, record.history[0]?.message]).toEqual([100, '250']);
});

test('who listens to changes hears them until they stop', () => {
  const hub = new ChangeHub();
  const heard: Change[] = [];
  const stop = hub.subscribe((change) => heard.push(change));
  hub.note('unit', 'm', 'web/0', 'status');
  stop();
  hub.note('unit', 'm', 'web/0');
  expect(heard).toEqual([{ kind: 'unit', modelUuid: 'm', id: 'web/0', aspect: 'status' }]);
});

test('a debug log keeps its lines, tells who follows it, and is bounded', () => {
  const log = new DebugLog();
  const heard: string[] = [];
  const stop = log.subscribe(({ message }) => heard.push(message));
  const line = { entity: 'unit-web-0', level: 'INFO', module: 'unit.web/0.juju-log', location: '' } as const;
  log.append({ ...line, message: 'one' });
  stop();
  for (let turn = 0; turn < 60_000; turn += 1) log.append({ ...line, message: String(turn) });
  expect(heard).toEqual(['one']);
  expect(log.entries.length).toBeLessThanOrEqual(55_000);
  expect(log.entries.at(-1)?.message).toBe('59999');
});

test('numbers are not given twice', () => {
  const sequences = new Sequences();
  expect([sequences.next('a'), sequences.next('a'), sequences.next('b', 5)]).toEqual([0, 1, 5]);
  sequences.raise('a', 9);
  sequences.raise('a', 3);
  expect(sequences.next('a')).toBe(9);
  sequences.reset('a');
  expect(sequences.next('a')).toBe(0);
});

test('constraints and hardware read as Juju prints them', () => {
  expect(
    formatConstraints({ mem: 4096, cores: 2, arch: 'amd64', tags: ['a', 'b'], allocatePublicIp: false }),
  ).toBe('arch=amd64 cores=2 mem=4096M tags=a,b allocate-public-ip=false');
  expect(
    formatHardware({ virtType: 'container', availabilityZone: 'z', arch: 'amd64', rootDisk: 8192 }),
  ).toBe('arch=amd64 root-disk=8192M availability-zone=z virt-type=container');
});

test('an instance type does not inherit what it says itself', () => {
  expect(mergeConstraints({ mem: 1, zones: ['z'] }, { cores: 2 })).toEqual({
    mem: 1,
    zones: ['z'],
    cores: 2,
  });
  expect(mergeConstraints({ mem: 1, zones: ['z'] }, { instanceType: 't' })).toEqual({
    zones: ['z'],
    instanceType: 't',
  });
});

test('an application is as bad as the worst of its units, until its leader says how it is', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  const web = await deployFixture(model, 'web', { units: 3 });
  const say = (unit: string, status: string) =>
    model.unit(unit).setWorkloadStatus(status, `${unit} is ${status}`);
  say('web/0', 'active');
  say('web/1', 'waiting');
  say('web/2', 'maintenance');
  expect(applicationStatus(web)).toMatchObject({ status: 'maintenance', message: 'web/2 is maintenance' });
  model.unit('web/0').setAgentStatus('error', 'hook failed: "start"');
  expect(applicationStatus(web)).toMatchObject({ status: 'error', message: 'hook failed: "start"' });
  web.status.set('blocked', 'by hand');
  expect(applicationStatus(web)).toMatchObject({ status: 'blocked', message: 'by hand' });
});

test('an application without units is unknown', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  expect(applicationStatus(await deployFixture(model, 'web', { units: 0 })).status).toBe('unknown');
});

test('a failed hook is shown by the workload, with the agent idle, and hides what the charm said', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  const unit = model.unit('web/0');
  unit.setWorkloadStatus('active', 'up');
  unit.setAgentStatus('error', 'hook failed: "start"', { hook: 'start' });
  expect(unit.workload).toMatchObject({
    status: 'error',
    message: 'hook failed: "start"',
    data: { hook: 'start' },
  });
  expect(unit.agent).toMatchObject({ status: 'idle', message: '' });
  expect(unit.ownWorkload.status).toBe('active');
  unit.setAgentStatus('idle');
  expect(unit.workload).toMatchObject({ status: 'active', message: 'up' });
});

test('an agent that is lost is shown so', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  const unit = model.unit('web/0');
  unit.agentLost = true;
  expect(unit.agent).toMatchObject({ status: 'lost', message: 'agent is not communicating with the server' });
  expect(unit.workload).toMatchObject({
    status: 'unknown',
    message: "agent lost, see 'juju show-status-log web/0'",
  });
});

test('credentials are kept by cloud, owner and name', () => {
  const { credentials } = newState();
  const key = { cloud: 'aws', owner: 'admin', name: 'default' };
  credentials.set({ ...key, authType: 'access-key', attributes: { 'secret-key': 'hush' } });
  credentials.set({ ...key, name: 'other', authType: 'access-key', attributes: {} });
  expect(credentials.of('aws', 'admin').map(({ name }) => name)).toEqual(['default', 'other']);
  expect(credentials.get('aws', 'admin', 'default')).toMatchObject({ valid: true, revoked: false });
  credentials.remove('aws', 'admin', 'default');
  expect(() => credentials.get('aws', 'admin', 'default')).toThrow(
    'cloud credential "aws/admin/default" not found',
  );
});
