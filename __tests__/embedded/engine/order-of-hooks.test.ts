import type { OrderScene } from '../../support/order-scene';
import { scenes, startOrderScene } from '../../support/order-scene';

// What Juju's own tests of its uniter say (uniter_test.go, relation/resolver_test.go, secrets/resolver_test.go), run by
// both agents. Lines are as there: `<hook> <remote unit> <endpoint>:<id>`, with `fail-` before a hook that failed.

const startup = [
  'data-storage-attached',
  'install',
  'siblings-relation-created siblings:0',
  'leader-elected',
  'config-changed',
  'start',
];
const teardown = ['data-storage-detaching', 'stop', 'remove'];
const joined = ['db-relation-joined front/0 db:2', 'db-relation-changed front/0 db:2'];

describe.each(scenes)('with the $agent agent on Juju $series', (kind) => {
  let scene: OrderScene;

  beforeEach(() => {
    scene = startOrderScene(kind);
  });

  /** `back/0` that is up, and told of nothing more. */
  async function quickStart(): Promise<void> {
    await scene.deploy('back');
    await scene.settled();
    scene.ran('back/0');
  }

  /** The same, related to `front/0`. */
  async function quickStartRelation(): Promise<void> {
    await scene.deploy('back');
    await scene.deploy('front');
    await scene.settled();
    scene.model.addRelation(['front:backend', 'back:db']);
    await scene.until('both have joined', () =>
      ['front/0', 'back/0'].every(
        (unit) => scene.journal.of(unit).at(-1)?.includes('-relation-changed') === true,
      ),
    );
    await scene.settled();
    expect(scene.ran('back/0')).toEqual([...startup, 'db-relation-created db:2', ...joined]);
    scene.ran('front/0');
  }

  test('a unit comes up in Juju’s order, and others of the application after it', async () => {
    await scene.deploy('back', 2);
    await scene.settled();
    const peer = [
      'siblings-relation-joined back/1 siblings:0',
      'siblings-relation-changed back/1 siblings:0',
    ];
    expect(scene.ran('back/0')).toEqual([...startup, ...peer]);
    expect(scene.ran('back/1')).toEqual([
      // Who does not lead is told what the leader has said, on Juju 4 nothing.
      ...startup.flatMap((hook) => {
        if (hook !== 'leader-elected') return hook;
        return kind.series === '3.6' ? 'leader-settings-changed' : [];
      }),
      ...peer.map((line) => line.replace('back/1', 'back/0')),
    ]);
  });

  const failures: readonly (readonly [
    hook: string,
    retried: readonly string[],
    skipped: readonly string[],
  ])[] = [
    ['install', ['install', ...startup.slice(2)], startup.slice(2)],
    ['leader-elected', startup.slice(3), startup.slice(4)],
    ['config-changed', startup.slice(4), startup.slice(5)],
    ['start', ['start'], []],
  ];

  test.each(failures)('a failed %s waits, and is run again until it succeeds', async (hook, retried) => {
    scene.journal.failures.set(`back ${hook}`, 2);
    await scene.deploy('back');
    await scene.inError('back/0');
    expect(scene.ran('back/0').at(-1)).toBe(`fail-${hook}`);
    expect(scene.model.unit('back/0').workload).toMatchObject({
      message: `hook failed: "${hook}"`,
      data: { hook },
    });
    scene.model.resolveUnits({ units: ['back/0'], retry: true });
    await scene.until('it has failed again', () => scene.journal.failures.get(`back ${hook}`) === 0);
    // The operator is asked again.
    await scene.inError('back/0');
    expect(scene.ran('back/0')).toEqual([`fail-${hook}`]);
    scene.model.resolveUnits({ units: ['back/0'], retry: true });
    await scene.settled();
    expect(scene.ran('back/0')).toEqual(retried);
  });

  test.each(failures)(
    'a failed %s is taken as done where that is asked for',
    async (hook, _retried, skipped) => {
      scene.journal.failures.set(`back ${hook}`, 1);
      await scene.deploy('back');
      await scene.inError('back/0');
      scene.ran('back/0');
      scene.model.resolveUnits({ units: ['back/0'], retry: false });
      await scene.until('it goes on', () => !scene.model.unit('back/0').inError);
      await scene.until('it is at rest', () => scene.model.unit('back/0').agent.status === 'idle');
      expect(scene.ran('back/0')).toEqual(skipped);
    },
  );

  test('resolved is used up before the next hook, which may fail too', async () => {
    const hooks = ['install', 'leader-elected', 'config-changed', 'start'];
    for (const hook of hooks) scene.journal.failures.set(`back ${hook}`, 1);
    await scene.deploy('back');
    for (const hook of hooks) {
      await scene.until(`${hook} has failed`, () => scene.journal.of('back/0').at(-1) === `fail-${hook}`);
      await scene.inError('back/0');
      scene.model.resolveUnits({ units: ['back/0'], retry: false });
    }
    await scene.until(
      'it is at rest',
      () => scene.model.unit('back/0').agent.status === 'idle' && !scene.model.unit('back/0').inError,
    );
    expect(scene.ran('back/0').filter((line) => line.startsWith('fail-'))).toEqual(
      hooks.map((hook) => `fail-${hook}`),
    );
  });

  test('in error a unit is not told of config, relations or time, but runs actions', async () => {
    scene.journal.failures.set('back start', 1);
    await scene.deploy('back');
    await scene.deploy('front');
    await scene.inError('back/0');
    scene.ran('back/0');
    scene.model.setApplicationConfig('back', { greeting: 'hey' });
    scene.model.addRelation(['front:backend', 'back:db']);
    const [action] = scene.model.enqueue([
      { receiver: 'back/0', name: 'shout', parameters: { what: 'x' } },
    ]).actions;
    await scene.until('the action ends', () => action?.completed !== undefined);
    await scene.inError('back/0');
    expect(scene.ran('back/0')).toEqual(['shout']);
    scene.model.resolveUnits({ units: ['back/0'], retry: true });
    await scene.until('it has joined', () => scene.journal.of('back/0').at(-1)?.includes('front/0') === true);
    await scene.settled();
    expect(scene.ran('back/0')).toEqual(['start', 'db-relation-created db:2', 'config-changed', ...joined]);
  });

  test.each([
    ['created', {}],
    ['joined', { 'remote-unit': 'front/0' }],
    ['changed', { 'remote-unit': 'front/0' }],
    ['departed', { 'remote-unit': 'front/0' }],
    ['broken', {}],
  ])('a failed relation-%s says which relation and unit, and is run again', async (kind, remote) => {
    const hook = `db-relation-${kind}`;
    const dies = kind === 'departed' || kind === 'broken';
    await scene.deploy('back');
    await scene.deploy('front');
    await scene.settled();
    scene.journal.failures.set(`back ${hook}`, 1);
    const { id } = scene.model.addRelation(['front:backend', 'back:db']);
    if (dies) {
      await scene.until(
        'it has joined',
        () => scene.journal.of('back/0').at(-1)?.includes('front/0') === true,
      );
      await scene.settled();
      scene.model.destroyRelation({ endpoints: ['front:backend', 'back:db'] });
    }
    await scene.inError('back/0');
    expect(scene.model.unit('back/0').workload).toMatchObject({
      message: `hook failed: "${hook}"`,
      data: { hook, 'relation-id': id, ...remote },
    });
    const failed = scene.ran('back/0').at(-1);
    scene.model.resolveUnits({ units: ['back/0'], retry: true });
    await scene.until('it goes on', () => !scene.model.unit('back/0').inError);
    await scene.settled();
    expect(scene.ran('back/0')[0]).toBe(failed?.replace('fail-', ''));
    expect(scene.model.relations.has(id)).toBe(!dies);
  });

  test('remote units join, change and depart one by one', async () => {
    await quickStartRelation();
    scene.model.addUnits('front', { count: 1 });
    await scene.until('it has joined', () => scene.journal.of('back/0').at(-1)?.includes('front/1') === true);
    await scene.settled();
    expect(scene.ran('back/0')).toEqual(joined.map((line) => line.replace('front/0', 'front/1')));
    await scene.tool('front/0', 'relation-set -r backend:2 mark=one');
    await scene.tool('front/0', 'relation-set -r backend:2 --app mark=two');
    await scene.until(
      'both are told',
      () => scene.journal.of('back/0').at(-1)?.includes('changed front db') === true,
    );
    expect(scene.ran('back/0')).toEqual([
      'db-relation-changed front/0 db:2',
      'db-relation-changed front db:2',
    ]);
    scene.model.destroyUnit('front/1');
    await scene.settled();
    expect(scene.ran('back/0')).toEqual(['db-relation-departed front/1 db:2']);
  });

  test('a relation that goes is departed by each unit and broken, on both sides', async () => {
    await quickStartRelation();
    scene.model.destroyRelation({ endpoints: ['front:backend', 'back:db'] });
    await scene.settled();
    expect(scene.ran('back/0')).toEqual(['db-relation-departed front/0 db:2', 'db-relation-broken db:2']);
    expect(scene.ran('front/0')).toEqual([
      'backend-relation-departed back/0 backend:2',
      'backend-relation-broken backend:2',
    ]);
  });

  test('a unit that goes leaves its relations and then stops; the relation stays for the others', async () => {
    await quickStartRelation();
    scene.model.destroyUnit('back/0');
    await scene.settled();
    const [detaching, ...end] = teardown;
    expect(scene.ran('back/0')).toEqual([
      detaching,
      'db-relation-departed front/0 db:2',
      'db-relation-broken db:2',
      ...end,
    ]);
    expect(scene.ran('front/0')).toEqual(['backend-relation-departed back/0 backend:2']);
    expect(scene.model.relations.get(2)?.life).toBe('alive');
    const departing = scene.journal.entries.filter(({ info }) => info?.kind === 'relation-departed');
    expect(departing.map(({ info }) => info?.departingUnit)).toEqual(['back/0', 'back/0']);
  });

  test('a unit in error that goes waits for the operator, and then stops', async () => {
    scene.journal.failures.set('back start', 1);
    await scene.deploy('back');
    await scene.inError('back/0');
    scene.ran('back/0');
    scene.model.destroyUnit('back/0');
    await scene.inError('back/0');
    expect(scene.ran('back/0')).toEqual([]);
    scene.model.resolveUnits({ units: ['back/0'], retry: true });
    await scene.settled();
    expect(scene.ran('back/0')).toEqual(['start', ...teardown]);
  });

  test('the leadership of a unit that goes is another’s, which is told', async () => {
    await scene.deploy('back', 2);
    await scene.settled();
    scene.ran('back/1');
    scene.model.destroyUnit('back/0');
    await scene.until('the other leads', () => scene.journal.of('back/1').at(-1) === 'leader-elected');
    await scene.settled();
    expect(scene.ran('back/1')).toEqual(['siblings-relation-departed back/0 siblings:0', 'leader-elected']);
    expect(scene.model.application('back').leader).toBe('back/1');
  });

  test('readers are told of each new revision of a secret once, its owner of those that nobody reads', async () => {
    await quickStartRelation();
    const uri = await scene.tool('back/0', 'secret-add password=one');
    await scene.tool('back/0', `secret-grant -r 2 ${uri}`);
    expect(await scene.tool('front/0', `secret-get ${uri}`)).toContain('one');
    expect(scene.ran('front/0')).toEqual([]);
    await scene.tool('back/0', `secret-set ${uri} password=two`);
    await scene.until('it is told', () => scene.journal.of('front/0').at(-1) === 'secret-changed');
    await scene.settled();
    expect(scene.ran('front/0')).toEqual(['secret-changed']);
    expect(scene.ran('back/0')).toEqual([]);
    expect(await scene.tool('front/0', `secret-get ${uri} --refresh`)).toContain('two');
    await scene.until('its owner is told', () => scene.journal.of('back/0').at(-1) === 'secret-remove');
    await scene.settled();
    expect([scene.ran('front/0'), scene.ran('back/0')]).toEqual([[], ['secret-remove']]);
  });

  test('a secret that is due is rotated by its owner’s leader', async () => {
    await quickStart();
    await scene.tool('back/0', 'secret-add password=one');
    const [secret] = scene.model.secrets.values();
    if (secret === undefined) throw new Error('there is no secret');
    secret.rotationDue = true;
    scene.model.note('secret', secret.id);
    await scene.until('it is told', () => scene.journal.of('back/0').at(-1) === 'secret-rotate');
    await scene.settled();
    expect([scene.ran('back/0'), secret.rotationDue]).toEqual([['secret-rotate'], false]);
  });

  test('another charm is upgraded to, and its config told', async () => {
    await quickStart();
    scene.model.setCharm('back', { charmUrl: await scene.upload() });
    await scene.until('it is told', () => scene.journal.of('back/0').at(-1) === 'config-changed');
    await scene.settled();
    expect(scene.ran('back/0')).toEqual(['upgrade-charm', 'config-changed']);
  });
});
