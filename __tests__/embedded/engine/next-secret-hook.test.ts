import type { OperationRow } from '../../support/embedded-domain-unit';
import { fresh, inWords, started, world } from '../../support/embedded-domain-unit';
import { nextOperation } from '../../../src/embedded/engine/next-operation';

const rows: readonly OperationRow[] = [
  [
    'a new revision of a secret is told',
    started({ secretRevisions: new Map([['secret:a', 1]]) }),
    world({ consumed: new Map([['secret:a', { revision: 2, label: 'pw' }]]) }),
    'secret-changed secret:a 2',
  ],
  [
    'a known revision is no news',
    started({ secretRevisions: new Map([['secret:a', 2]]) }),
    world({ consumed: new Map([['secret:a', { revision: 2, label: '' }]]) }),
    'idle',
  ],
  [
    'an obsolete revision is told to its owner',
    started(),
    world({ obsolete: new Map([['secret:a', [1, 2]]]) }),
    'secret-remove secret:a 1',
  ],
  [
    'an obsolete revision is told once',
    started({ obsoleteRevisions: new Map([['secret:a', [1]]]) }),
    world({ obsolete: new Map([['secret:a', [1, 2]]]) }),
    'secret-remove secret:a 2',
  ],
  [
    'expired comes before rotate, rotate before changed',
    started(),
    world({
      expired: [{ uri: 'secret:a', revision: 3 }],
      rotations: ['secret:b'],
      consumed: new Map([['secret:c', { revision: 1, label: '' }]]),
    }),
    'secret-expired secret:a 3',
  ],
  [
    'rotate comes before changed',
    started(),
    world({ rotations: ['secret:b'], consumed: new Map([['secret:c', { revision: 1, label: '' }]]) }),
    'secret-rotate secret:b',
  ],
  [
    'a secret that is gone is forgotten',
    started({ secretRevisions: new Map([['secret:a', 1]]) }),
    world(),
    'forget-secrets',
  ],
  ['secrets wait for install', fresh(), world({ rotations: ['secret:b'] }), 'install'],
  [
    'secrets come before actions',
    started(),
    world({ rotations: ['secret:b'], actions: ['1'] }),
    'secret-rotate secret:b',
  ],
  [
    'a dying unit hears of no secrets',
    started({ stopped: true }),
    world({ rotations: ['secret:b'], life: 'dying' }),
    'remove',
  ],
];

test.each(rows)('%s', (_title, local, remote, expected) => {
  expect(inWords(nextOperation(local, remote))).toBe(expected);
});
