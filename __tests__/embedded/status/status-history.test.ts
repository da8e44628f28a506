import { Params } from '../../../src/embedded/server/params';
import type { Model } from '../../../src/embedded/state/model';
import { statusHistory } from '../../../src/embedded/status/status-history';
import { stillModel } from '../../support/embedded-wire-model';

let model: Model;

beforeEach(async () => {
  const still = stillModel('3.6');
  model = still.model;
  const [unit] = await still.deploy({ name: 'web' });
  jest.useFakeTimers({ now: Date.now() + 1000 });
  unit?.setWorkloadStatus('maintenance', 'installing');
  jest.advanceTimersByTime(1000);
  unit?.setAgentStatus('executing', 'running install hook');
  jest.advanceTimersByTime(1000);
  unit?.setWorkloadStatus('active', 'ready', { hook: 'install' });
  model.machine('0').instance.set('running', 'Running');
  model.machine('0').agent.set('started');
});

afterEach(() => {
  jest.useRealTimers();
});

test.each([
  ['unit', 'unit-web-0', ['workload maintenance', 'juju-unit executing', 'workload active']],
  ['workload', 'unit-web-0', ['workload waiting', 'workload maintenance', 'workload active']],
  ['juju-unit', 'unit-web-0', ['juju-unit allocating', 'juju-unit executing']],
  ['machine', 'machine-0', ['machine pending', 'machine running']],
  ['juju-machine', 'machine-0', ['juju-machine pending', 'juju-machine started']],
  ['application', 'application-web', ['application unset']],
  ['model', '', ['model available']],
])('the last of %s %s, oldest first', (historyKind, tag, statuses) => {
  expect(history({ historyKind, tag, filter: { size: 3 } })).toEqual(statuses);
});

test('what was within one millisecond is in order too', () => {
  const unit = model.unit('web/0');
  for (const status of ['maintenance', 'waiting', 'blocked', 'active']) unit.setWorkloadStatus(status);
  const workload = { historyKind: 'workload', tag: 'unit-web-0' };

  const inOrder = ['workload waiting', 'workload blocked', 'workload active'];
  expect(history({ ...workload, filter: { size: 3 } })).toEqual(inOrder);
  expect(history({ historyKind: 'unit', tag: 'unit-web-0', filter: { size: 3 } })).toEqual(inOrder);
});

test('a history can leave out texts, and begin at a time or so long ago', () => {
  const workload = { historyKind: 'workload', tag: 'unit-web-0' };
  const second = 1e9;
  expect(history({ ...workload, filter: { size: 9, exclude: ['installing'] } })).toEqual([
    'workload waiting',
    'workload active',
  ]);
  expect(history({ ...workload, filter: { delta: 1.5 * second } })).toEqual(['workload active']);
  const date = new Date(Date.now() - 2500).toISOString();
  expect(history({ ...workload, filter: { date } })).toEqual(['workload maintenance', 'workload active']);
});

test('a status of the past has all that was kept with it', () => {
  const params = new Params({ historyKind: 'workload', tag: 'unit-web-0', filter: { size: 1 } });
  expect(statusHistory(model, params)).toEqual([
    {
      status: 'active',
      info: 'ready',
      data: { hook: 'install' },
      since: new Date(),
      kind: 'workload',
      version: '',
      life: '',
    },
  ]);
});

test.each([
  ['unit', 'unit-web-9', { size: 1 }, 'fetching status history for "unit-web-9": unit "web/9" not found'],
  [
    'unit',
    'machine-0',
    { size: 1 },
    'fetching status history for "machine-0": "machine-0" is not a valid unit tag',
  ],
  [
    'cat',
    'unit-web-0',
    { size: 1 },
    'fetching status history for "unit-web-0": unknown status history kind "cat"',
  ],
  ['unit', 'unit-web-0', {}, 'cannot validate status history filter: missing filter parameters not valid'],
  [
    'unit',
    'unit-web-0',
    { size: 1, delta: 1 },
    'cannot validate status history filter: Size and Delta together not valid',
  ],
])('a history of %s %s by %j is refused', (historyKind, tag, filter, message) => {
  expect(() => history({ historyKind, tag, filter })).toThrow(message);
});

/** Kinds and statuses of a history. */
function history(request: object): string[] {
  const entries = statusHistory(model, new Params(request)) as { kind: string; status: string }[];
  return entries.map(({ kind, status }) => `${kind} ${status}`);
}
