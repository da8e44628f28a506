import type { DeployArgs } from '../../../src/embedded/state/requests';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';
import { zipOf } from '../../support/embedded-domain-zip';

const newModel = (cloud?: string) =>
  newState().addModel({ name: 'test', owner: 'admin', ...(cloud === undefined ? {} : { cloud }) });

test('an application is deployed with its charm, base, config, units and machines', async () => {
  const model = newModel();
  const web = await deployFixture(model, 'web', { units: 2, config: { port: '80', trust: 'true' } });

  expect(web).toMatchObject({
    name: 'web',
    life: 'alive',
    base: { name: 'ubuntu', channel: '22.04/stable' },
    trust: true,
  });
  expect(web.charm.url).toBe('local:web-0');
  expect(web.origin).toMatchObject({ source: 'local', type: 'charm', revision: 0, architecture: 'amd64' });
  expect(model.applicationConfig('web')).toEqual({ title: 'Welcome', port: 80, debug: false, ratio: 0.5 });
  expect(
    [...model.units()].map(({ name, machine, workload, agent }) => [
      name,
      machine?.id,
      workload.message,
      agent.status,
    ]),
  ).toEqual([
    ['web/0', '0', 'waiting for machine', 'allocating'],
    ['web/1', '1', 'waiting for machine', 'allocating'],
  ]);
  expect([...model.relations.values()].map(({ id, key }) => [id, key])).toEqual([[0, 'web:replicas']]);
  expect(web.status.status).toBe('unset');
});

test('config given as a document keyed by application counts, and texts win over it', async () => {
  const model = newModel();
  await deployFixture(model, 'database', { name: 'other' });
  const charmUrl = 'local:database-0';
  model.deploy({
    application: 'db',
    charmUrl,
    config: { mode: 'secondary' },
    configYaml: 'db: {mode: tertiary, trust: true}\n',
  });
  expect(model.applicationConfig('db')).toEqual({ mode: 'secondary' });
  expect(model.application('db').trust).toBe(true);
});

test('on Kubernetes units have no machines, and are numbered from 0 again after a removal', async () => {
  const model = newModel('k8s');
  await deployFixture(model, 'web-k8s', { units: 2 });
  expect([...model.units()].map(({ name, machine, workload }) => [name, machine, workload.message])).toEqual([
    ['web-k8s/0', undefined, 'installing agent'],
    ['web-k8s/1', undefined, 'installing agent'],
  ]);
  expect(model.machines.size).toBe(0);
  model.destroyApplication('web-k8s');
  await deployFixture(model, 'web-k8s');
  expect([...model.units()].map(({ name }) => name)).toEqual(['web-k8s/0']);
});

test('on machines the numbers of units and machines go on after a removal', async () => {
  const model = newModel();
  await deployFixture(model, 'web', { units: 2 });
  model.destroyApplication('web');
  await deployFixture(model, 'web');
  expect([...model.units()].map(({ name, machine }) => [name, machine?.id])).toEqual([['web/2', '2']]);
});

