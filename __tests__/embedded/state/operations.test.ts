import type { Action, Operation } from '../../../src/embedded/state/action-entities';
import { beginAction, finishAction, logAction } from '../../../src/embedded/state/action-progress';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';

async function webModel(series: '3.6' | '4.0' = '3.6') {
  const model = newState(series).addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web', { units: 2 });
  model.application('web').leader = 'web/1';
  return model;
}

test.each([
  ['3.6', ['1', '2', '3'], 'break run on unit-web-0,web/leader'],
  ['4.0', ['0', '1', '2'], 'action "break"'],
] as const)('operations and tasks of Juju %s share one counter', async (series, ids, summary) => {
  const model = await webModel(series);
  const operation = model.enqueue([
    { receiver: 'web/0', name: 'break' },
    { receiver: 'web/leader', name: 'break' },
  ]);
  expect([operation.id, ...operation.actions.map(({ id }) => id)]).toEqual(ids);
  expect(operation.actions.map(({ receiver }) => receiver)).toEqual(['web/0', 'web/1']);
  expect(operation.summary).toBe(summary);
  expect(operation.status).toBe('pending');
});

test('parameters are completed by the defaults of the schema, at every depth', async () => {
  const model = await webModel();
  const { actions } = model.enqueue([{ receiver: 'web/0', name: 'greet', parameters: { name: 'x' } }]);
  expect(actions[0]?.parameters).toEqual({ name: 'x', loud: false, style: { mark: '!' } });
});

test.each([
  [
    'a parameter that is missing',
    { receiver: 'web/0', name: 'greet' },
    'validation failed: (root) : "name" property is missing and required, given {}',
  ],
  [
    'a parameter too many',
    { receiver: 'web/0', name: 'greet', parameters: { name: 'x', y: 1 } },
    'validation failed: (root) : additional property "y" is not allowed, given {"name":"x","y":1}',
  ],
  [
    'a parameter of the wrong type',
    { receiver: 'web/0', name: 'greet', parameters: { name: 5 } },
    'validation failed: (root).name : must be of type string, given 5',
  ],
  ['an unknown action', { receiver: 'web/0', name: 'fly' }, 'action "fly" not defined on unit "web/0"'],
  ['no name', { receiver: 'web/0', name: '' }, 'no action name given'],
  ['an unknown unit', { receiver: 'web/9', name: 'greet' }, 'unit "web/9" not found'],
  [
    'an application without leader',
    { receiver: 'x/leader', name: 'greet' },
    'could not determine leader for "x"',
  ],
  [
    'a strange receiver',
    { receiver: 'web', name: 'greet' },
    'action receiver interface on entity web not found',
  ],
  [
    'an action on a machine',
    { receiver: '0', name: 'greet' },
    'cannot add action "greet" to a machine; only predefined actions allowed',
  ],
])('%s is refused in its own result', async (_what, request, message) => {
  const model = await webModel();
  const operation = model.enqueue([request, { receiver: 'web/0', name: 'break' }]);
  expect(operation.results[0]).toMatchObject({ error: expect.objectContaining({ message }) as unknown });
  expect(operation.fail).toBe(`error(s) enqueueing action(s): ${message}`);
  expect(operation.actions).toHaveLength(1);
});

test('an operation whose every task is refused has failed', async () => {
  const model = await webModel();
  expect(model.enqueue([{ receiver: 'web/0', name: 'fly' }])).toMatchObject({ status: 'error', actions: [] });
});

test('a charm without actions says so', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'files');
  expect(model.enqueue([{ receiver: 'files/0', name: 'x' }]).fail).toContain(
    'no actions defined on charm "local:files-0"',
  );
});

