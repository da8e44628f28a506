import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { OrderScene } from '../../../support/order-scene';
import { startOrderScene } from '../../../support/order-scene';

describe.each(['3.6', '4.0'] as const)('on Juju %s', (series) => {
  let scene: OrderScene;
  let id: number;

  /** Two principals, each with its subordinate. */
  beforeEach(async () => {
    scene = startOrderScene({ agent: 'process', series });
    await scene.deploy('back', 2);
    await scene.deploy('side', 0, { charm: 'companion' });
    await scene.settled();
    id = scene.model.addRelation(['back:db', 'side:host']).id;
    await scene.until('each pair has met', () =>
      ['back/0', 'back/1', 'side/0', 'side/1'].every((unit) =>
        scene.journal.of(unit).some((line) => line.includes('-changed ') && line.endsWith(`:${String(id)}`)),
      ),
    );
    await scene.settled();
  });

  test.each([0, 1])('subordinate %i is told of its principal, and shares its machine', async (number) => {
    const [side, back] = [`side/${String(number)}`, `back/${String(number)}`];
    const machine = scene.model.unit(back).machine?.id ?? '';
    expect(await scene.tool(side, 'echo "$JUJU_PRINCIPAL_UNIT on $JUJU_MACHINE_ID"')).toBe(
      `${back} on ${machine}`,
    );
    expect(await scene.tool(back, 'echo "[$JUJU_PRINCIPAL_UNIT] on $JUJU_MACHINE_ID"')).toBe(
      `[] on ${machine}`,
    );
  });

  test('through their relation a pair sees each other, and nobody else', async () => {
    const [r, s] = [`db:${String(id)}`, `host:${String(id)}`];
    const listed = (unit: string, relation: string) => scene.tool(unit, `relation-list -r ${relation}`);
    expect(await listed('back/1', r)).toBe('side/1');
    expect(await listed('side/1', s)).toBe('back/1');
    for (const unit of ['side/0', 'side/1', 'back/0', 'back/1']) scene.ran(unit);
    await scene.tool('side/1', `relation-set -r ${s} word=hello`);
    await scene.until('it is told', () => scene.journal.of('back/1').at(-1)?.includes('-changed') === true);
    await scene.settled();
    expect([scene.ran('back/0'), scene.ran('back/1')]).toEqual([[], [`db-relation-changed side/1 ${r}`]]);
    expect(await scene.tool('back/1', `relation-get -r ${r} word side/1`)).toBe('hello');
    await scene.tool('back/0', `relation-set -r ${r} word=aloud`);
    await scene.until('it is told', () => scene.journal.of('side/0').at(-1)?.includes('-changed') === true);
    await scene.settled();
    expect([scene.ran('side/0'), scene.ran('side/1')]).toEqual([[`host-relation-changed back/0 ${s}`], []]);
  });

  test('where both have gone, nothing is left of either', async () => {
    const folders = await Promise.all(
      ['back/0', 'side/0'].map((unit) => scene.tool(unit, 'cd ../.. && pwd')),
    );
    scene.model.destroyUnit('back/0');
    await scene.settled();
    while (folders.some((folder) => existsSync(folder))) await delay(5);
    expect([...scene.model.units()].map(({ name }) => name)).toEqual(['back/1', 'side/1']);
  });
});
