import type { OperationRow } from '../../support/embedded-domain-unit';
import { inWords, memory, relation, started, world } from '../../support/embedded-domain-unit';
import { nextOperation } from '../../../src/embedded/engine/next-operation';

const db = relation({ units: { 'db/0': 1 } });
const known = new Map([[1, memory({ 'db/0': 1 })]]);

const rows: readonly OperationRow[] = [
  [
    'a relation that was entered is created',
    started({ relations: new Map([[1, memory({}, { created: false })]]) }),
    world({ relations: [db] }),
    'relation-created db',
  ],
  [
    'a created relation joins its units in order',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ units: { 'db/10': 0, 'db/2': 0 } })] }),
    'relation-joined db/10',
  ],
  [
    'joined is followed by changed, whatever else there is',
    started({ relations: new Map([[1, memory({ 'db/0': 1 }, { changedPending: 'db/0' })]]) }),
    world({ relations: [relation({ units: { 'db/0': 2, 'db/1': 0 }, applications: new Map([['db', 5]]) })] }),
    'relation-changed db/0',
  ],
  [
    'a changed bag of a unit is told',
    started({ relations: known }),
    world({ relations: [relation({ units: { 'db/0': 2 } })] }),
    'relation-changed db/0',
  ],
  ['a bag that was seen is no news', started({ relations: known }), world({ relations: [db] }), 'idle'],
  [
    'a changed bag of an application comes before units',
    started({ relations: known }),
    world({ relations: [relation({ units: { 'db/0': 1, 'db/1': 0 }, applications: new Map([['db', 1]]) })] }),
    'relation-changed db',
  ],
  [
    'an application that never said anything is no news',
    started({ relations: known }),
    world({ relations: [db] }),
    'idle',
  ],
  [
    'a unit that is gone departs',
    started({ relations: known }),
    world({ relations: [relation()] }),
    'relation-departed db/0 (db/0 departs)',
  ],
  [
    'departed comes before joined',
    started({ relations: known }),
    world({ relations: [relation({ units: { 'db/1': 0 } })] }),
    'relation-departed db/0 (db/0 departs)',
  ],
  [
    'when its application goes, the unit itself departs',
    started({ relations: known }),
    world({ applicationLife: 'dying', relations: [relation({ life: 'dying', units: { 'db/0': 1 } })] }),
    'relation-departed db/0 (web/0 departs)',
  ],
  [
    'a dying relation departs its units',
    started({ relations: known }),
    world({ relations: [relation({ life: 'dying', units: { 'db/0': 1 } })] }),
    'relation-departed db/0 (db/0 departs)',
  ],
  [
    'a dying relation without units is broken',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ life: 'dying' })] }),
    'relation-broken db',
  ],
  [
    'a suspended relation is broken',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ suspended: true })] }),
    'relation-broken db',
  ],
  [
    'a peer relation is never broken',
    started({ relations: new Map([[1, memory()]]) }),
    world({ life: 'dying', relations: [relation({ peer: true })] }),
    'stop',
  ],
  [
    'peers come after the others',
    started({
      relations: new Map([
        [1, memory()],
        [2, memory()],
      ]),
    }),
    world({
      relations: [
        relation({ peer: true, units: { 'web/1': 0 }, remoteApplication: 'web', applications: new Map() }),
        relation({ id: 2, units: { 'db/0': 0 } }),
      ],
    }),
    'relation-joined db/0',
  ],
  [
    'a relation of Juju itself has no hooks',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ implicit: true, units: { 'db/0': 0 } })] }),
    'idle',
  ],
];

test.each(rows)('%s', (_title, local, remote, expected) => {
  expect(inWords(nextOperation(local, remote))).toBe(expected);
});