test('an operation runs with its first task and ends with its last, as the worst of them', async () => {
  const model = await webModel();
  const operation = model.enqueue([
    { receiver: 'web/0', name: 'break' },
    { receiver: 'web/1', name: 'break' },
  ]);
  const [first, second] = tasksOf(operation);
  beginAction(model, first);
  expect([operation.status, first.status]).toEqual(['running', 'running']);
  logAction(model, first, 'half way');
  finishAction(model, first, { status: 'failed', message: 'no' });
  expect(operation.status).toBe('running');
  finishAction(model, second, { status: 'completed', message: '', output: { a: '1' } });
  expect(operation).toMatchObject({ status: 'failed', completed: expect.any(Date) as unknown });
  expect(first.log.map(({ message }) => message)).toEqual(['half way']);
});

test('what has not begun is cancelled, what runs is told to abort, and what is over stays as it is', async () => {
  const model = await webModel();
  const operation = model.enqueue([
    { receiver: 'web/0', name: 'break' },
    { receiver: 'web/1', name: 'break' },
  ]);
  const [first, second] = tasksOf(operation);
  beginAction(model, second);
  const results = model.cancelActions([...operation.actions.map(({ id }) => id), '99']);
  expect(operation.actions.map(({ status, message }) => [status, message])).toEqual([
    ['cancelled', 'action cancelled via the API'],
    ['aborting', ''],
  ]);
  expect(results[2]).toMatchObject({ message: 'action "99" not found' });
  finishAction(model, first, { status: 'completed', message: '' });
  expect(first.status).toBe('cancelled');
});

test('a command is a task for each unit and machine, with its timeout in nanoseconds', async () => {
  const model = await webModel();
  const operation = model.exec({
    commands: 'ls',
    applications: ['web'],
    units: ['web/0'],
    machines: ['0'],
    timeoutMs: 5,
  });
  expect(operation.actions.map(({ receiver, receiverKind, name }) => [receiver, receiverKind, name])).toEqual(
    [
      ['web/0', 'unit', 'juju-exec'],
      ['web/1', 'unit', 'juju-exec'],
      ['0', 'machine', 'juju-exec'],
    ],
  );
  expect(operation.actions[0]).toMatchObject({
    parameters: { command: 'ls', timeout: 5_000_000 },
    parallel: true,
  });
});

test('Juju 3 runs a command once on each, in the order of their names', async () => {
  const receivers = ['web/0', 'web/1', 'web/10', 'web/2', '0'];
  const model = await webModel();
  model.addUnits('web', { count: 9 });
  const units = ['web/10', 'web/2', 'web/leader', 'web/1', 'web/0'];
  const operation = model.exec({ commands: 'ls', units, machines: ['0'] });
  expect(operation.actions.map(({ receiver }) => receiver)).toEqual(receivers);
});

test.each([
  [{ commands: 'juju-exec ls', units: ['web/0'] }, 'cannot use "juju-exec ls" as an action command'],
  [{ commands: 'ls', machines: ['x'] }, 'invalid machine id "x"'],
  [{ commands: 'ls', applications: ['x'] }, 'application "x" not found'],
  [{ commands: 'ls', units: ['x'], machines: ['x'] }, 'invalid unit name "x"'],
  [{ commands: 'ls', units: ['x/leader'] }, 'could not determine leader for "x"'],
])('the command %p is refused', async (request, message) => {
  const model = await webModel();
  expect(() => model.exec(request)).toThrow(message);
});

test('Juju 4 runs a command for each that is named, twice where it is named twice, and tells of leaders first', async () => {
  const model = await webModel('4.0');
  const operation = model.exec({
    commands: 'ls',
    units: ['web/1', 'web/leader', 'web/7', 'x/leader'],
    applications: ['web', 'nothing'],
    machines: ['0', '9'],
    timeoutMs: 5,
  });
  const told = operation.results.map((result) =>
    'error' in result ? result.error.message : `${result.id} on ${result.receiver}`,
  );
  expect(told).toEqual([
    '1 on 0',
    'getting machine UUID for "9": machine "9" not found',
    '7 on web/1',
    'getting leader unit for x: application "x" not found in leases',
    '3 on web/1',
    'linking task to unit: getting unit UUID for "web/7": unit "web/7" not found',
    '5 on web/0',
    '6 on web/1',
  ]);
  expect(operation).toMatchObject({ summary: 'exec "ls"', fail: '', status: 'pending' });
  expect(operation.actions[0]).toMatchObject({
    name: 'juju-exec',
    parameters: { command: 'ls', timeout: 5_000_000 },
    parallel: false,
  });
});

