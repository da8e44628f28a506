import type { OrderScene } from '../../support/order-scene';
import { scenes, startOrderScene } from '../../support/order-scene';

// Subordinates of their principals, run by both agents; lines are those of order-of-hooks.test.ts.

const install = ['install', 'host-relation-created host:N'];
const start = ['config-changed', 'start'];
const met = (principal: string) => [
  `host-relation-joined ${principal} host:N`,
  `host-relation-changed ${principal} host:N`,
];
const left = (principal: string) => [
  `host-relation-departed ${principal} host:N`,
  'host-relation-broken host:N',
];
const teardown = ['stop', 'remove'];

describe.each(scenes)('with the $agent agent on Juju $series', (kind) => {
  let scene: OrderScene;
  let id: number;
  // Who does not lead is told what the leader has said, on Juju 4 nothing.
  const led = kind.series === '3.6' ? ['leader-settings-changed'] : [];

  /** Two principals, each with its subordinate. */
  beforeEach(async () => {
    scene = startOrderScene(kind);
    await scene.deploy('back', 2);
    await scene.deploy('side', 0, { charm: 'companion' });
    await scene.settled();
    id = relate();
    await pairsMeet();
    for (const unit of ['back/0', 'back/1']) ran(unit);
  });

  const relate = () => scene.model.addRelation(['back:db', 'side:host']).id;
  const units = (name: string) => [...scene.model.application(name).units.keys()];
  /** What a unit ran, with N for the id of the relation. */
  const ran = (unit: string) =>
    scene.ran(unit).map((line) => line.replace(new RegExp(`:${String(id)}$`), ':N'));

  async function pairsMeet(): Promise<void> {
    await scene.until(
      'each pair has met',
      () =>
        units('side').length === units('back').length &&
        [...units('back'), ...units('side')].every((unit) =>
          scene.journal
            .of(unit)
            .some((line) => line.endsWith(`:${String(id)}`) && line.includes('-changed ')),
        ),
    );
    await scene.settled();
  }

  test('each principal has one on its machine, and each knows the other alone', () => {
    expect(ran('side/0')).toEqual([...install, 'leader-elected', ...start, ...met('back/0')]);
    expect(ran('side/1')).toEqual([...install, ...led, ...start, ...met('back/1')]);
    for (const principal of ['back/0', 'back/1']) {
      const { machine, subordinates } = scene.model.unit(principal);
      expect([...subordinates].map((one) => [one.name, one.machine])).toEqual([
        [principal.replace('back', 'side'), machine],
      ]);
    }
    expect(scene.journal.clashes).toEqual([]);
  });

  test('one more principal brings one more of them', async () => {
    for (const unit of units('side')) ran(unit);
    scene.model.addUnits('back', { count: 1 });
    await pairsMeet();
    expect(ran('side/2')).toEqual([...install, ...led, ...start, ...met('back/2')]);
    expect([ran('side/0'), ran('side/1')]).toEqual([[], []]);
  });

  test('a principal that goes takes its own with it, which ends first', async () => {
    for (const unit of units('side')) ran(unit);
    const gone: string[] = [];
    scene.state.changes.subscribe(() => {
      for (const unit of ['back/0', 'side/0']) {
        const isThere = units(unit.slice(0, 4)).includes(unit);
        if (!isThere && !gone.includes(unit)) gone.push(unit);
      }
    });
    scene.model.destroyUnit('back/0');
    await scene.settled();
    expect(gone).toEqual(['side/0', 'back/0']);
    expect(ran('side/0')).toEqual([...left('back/0'), ...teardown]);
    expect(ran('back/0')).toEqual([
      'data-storage-detaching',
      'db-relation-departed side/0 db:N',
      'db-relation-broken db:N',
      expect.stringMatching(/^siblings-relation-departed back\/1/) as unknown,
      ...teardown,
    ]);
    expect(ran('side/1')).toEqual(['leader-elected']);
    expect([units('back'), units('side')]).toEqual([['back/1'], ['side/1']]);
    expect(scene.journal.clashes).toEqual([]);
  });

  test('one in error keeps its principal from going', async () => {
    ran('side/0');
    scene.journal.failures.set('side/0 stop', 1);
    scene.model.destroyUnit('back/0');
    await scene.inError('side/0');
    await scene.until('its principal has stopped', () => scene.journal.of('back/0').at(-1) === 'remove');
    expect(units('back')).toContain('back/0');
    scene.model.resolveUnits({ units: ['side/0'], retry: true });
    await scene.settled();
    expect(ran('side/0')).toEqual([...left('back/0'), 'fail-stop', ...teardown]);
    expect([units('back'), units('side')]).toEqual([['back/1'], ['side/1']]);
  });

  test('they go with their relation, and others come with the next one', async () => {
    for (const unit of units('side')) ran(unit);
    scene.model.destroyRelation({ id });
    await scene.until('both are gone', () => units('side').length === 0);
    await scene.settled();
    expect(ran('side/0')).toEqual([...left('back/0'), ...teardown]);
    expect(ran('back/0')).toEqual(['db-relation-departed side/0 db:N', 'db-relation-broken db:N']);
    id = relate();
    await pairsMeet();
    expect(units('side')).toEqual(['side/2', 'side/3']);
    const [other] = scene.model.unit('back/0').subordinates;
    expect(ran('back/0')).toEqual([
      'db-relation-created db:N',
      ...met(other?.name ?? '').map((line) => line.replaceAll('host', 'db')),
    ]);
  });

  test('their application goes and leaves the principals alone', async () => {
    ran('side/0');
    scene.model.destroyApplication('side');
    await scene.until('it is gone', () => !scene.model.applications.has('side'));
    await scene.settled();
    expect(ran('side/0')).toEqual([...left('back/0'), ...teardown]);
    expect(ran('back/0')).toEqual(['db-relation-departed side/0 db:N', 'db-relation-broken db:N']);
    expect(units('back')).toEqual(['back/0', 'back/1']);
  });
});
