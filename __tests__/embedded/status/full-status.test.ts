import { enterScope } from '../../../src/embedded/state/scope';
import type { Model } from '../../../src/embedded/state/model';
import { fullStatus } from '../../../src/embedded/status/full-status';
import { zipCharm } from '../../support/embedded-wire-charm';
import { onTheWire, stillKubernetesModel, stillModel } from '../../support/embedded-wire-model';

const web = { name: 'web', requires: { db: { interface: 'pg' } } };
const db = { name: 'db', provides: { db: { interface: 'pg' } } };
const logger = {
  name: 'logger',
  subordinate: true,
  requires: { info: { interface: 'juju-info', scope: 'container' } },
};

test.each([
  ['3.6', { branches: {}, model: { 'meter-status': { color: '', message: '' }, sla: 'unsupported' } }],
  ['4.0', { branches: null, model: {} }],
] as const)('Juju %s: an empty model shows what it is, and that it has nothing', (series, own) => {
  const { model } = stillModel(series);
  const data = series === '3.6' ? {} : null;
  expect(show(model)).toEqual({
    model: {
      name: 'still',
      type: 'iaas',
      'cloud-tag': 'cloud-localhost',
      region: 'localhost',
      version: model.agentVersion,
      'available-version': '',
      'model-status': { ...status('available'), data },
      ...own.model,
    },
    machines: {},
    applications: {},
    'remote-applications': {},
    offers: {},
    relations: null,
    'controller-timestamp': '<time>',
    branches: own.branches,
  });
});

test.each([
  [
    '3.6',
    {
      'agent-status': status('started', { version: '3.6.28' }),
      'instance-status': status('running', { info: 'Running' }),
      'modification-status': status('idle'),
    },
  ],
  [
    '4.0',
    {
      'agent-status': status('started', { life: 'alive' }),
      'instance-status': status('running', { info: 'Running', life: 'alive' }),
      'modification-status': { ...status(''), data: null, since: null },
    },
  ],
] as const)('Juju %s: a machine that runs shows its agent, instance and addresses', (series, own) => {
  const { model } = stillModel(series);
  const machine = model.addMachine({ constraints: { mem: 4096, tags: ['ssd', 'big'] } });
  machine.agent.set('started');
  machine.instance.set('running', 'Running');
  machine.instanceId = 'juju-1';
  machine.hostname = 'juju-1';
  machine.hardware = { arch: 'amd64', cores: 2, mem: 4096, rootDisk: 8192, availabilityZone: 'az1' };
  machine.addresses = [
    { value: '127.0.0.1', type: 'ipv4', scope: 'local-machine' },
    { value: '10.0.0.1', type: 'ipv4', scope: 'local-cloud' },
    { value: '192.0.2.1', type: 'ipv4', scope: 'public' },
  ];
  expect(show(model).machines).toEqual({
    0: {
      ...own,
      hostname: 'juju-1',
      'dns-name': '192.0.2.1',
      'ip-addresses': ['10.0.0.1', '192.0.2.1'],
      'instance-id': 'juju-1',
      'display-name': '',
      base: { name: 'ubuntu', channel: '24.04/stable' },
      id: '0',
      containers: {},
      constraints: 'mem=4096M tags=ssd,big',
      hardware: 'arch=amd64 cores=2 mem=4096M root-disk=8192M availability-zone=az1',
      jobs: ['JobHostUnits'],
      'has-vote': false,
      'wants-vote': false,
    },
  });
});

test('a machine that is not provisioned has no name, no address and no version', () => {
  const { model } = stillModel('3.6');
  model.addMachine();
  const { 0: machine } = show(model).machines;
  expect(machine).toMatchObject({ 'instance-id': 'pending', 'dns-name': '', hardware: '' });
  expect(machine).toMatchObject({ 'agent-status': status('pending'), 'instance-status': status('pending') });
  expect(Object.keys(machine ?? {})).not.toContain('hostname');
  expect(Object.keys(machine ?? {})).not.toContain('ip-addresses');
});

test('a container stands inside its machine, not beside it', () => {
  const { model } = stillModel('3.6');
  model.addMachine();
  model.addMachine({ containerType: 'lxd', parentId: '0' });
  const { machines } = show(model);
  expect(Object.keys(machines)).toEqual(['0']);
  expect(machines).toMatchObject({ 0: { containers: { '0/lxd/0': { id: '0/lxd/0', containers: {} } } } });
});

test.each([
  ['3.6', '', { 'meter-statuses': null, 'endpoint-bindings': null }],
  ['4.0', 'alive', { 'endpoint-bindings': {} }],
] as const)('Juju %s: an application shows its charm, relations and units', async (series, life, own) => {
  const { model, deploy } = stillModel(series);
  await deploy(db, 0);
  const [unit] = await deploy(web);
  model.addRelation(['web', 'db']);
  unit?.setAgentStatus('idle');
  unit?.setWorkloadStatus('active', 'ready');
  const version = model.agentVersion;
  expect(show(model).applications['web']).toEqual({
    charm: 'local:web-0',
    'charm-version': '',
    'charm-profile': '',
    base: { name: 'ubuntu', channel: '22.04/stable' },
    exposed: false,
    life,
    relations: { db: ['db'] },
    'can-upgrade-to': '',
    'subordinate-to': [],
    units: {
      'web/0': {
        'agent-status': status('idle', { version, life }),
        'workload-status': status('active', { info: 'ready' }),
        'workload-version': '',
        machine: '0',
        'opened-ports': null,
        'public-address': '',
        charm: '',
        subordinates: null,
      },
    },
    status: status('active', { info: 'ready' }),
    'workload-version': '',
    'public-address': '',
    ...own,
  });
});

