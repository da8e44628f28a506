import type { HookContext } from '../../../../src/embedded/engine/hook-context';
import type { Model } from '../../../../src/embedded/state/model';
import type { JujuSeries } from '../../../../src/embedded/state/profile';
import { decodeContent, encodeContent } from '../../../../src/embedded/state/secret-content';
import type { ReadSecret } from '../../../../src/embedded/state/consume-secret';
import { contextOf, ids, inHook, refusal, relatedModel } from '../../../support/embedded-hook-scene';

const series: readonly JujuSeries[] = ['3.6', '4.0'];
const password = (text: string) => ({ content: encodeContent({ password: text }) });
const read = (model: Model, unit: string, how: ReadSecret) =>
  decodeContent(contextOf(model, unit).secrets.get(how))['password'];
const addOf =
  (text: string, label?: string, owner: 'application' | 'unit' = 'application') =>
  ({ secrets }: HookContext) =>
    secrets.add(owner, { ...password(text), ...(label !== undefined && { label }) });

test.each(series)('on Juju %s a secret is made, granted, read, renewed and removed', async (juju) => {
  const model = await relatedModel(juju);
  const denied = juju === '3.6' ? 'permission denied' : '"web/0" is not allowed to read this secret';
  const uri = inHook(model, 'database/0', addOf('one', 'pw'));
  expect(refusal(() => read(model, 'web/0', { uri }))).toBe(denied);

  inHook(model, 'database/0', ({ secrets }) => secrets.grant(uri, ids.db));
  expect(read(model, 'web/0', { uri, label: 'db-password' })).toBe('one');
  expect(read(model, 'web/0', { label: 'db-password' })).toBe('one');

  inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, password('two')));
  expect(read(model, 'web/0', { uri })).toBe('one');
  expect(read(model, 'web/0', { uri, peek: true })).toBe('two');
  expect(read(model, 'web/0', { uri })).toBe('one');
  expect(read(model, 'web/0', { uri, refresh: true })).toBe('two');
  expect(read(model, 'web/0', { uri })).toBe('two');

  inHook(model, 'database/0', ({ secrets }) => secrets.revoke(uri, 'web'));
  expect(refusal(() => read(model, 'web/0', { uri }))).toBe(denied);

  inHook(model, 'database/0', ({ secrets }) => secrets.remove(uri, 1));
  expect(contextOf(model, 'database/0').secrets.info({ uri })).toMatchObject({ revision: 2, label: 'pw' });
  inHook(model, 'database/0', ({ secrets }) => secrets.remove(uri));
  expect(model.secrets.size).toBe(0);
});

test('who reads for the first time tracks what is the latest then, even with peek', async () => {
  const model = await relatedModel();
  const uri = inHook(model, 'database/0', addOf('one'));
  inHook(model, 'database/0', ({ secrets }) => secrets.grant(uri, ids.db));
  expect(read(model, 'web/0', { uri, peek: true })).toBe('one');
  inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, password('two')));
  expect(read(model, 'web/0', { uri })).toBe('one');
  expect(read(model, 'web/1', { uri })).toBe('two');
});

test('what was tracked before the right to read was taken is tracked when it is given again', async () => {
  const model = await relatedModel();
  const uri = inHook(model, 'database/0', addOf('one'));
  inHook(model, 'database/0', ({ secrets }) => secrets.grant(uri, ids.db));
  read(model, 'web/0', { uri });
  inHook(model, 'database/0', ({ secrets }) => secrets.revoke(uri, 'web'));
  inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, password('two')));
  inHook(model, 'database/0', ({ secrets }) => secrets.grant(uri, ids.db));
  expect(read(model, 'web/0', { uri })).toBe('one');
});

test('content is bytes, not texts', async () => {
  const model = await relatedModel();
  const content = { bytes: Buffer.from([0, 255, 128]).toString('base64') };
  const uri = inHook(model, 'database/0', ({ secrets }) => secrets.add('unit', { content }));
  expect(contextOf(model, 'database/0').secrets.get({ uri })).toEqual(content);
});

