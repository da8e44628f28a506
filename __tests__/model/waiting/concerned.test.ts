import { concernedBy } from '../../../src/model/waiting/concerned';
import { statusOf } from '../../support/model-status';

const status = statusOf({
  applications: {
    web: { units: [{ machine: '0' }, { machine: '1/lxd/0' }] },
    db: { units: [{ machine: '2' }] },
  },
  machines: { '0': {}, '1': { containers: { '1/lxd/0': {} } }, '2': {} },
  relations: [{ ends: ['web:db', 'db:sql'] }],
});

const tags = [
  'unit-web-0',
  'unit-web-1',
  'unit-db-0',
  ...['machine-0', 'machine-1', 'machine-1-lxd-0', 'machine-2'],
  'controller-0',
];
const web = ['unit-web-0', 'unit-web-1', 'machine-0', 'machine-1', 'machine-1-lxd-0'];

test.each<[string, readonly string[], readonly string[]]>([
  ['a unit is of it and its machine', ['web/0'], ['unit-web-0', 'machine-0', 'controller-0']],
  ['an application is of its units and their machines', ['web'], [...web, 'controller-0']],
  ['several is of all of them', ['web', 'db/0'], tags],
  ['applications in one is of all of them', ['web, db'], tags],
  ['a machine is of it', ['2'], ['machine-2', 'controller-0']],
  ['a relation is of both its sides', ['web:db db:sql'], tags],
  ['a condition of the user’s own may be of everybody', ['web/0', 'three units'], tags],
])('a reason about %s', (_, entities, wanted) => {
  const isConcerned = concernedBy(
    entities.map((entity) => ({ entity, why: '' })),
    status,
  );
  expect(tags.filter(isConcerned)).toEqual(tags.filter((tag) => wanted.includes(tag)));
});

test('what is not in the model has logged nothing', () => {
  const isConcerned = concernedBy([{ entity: 'wbe', why: '', missing: true }], status);
  expect(tags.filter(isConcerned)).toEqual(['controller-0']);
});

test('where there is no status, or no reason, it may be anybody', () => {
  expect(tags.filter(concernedBy([{ entity: 'web', why: '' }], undefined))).toEqual(tags);
  expect(tags.filter(concernedBy([], status))).toEqual(tags);
});
