import { briefStatusTable } from '../../../src/model/status/brief-status-table';
import { type Sketch, statusOf, type UnitSketch } from '../../support/model-status';

const manyUnits = (count: number, changes: Readonly<Record<number, UnitSketch>>): Sketch => ({
  applications: { web: { units: Array.from({ length: count }, (_, number) => changes[number] ?? {}) } },
});

const unitsIn = (table: string) => [...table.matchAll(/^ *(\w+\/\d+)/gm)].map(([, name]) => name);

test('of many units those are shown that are not active and idle, and the rest is counted', () => {
  const table = briefStatusTable(
    statusOf(manyUnits(40, { 17: { workload: 'blocked', message: 'no disk' }, 20: { life: 'dying' } })),
  );
  expect(unitsIn(table)).toEqual(['web/17', 'web/20']);
  expect(table).toMatch(/\n\nNot shown: 38 units active\/idle$/);
});

test('of many units that are not, the first are shown', () => {
  const failed = Object.fromEntries(
    Array.from({ length: 30 }, (_, number) => [number, { workload: 'error' }]),
  );
  const table = briefStatusTable(statusOf(manyUnits(40, failed)));
  expect(unitsIn(table)).toHaveLength(10);
  expect(table).toMatch(/Not shown: 20 units error\/idle, 10 units active\/idle$/);
});

test('few units are shown all', () => {
  const table = briefStatusTable(statusOf(manyUnits(10, {})));
  expect(unitsIn(table)).toHaveLength(10);
  expect(table).not.toContain('Not shown');
});

test('a subordinate is shown below the unit that carries it', () => {
  const units = manyUnits(11, { 3: { subordinates: { 'log/0': { workload: 'blocked' } } } });
  const table = briefStatusTable(
    statusOf({ applications: { ...units.applications, log: { subordinateTo: ['web'] } } }),
  );
  expect(unitsIn(table)).toEqual(['web/3', 'log/0']);
});

test('machines are shown where something is wrong with them', () => {
  const machines = {
    '0': {},
    '1': { agent: 'down' },
    '2': { agent: 'pending', instance: 'provisioning error', message: 'no quota' },
  };
  const table = briefStatusTable(statusOf({ machines }));
  expect([...table.matchAll(/^(\d) /gm)].map(([, id]) => id)).toEqual(['1', '2']);
  expect(table).toMatch(/Not shown: 1 machine started$/);
});

test('of many relations those are shown that are not joined', () => {
  const relations = Array.from({ length: 12 }, (_, number) => ({
    ends: [`web:r${String(number)}`, 'db:sql'],
    status: number === 5 ? 'joining' : 'joined',
  }));
  const table = briefStatusTable(statusOf({ relations }));
  expect([...table.matchAll(/^\d+ +(\S+)/gm)].map(([, key]) => key)).toEqual(['web:r5']);
  expect(table).toMatch(/Not shown: 11 relations joined$/);
});