test.each([
  [
    { applications: ['x', 'y'] },
    'starting exec operation: adding exec operation: getting units for applications [x y]: no application found',
    '',
  ],
  [
    { units: ['x/leader', 'y/leader'] },
    'getting leader unit for x: application "x" not found in leases\n' +
      'getting leader unit for y: application "y" not found in leases',
    'not found',
  ],
])('Juju 4 refuses a command for nobody: %p', async (request, message, code) => {
  const model = await webModel('4.0');
  expect(refusalOf(() => model.exec({ commands: 'ls', ...request }))).toEqual({ message, code });
  expect(model.operations.size).toBe(0);
});

const breakOn = (receiver: string) => ({ receiver, name: 'break' });

test.each([
  ['nothing', [], 'no actions specified', ''],
  [
    'units of two applications',
    [breakOn('web/0'), breakOn('db/leader')],
    'actions must be run on units from the same application',
    '',
  ],
  [
    'two actions',
    [
      { ...breakOn('web/0'), parallel: true, parameters: { a: 1, b: { c: [true, null] } } },
      { receiver: 'web/1', name: 'wait', executionGroup: 'g' },
    ],
    'action name mismatch: "break" != "wait"\n' +
      'parallel mismatch: true != false\n' +
      'execution group mismatch:  != g\n' +
      'parameters mismatch: map[a:1 b:map[c:[true <nil>]]] != map[]',
    '',
  ],
  [
    'an unknown action',
    [{ receiver: 'web/0', name: 'fly' }],
    'action "fly" not defined for unit "web/0".',
    'not found',
  ],
  [
    'an unknown application',
    [breakOn('x/0')],
    'adding action operation: adding action operation: ' +
      'getting charm UUID for application "x": application "x" not found',
    '',
  ],
  [
    'a leader that is not there',
    [breakOn('x/leader')],
    'getting leader unit for x: application "x" not found in leases',
    'not found',
  ],
])('Juju 4 refuses %s as a whole, and takes no id', async (_what, requests, message, code) => {
  const model = await webModel('4.0');
  expect(refusalOf(() => model.enqueue(requests))).toEqual({ message, code });
  expect(model.enqueue([breakOn('web/0')]).id).toBe('0');
});

test('Juju 4 knows a charm without actions by its name', async () => {
  const model = newState('4.0').addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'files');
  expect(refusalOf(() => model.enqueue([breakOn('files/0')])).message).toBe(
    'no actions defined for charm files.',
  );
});

test('Juju 4 refuses a unit that is not there by itself, after an id, and what is no unit without one', async () => {
  const model = await webModel('4.0');
  const errors = (receivers: string[]) => {
    const { id, status, results } = model.enqueue(receivers.map(breakOn));
    return [id, status, ...results.map((result) => ('error' in result ? result.error.message : result.id))];
  };
  const isNoUnit = '"machine-0" is not a valid unit tag';
  const isNotThere = 'linking task to unit: getting unit UUID for "web/9": unit "web/9" not found';
  expect(errors(['web/9', 'web/0', '0'])).toEqual(['0', 'pending', isNotThere, '2', isNoUnit]);
  expect(errors(['web/9'])).toEqual(['3', 'error', isNotThere]);
  expect(errors(['0'])).toEqual(['', 'error', isNoUnit]);
});

function tasksOf({ actions }: Operation): [Action, Action] {
  const [first, second] = actions;
  if (first === undefined || second === undefined) throw new Error('the operation has two tasks');
  return [first, second];
}