test('a unit shows that it leads, its ports each once, and the charm that it has not left yet', async () => {
  const { model, deploy } = stillModel('3.6');
  const [unit] = await deploy(web, 2);
  model.application('web').leader = 'web/0';
  unit?.openedPorts.push(
    { fromPort: 8000, toPort: 8080, protocol: 'udp', endpoint: '' },
    { fromPort: 443, toPort: 443, protocol: 'tcp', endpoint: '' },
    { fromPort: 443, toPort: 443, protocol: 'tcp', endpoint: 'db' },
    { fromPort: 80, toPort: 80, protocol: 'tcp', endpoint: '' },
  );
  const next = await model.addCharm(await zipCharm({ ...web, description: 'Newer.' }));
  model.setCharm('web', { charmUrl: next.url, force: true });
  expect(show(model).applications['web']).toMatchObject({
    charm: 'local:web-1',
    'charm-rev': 1,
    units: {
      'web/0': { leader: true, charm: 'local:web-0', 'opened-ports': ['80/tcp', '443/tcp', '8000-8080/udp'] },
      'web/1': { charm: 'local:web-0', 'opened-ports': null },
    },
  });
});

test('the units of a subordinate stand below their principals, and it is named after them', async () => {
  const { model, deploy } = stillModel('3.6');
  const [unit] = await deploy(web);
  await deploy(logger);
  const relation = model.addRelation(['logger', 'web']);
  if (unit) enterScope(model, relation, unit);
  const { applications, relations } = show(model);
  expect(applications).toMatchObject({
    logger: { units: null, 'subordinate-to': ['web'], relations: { info: ['web'] } },
    web: {
      'subordinate-to': [],
      relations: { 'juju-info': ['logger'] },
      units: { 'web/0': { machine: '0', subordinates: { 'logger/0': { machine: '', subordinates: null } } } },
    },
  });
  expect(relations).toEqual([
    {
      id: 0,
      key: 'logger:info web:juju-info',
      interface: 'juju-info',
      scope: 'container',
      endpoints: [
        { application: 'logger', name: 'info', role: 'requirer', subordinate: true },
        { application: 'web', name: 'juju-info', role: 'provider', subordinate: false },
      ],
      status: status('joining'),
    },
  ]);
});

test('an application is as its leader says, else as its worst unit', async () => {
  const { model, deploy } = stillModel('3.6');
  const [first, second] = await deploy(web, 2);
  first?.setWorkloadStatus('active', 'ready');
  second?.setWorkloadStatus('blocked', 'no database');
  expect(show(model).applications['web']).toMatchObject({
    status: { status: 'blocked', info: 'no database' },
  });
  model.application('web').status.set('active', 'one is enough');
  expect(show(model).applications['web']).toMatchObject({
    status: { status: 'active', info: 'one is enough' },
  });
});

test('of what is kept with an error, a client is told the relation and nothing else', async () => {
  const { model, deploy } = stillModel('3.6');
  const [unit] = await deploy(web);
  unit?.setWorkloadStatus('error', 'hook failed', { hook: 'db-relation-changed', 'relation-id': 3 });
  const { units } = show(model).applications['web'] as { units: Record<string, object> };
  expect(units['web/0']).toMatchObject({
    'workload-status': status('error', { info: 'hook failed', data: { 'relation-id': 3 } }),
  });
});

test.each(['3.6', '4.0'] as const)('Juju %s: what goes away says so in its life', async (series) => {
  const { model, deploy } = stillModel(series);
  const [unit] = await deploy(web);
  unit?.setAgentStatus('idle');
  model.destroyApplication('web');
  expect(show(model).applications['web']).toMatchObject({
    life: 'dying',
    units: { 'web/0': { 'agent-status': { life: 'dying' } } },
  });
});

test('an exposed application shows to whom, when that is not everybody', async () => {
  const { model, deploy } = stillModel('3.6');
  await deploy(web);
  model.expose('web', { db: { exposeToSpaces: [], exposeToCidrs: ['10.0.0.0/8'] } });
  expect(show(model).applications['web']).toMatchObject({
    exposed: true,
    'exposed-endpoints': { db: { 'expose-to-cidrs': ['10.0.0.0/8'] } },
  });
});

test('on Kubernetes an application has a scale and a service, its units have pods and no machines', async () => {
  const { model, deploy } = stillKubernetesModel('3.6');
  await deploy({ name: 'web', containers: { web: {} } }, 2);
  const application = model.application('web');
  application.providerId = 'service-1';
  application.publicAddress = '10.152.0.1';
  const unit = model.unit('web/0');
  unit.providerId = 'web-0';
  unit.address = '10.1.0.1';
  const { machines, applications } = show(model);
  expect(machines).toEqual({});
  expect(applications['web']).toMatchObject({
    int: 2,
    'provider-id': 'service-1',
    'public-address': '10.152.0.1',
    units: { 'web/0': { machine: '', 'provider-id': 'web-0', address: '10.1.0.1', 'public-address': '' } },
  });
});

/** A status as `FullStatus` has it. */
function status(text: string, fields: object = {}) {
  const plain = { info: '', data: {}, since: '<time>', kind: '', version: '', life: '' };
  return { status: text, ...plain, ...fields };
}

interface Shown {
  readonly machines: Record<string, object>;
  readonly applications: Record<string, object>;
  readonly relations: object[];
}

function show(model: Model, patterns: string[] = []): Shown {
  return onTheWire(fullStatus(model, { patterns, includeStorage: false, isAdmin: true })) as Shown;
}