describe('within one hook', () => {
  test('a new secret is read by URI, by label and by a label given now, and others know nothing of it', async () => {
    const model = await relatedModel();
    const { secrets } = contextOf(model, 'database/0');
    const uri = secrets.add('application', { ...password('one'), label: 'pw' });
    expect(secrets.get({ uri })).toEqual(password('one').content);
    expect(secrets.get({ label: 'pw' })).toEqual(password('one').content);
    secrets.set(uri, password('two'));
    expect(secrets.get({ uri, label: 'named' })).toEqual(password('two').content);
    expect(secrets.info({ label: 'named' })).toMatchObject({ revision: 1, owner: 'application' });
    expect(refusal(() => read(model, 'web/0', { uri }))).toBe(`secret "${uri}" not found`);
  });

  test('a new content is only seen by who asks for the latest', async () => {
    const model = await relatedModel();
    const uri = inHook(model, 'database/0', addOf('one'));
    const context = contextOf(model, 'database/0');
    context.secrets.set(uri, password('two'));
    const got = (how: ReadSecret) => decodeContent(context.secrets.get(how))['password'];
    expect([got({ uri }), got({ uri, peek: true }), got({ uri })]).toEqual(['one', 'two', 'one']);
    expect(got({ uri, refresh: true })).toBe('two');
    expect(context.secrets.info({ uri }).revision).toBe(1);
    context.flush();
    expect(read(model, 'database/0', { uri })).toBe('two');
  });

  test('removing a revision takes back what was changed, and changing what was removed', async () => {
    const model = await relatedModel();
    const uri = inHook(model, 'database/0', addOf('one'));
    inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, password('two')));
    const revisions = () =>
      [...model.secrets.values()].flatMap((secret) => secret.revisions.map((each) => each.revision));
    inHook(model, 'database/0', ({ secrets }) => {
      secrets.set(uri, password('three'));
      secrets.remove(uri, 1);
      expect(secrets.ids()).toEqual([]);
    });
    expect(revisions()).toEqual([2]);
    inHook(model, 'database/0', ({ secrets }) => {
      secrets.remove(uri, 2);
      secrets.set(uri, { description: 'kept' });
    });
    expect(revisions()).toEqual([2]);
  });

  test('a secret that is made and removed was never there', async () => {
    const model = await relatedModel();
    inHook(model, 'database/0', ({ secrets }) => secrets.remove(secrets.add('unit', password('one'))));
    expect(model.secrets.size).toBe(0);
  });

  test('grants are asked about as they were, and of two over one relation the later is made', async () => {
    const model = await relatedModel();
    const uri = inHook(model, 'database/0', addOf('one'));
    inHook(model, 'database/0', ({ secrets }) => {
      secrets.grant(uri, ids.db, 'web/0');
      secrets.grant(uri, ids.db, 'web/1');
      expect(secrets.info({ uri }).grants).toEqual([]);
    });
    expect(contextOf(model, 'database/0').secrets.info({ uri }).grants).toEqual([
      { target: 'web/1', targetKind: 'unit', role: 'view', relationKey: 'web:db database:db' },
    ]);
    expect(refusal(() => contextOf(model, 'database/0').secrets.grant(uri, ids.db))).toBe(
      'any unit level grants need to be revoked before granting access to the corresponding application',
    );
  });

  test('a second secret of the same label is refused at once', async () => {
    const { secrets } = contextOf(await relatedModel(), 'database/0');
    secrets.add('application', { ...password('one'), label: 'pw' });
    expect(refusal(() => secrets.add('unit', { ...password('two'), label: 'pw' }))).toBe(
      'secret with label "pw" already exists',
    );
  });
});

test('only the leader manages secrets of its application, all its units read them by its label', async () => {
  const model = await relatedModel();
  expect(refusal(() => addOf('x')(contextOf(model, 'web/1')))).toBe('this unit is not the leader');
  const own = inHook(model, 'web/1', addOf('x', undefined, 'unit'));
  expect(contextOf(model, 'web/1').secrets.ids()).toEqual([own.slice(-20)]);
  expect(contextOf(model, 'web/0').secrets.ids()).toEqual([]);
  inHook(model, 'web/0', addOf('y', 'shared'));
  expect(read(model, 'web/1', { label: 'shared' })).toBe('y');
  expect(contextOf(model, 'web/1').secrets.ids()).toHaveLength(1);
});

type Act = (context: HookContext, uri: string) => unknown;
const unknown = 'secret:00000000000000000000';

