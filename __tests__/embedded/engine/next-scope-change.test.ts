import type { OperationRow } from '../../support/embedded-domain-unit';
import { fresh, inWords, memory, relation, started, world } from '../../support/embedded-domain-unit';
import { nextOperation } from '../../../src/embedded/engine/next-operation';

const db = relation({ units: { 'db/0': 1 } });
const known = new Map([[1, memory({ 'db/0': 1 })]]);

const rows: readonly OperationRow[] = [
  ['a new relation is entered', started(), world({ relations: [db] }), 'enter-scope'],
  ['a relation is not entered before install', fresh(), world({ relations: [db] }), 'install'],
  ['a dying relation is not entered', started(), world({ relations: [relation({ life: 'dying' })] }), 'idle'],
  [
    'a suspended relation is not entered',
    started(),
    world({ relations: [relation({ suspended: true })] }),
    'idle',
  ],
  [
    'a relation that the charm does not have yet is not entered',
    started(),
    world({ relations: [relation({ implemented: false })] }),
    'idle',
  ],
  [
    'a principal does not enter while its old subordinate is going',
    started(),
    world({ relations: [relation({ scopeBlocked: true })] }),
    'idle',
  ],
  [
    'a dying unit enters nothing',
    started({ stopped: true }),
    world({ relations: [db], life: 'dying' }),
    'remove',
  ],
  [
    'a relation of Juju itself is left without hooks',
    started({ relations: known }),
    world({ relations: [relation({ implicit: true, life: 'dying' })] }),
    'leave-scope',
  ],
  ['a relation that is gone is forgotten', started({ relations: known }), world(), 'leave-scope'],
  [
    'a subordinate without its principal goes',
    started(),
    world({ principalApplication: 'web' }),
    'destroy-self',
  ],
  [
    'a subordinate with its principal stays',
    started({ relations: new Map([[1, memory()]]) }),
    world({ principalApplication: 'db', relations: [relation({ container: true })] }),
    'idle',
  ],
  [
    'a subordinate whose relation is dying breaks it, and goes',
    started({ relations: new Map([[1, memory()]]) }),
    world({ principalApplication: 'db', relations: [relation({ container: true, life: 'dying' })] }),
    'destroy-self',
  ],
];

test.each(rows)('%s', (_title, local, remote, expected) => {
  expect(inWords(nextOperation(local, remote))).toBe(expected);
});
