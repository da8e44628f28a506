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