describe.each(series)('on Juju %s the end of a hook fails with what the controller refuses', (juju) => {
  const juju3 = juju === '3.6';
  const noManager = '"web/1" is not allowed to manage this secret';
  const rows: [string, string, Act, (uri: string) => string][] = [
    [
      'a label that the application has',
      'web/0',
      ({ secrets }) => secrets.add('application', { ...password('x'), label: 'shared' }),
      (uri) =>
        juju3
          ? 'creating secrets: secret with label "shared" already exists'
          : `create secrets: creating secret "${uri}": secret with label "shared" already exists`,
    ],
    [
      'changing what is another’s to manage',
      'web/1',
      ({ secrets }, uri) => secrets.set(uri, { label: 'z' }),
      () => (juju3 ? 'updating secrets: "web/1" is not leader of "web"' : `updating secrets: ${noManager}`),
    ],
    [
      'changing what is not there',
      'web/0',
      ({ secrets }) => secrets.set(unknown, { label: 'z' }),
      () => (juju3 ? `updating secrets: secret "${unknown}" not found` : ''),
    ],
    [
      'removing what is another’s to manage',
      'web/1',
      ({ secrets }, uri) => secrets.remove(uri),
      () => (juju3 ? 'removing secrets: "web/1" is not leader of "web"' : `removing secrets: ${noManager}`),
    ],
    ['removing what is not there is no fault', 'web/0', ({ secrets }) => secrets.remove(unknown), () => ''],
    [
      'revoking what is another’s to manage',
      'database/0',
      ({ secrets }, uri) => secrets.revoke(uri, 'web'),
      () =>
        juju3
          ? 'revoking secrets access: permission denied'
          : `revoking secrets access: "database/0" is not allowed to manage this secret`,
    ],
    [
      'granting to peers',
      'web/0',
      ({ secrets }, uri) => secrets.grant(uri, ids.peers),
      (uri) =>
        juju3
          ? `granting secrets access: cannot change access to "${uri}" for "application-web": cannot change secret permission scope`
          : 'granting secrets access: granting access to a secret over a peer relation is not supported',
    ],
  ];
  test.each(rows)('%s', async (_what, unit, act, message) => {
    const model = await relatedModel(juju);
    const uri = inHook(model, 'web/0', addOf('y', 'shared'));
    const context = contextOf(model, unit);
    context.relations.set(ids.db, unit, { said: 'in vain' });
    const made = act(context, uri);
    const wanted = message(typeof made === 'string' ? made.slice(-20) : uri);
    expect(refusal(() => context.flush())).toBe(wanted);
    const said = model.relations.get(ids.db)?.unitSettings.get(unit)?.values['said'];
    expect(said).toBe(wanted === '' ? 'in vain' : undefined);
  });
});

test.each<[string, ReadSecret, string, string]>([
  ['nothing', {}, 'empty URI and label not valid', 'empty URI and label not valid'],
  ['a label', { label: 'x' }, 'consumer label "x" not found', 'secret URI for consumer label "x" not found'],
  ['nonsense', { uri: 'nonsense' }, 'secret URI "nonsense" not valid', 'secret URI "nonsense" not valid'],
  [
    'a URI',
    { uri: unknown },
    `secret "${unknown}" not found`,
    'getting latest secret revision: secret not found',
  ],
])('a secret that is not there, by %s, is refused', async (_by, how, juju3, juju4) => {
  for (const [juju, message] of [
    ['3.6', juju3],
    ['4.0', juju4],
  ] as const) {
    const { secrets } = contextOf(await relatedModel(juju), 'web/0');
    expect(refusal(() => secrets.get(how))).toBe(message);
  }
});

test('a label is one secret’s for a unit: its own, its application’s and those that it reads', async () => {
  const model = await relatedModel();
  const uri = inHook(model, 'database/0', addOf('one'));
  inHook(model, 'database/0', ({ secrets }) => secrets.grant(uri, ids.db));
  inHook(model, 'web/0', addOf('own', 'mine', 'unit'));
  expect(refusal(() => read(model, 'web/0', { uri, label: 'mine' }))).toBe(
    'getting latest secret revision: secret label "mine" for consumer "unit-web-0" already exists',
  );
  read(model, 'web/0', { uri, label: 'db' });
  expect(refusal(() => inHook(model, 'web/0', addOf('y', 'db')))).toBe(
    'creating secrets: secret with label "db" already exists',
  );
});

test('the owner gives a secret another label by reading it', async () => {
  const model = await relatedModel();
  const uri = inHook(model, 'web/0', addOf('y', 'old'));
  expect(read(model, 'web/1', { uri, label: 'ignored' })).toBe('y');
  expect(read(model, 'web/0', { uri, label: 'new' })).toBe('y');
  expect(contextOf(model, 'web/0').secrets.info({ uri }).label).toBe('new');
  expect(refusal(() => read(model, 'web/1', { label: 'ignored' }))).toBe(
    'consumer label "ignored" not found',
  );
});
