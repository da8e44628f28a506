import type { OperationRow } from '../../support/embedded-domain-unit';
import { fresh, inWords, memory, relation, started, world } from '../../support/embedded-domain-unit';
import { nextOperation } from '../../../src/embedded/engine/next-operation';

const queued = (kind: 'config-changed' | 'start' | 'leader-elected') =>
  ({ step: 'queued', info: { kind } }) as const;
const db = relation({ units: { 'db/0': 1 } });
const known = new Map([[1, memory({ 'db/0': 1 })]]);

const rows: readonly OperationRow[] = [
  [
    'on machines storage comes before install',
    fresh(),
    world({ storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'storage-attached data/0',
  ],
  [
    'on machines install waits for storage',
    fresh(),
    world({ storage: [{ id: 'data/0', life: 'alive', attached: false }] }),
    'wait',
  ],
  [
    'on Kubernetes install does not wait for storage',
    fresh(),
    world({ modelType: 'caas', storage: [{ id: 'data/0', life: 'alive', attached: false }] }),
    'install',
  ],
  [
    'on Kubernetes storage waits for start',
    fresh({ installed: true, hook: queued('start') }),
    world({ modelType: 'caas', storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'start',
  ],
  [
    'on machines later storage does not push itself before queued hooks',
    fresh({ installed: true, hook: queued('start') }),
    world({ storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'start',
  ],
  [
    'storage that was added later is told',
    started(),
    world({ storage: [{ id: 'data/1', life: 'alive', attached: true }] }),
    'storage-attached data/1',
  ],
  [
    'later storage that is not there yet holds nothing up',
    started({ configHash: 'old' }),
    world({ storage: [{ id: 'data/1', life: 'alive', attached: false }] }),
    'config-changed',
  ],
  [
    'dying storage is detached',
    started({ storage: new Set(['data/0']) }),
    world({ storage: [{ id: 'data/0', life: 'dying', attached: true }] }),
    'storage-detaching data/0',
  ],
  [
    'a dying unit detaches its storage first',
    started({ storage: new Set(['data/0']), relations: known }),
    world({ life: 'dying', relations: [db], storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'storage-detaching data/0',
  ],
  [
    'dying storage that the charm does not know is forgotten',
    started(),
    world({ storage: [{ id: 'data/0', life: 'dying', attached: false }] }),
    'forget-storage',
  ],
];

test.each(rows)('%s', (_title, local, remote, expected) => {
  expect(inWords(nextOperation(local, remote))).toBe(expected);
});