test('local charms get the next free revision of their name', async () => {
  const model = newModel();
  const archive = await zipOf({ 'metadata.yaml': 'name: tiny\nsummary: s\ndescription: d\n', revision: '4' });
  const urls = [
    await model.addCharm(archive),
    await model.addCharm(archive),
    await model.addCharm(archive, { revision: 9 }),
  ];
  expect(urls.map(({ url }) => url)).toEqual(['local:tiny-4', 'local:tiny-5', 'local:tiny-9']);
  expect(urls[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
});

const refusals: readonly (readonly [string, Partial<DeployArgs>, string, string])[] = [
  ['a URL without revision', { charmUrl: 'local:web' }, 'charm url must include revision', ''],
  ['a charm that is not there', { charmUrl: 'local:web-9' }, 'charm "local:web-9" not found', 'not found'],
  ['a wrong name', { application: 'Web' }, 'cannot add application "Web": invalid name', ''],
  [
    'a name that is taken',
    { application: 'taken' },
    'cannot add application "taken": application already exists',
    'already exists',
  ],
  [
    'the space of an endpoint that the charm has not',
    { endpointBindings: { '': 'alpha', databse: 'alpha' } },
    'cannot add application "web": unknown endpoint "databse" not valid',
    'not valid',
  ],
  ['an unknown option', { config: { colour: 'red' } }, 'unknown option "colour"', ''],
  ['a wrong value', { config: { port: 'eighty' } }, 'option "port" expected int, got "eighty"', ''],
  [
    'a wrong value in a document',
    { configYaml: 'web: {debug: maybe}' },
    'option "debug" expected boolean, got "maybe"',
    '',
  ],
  ['a document for another application', { configYaml: 'other: {}' }, 'no settings found for "web"', ''],
  ['a document that is no YAML', { configYaml: '[' }, 'cannot parse settings data: ', ''],
  [
    'an unknown machine',
    { placement: [{ scope: '#', directive: '9' }] },
    'cannot deploy "web" to machine 9: machine 9 not found',
    'not found',
  ],
  [
    'a strange placement',
    { placement: [{ scope: 'vm', directive: '' }] },
    'placement scope: invalid model UUID "vm"',
    '',
  ],
  [
    'storage that the charm has not',
    { storage: { data: { pool: '', size: 0, count: 1 } } },
    'charm "web" has no store called "data"',
    '',
  ],
  [
    'storage that is not there',
    { attachStorage: ['data/9'] },
    'storage instance "data/9" not found',
    'not found',
  ],
  [
    'a resource that the charm has not',
    { resources: { image: '1' } },
    'charm "web" has no resource "image"',
    '',
  ],
  [
    'storage to attach to many',
    { numUnits: 2, attachStorage: ['data/0'] },
    'AttachStorage is non-empty, but NumUnits is 2',
    '',
  ],
];

test.each(refusals)('deploy refuses %s, and makes nothing', async (_what, wrong, message, code) => {
  const model = newModel();
  await deployFixture(model, 'web', { name: 'taken' });
  const sequences = JSON.stringify(model.sequences.all);
  const deploy = () => model.deploy({ application: 'web', charmUrl: 'local:web-0', numUnits: 1, ...wrong });
  expect(refusalOf(deploy)).toMatchObject({ message: expect.stringContaining(message) as string, code });
  expect([...model.applications.keys()]).toEqual(['taken']);
  expect(JSON.stringify(model.sequences.all)).toBe(sequences);
});

test('a subordinate is deployed without units and constraints', async () => {
  const model = newModel();
  await deployFixture(model, 'logger');
  const deploy = (args: Partial<DeployArgs>) => () =>
    model.deploy({ application: 'other', charmUrl: 'local:logger-0', ...args });
  expect(deploy({ numUnits: 1 })).toThrow('subordinate application must be deployed without units');
  expect(deploy({ constraints: { mem: 1 } })).toThrow(
    'subordinate application must be deployed without constraints',
  );
});

test('what a charm assumes must hold, unless it is forced', async () => {
  const model = newModel();
  await expect(deployFixture(model, 'web-k8s')).rejects.toThrow(
    'charm requires feature "k8s-api" but model does not support it',
  );
  const forced = model.deploy({ application: 'web', charmUrl: 'local:web-k8s-0', force: true });
  expect(forced.name).toBe('web');
});

test('a dying model takes no applications', async () => {
  const state = newState();
  const model = state.addModel({ name: 'test', owner: 'admin' });
  state.destroyModel(model.uuid);
  await expect(deployFixture(model, 'web')).rejects.toThrow(
    'cannot add application "web": model "test" is dying',
  );
});

test.each([
  ['a machine', [{ scope: '#', directive: '0' }], ['0']],
  ['a container on a machine', [{ scope: 'lxd', directive: '0' }], ['0/lxd/0']],
  ['a container on a new machine', [{ scope: 'lxd', directive: '' }], ['1/lxd/0']],
  ['a zone', [{ scope: 'model-uuid', directive: 'zone=a' }], ['1']],
])('units go to %s when they are told so', async (_where, placement, machines) => {
  const model = newModel();
  await deployFixture(model, 'database');
  model.deploy({ application: 'web', charmUrl: 'local:database-0', numUnits: 1, placement });
  expect([...model.application('web').units.values()].map(({ machine }) => machine?.id)).toEqual(machines);
});

test('a unit takes a machine that was added for nobody', async () => {
  const model = newModel();
  const machine = model.addMachine({ base: { name: 'ubuntu', channel: '22.04/stable' } });
  await deployFixture(model, 'web', { units: 2 });
  expect([...model.units()].map((unit) => unit.machine?.id)).toEqual([machine.id, '1']);
});
