import type { Model } from '../../../src/embedded/state/model';
import type { JujuSeries } from '../../../src/embedded/state/profile';
import type { ReadSecret } from '../../../src/embedded/state/consume-secret';
import { decodeContent, encodeContent } from '../../../src/embedded/state/secret-content';
import { applySuspension } from '../../../src/embedded/state/suspend-relation';
import { crossed, type Crossed } from '../../support/embedded-crossed';
import { contextOf, inHook, refusal } from '../../support/embedded-hook-scene';

const password = (text: string) => ({ content: encodeContent({ password: text }) });
const read = (model: Model, unit: string, how: ReadSecret) =>
  decodeContent(contextOf(model, unit).secrets.get(how))['password'];
const added = ({ databases, offered }: Crossed, granted = true) => {
  const uri = inHook(databases, 'database/0', ({ secrets }) => secrets.add('application', password('one')));
  if (granted) inHook(databases, 'database/0', ({ secrets }) => secrets.grant(uri, offered.id));
  return uri;
};
const renew = ({ databases }: Crossed, uri: string, text: string) =>
  inHook(databases, 'database/0', ({ secrets }) => secrets.set(uri, password(text)));

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s a secret of another model', (juju) => {
  const juju3 = juju === '3.6';
  let it: Crossed;
  beforeEach(async () => {
    it = await crossed(juju);
  });

  test('is read by URI and by label, as each unit tracks it', () => {
    const uri = added(it);
    expect(read(it.model, 'web/0', { uri, label: 'db' })).toBe('one');

    renew(it, uri, 'two');

    expect(read(it.model, 'web/0', { label: 'db' })).toBe('one');
    expect(read(it.model, 'web/0', { uri, peek: true })).toBe('two');
    expect(read(it.model, 'web/0', { uri })).toBe('one');
    expect(read(it.model, 'web/1', { uri })).toBe('two');
    expect(read(it.model, 'web/0', { label: 'db', refresh: true })).toBe('two');
    expect(read(it.model, 'web/0', { uri })).toBe('two');
  });

  test('that was read first with peek is tracked from then on', () => {
    const uri = added(it);
    expect(read(it.model, 'web/0', { uri, peek: true })).toBe('one');
    renew(it, uri, 'two');
    expect(read(it.model, 'web/0', { uri })).toBe('one');
  });

  test('is looked for in its own model only', () => {
    const uri = added(it);
    expect(refusal(() => read(it.model, 'web/0', { uri: `secret:${uri.slice(-20)}` }))).toContain(
      'not found',
    );
  });

  test('is the owner’s to manage: whoever reads it is told nothing about it', () => {
    const uri = added(it);
    read(it.model, 'web/0', { uri });
    const { secrets } = contextOf(it.model, 'web/0');
    expect(refusal(() => secrets.info({ uri }))).toBe(`secret "${uri.slice(-20)}" not found`);
    expect(secrets.ids()).toEqual([]);
    const set = () => inHook(it.model, 'web/0', (hook) => hook.secrets.set(uri, password('mine')));
    // Juju 4.0 takes it that the secret has been removed meanwhile.
    expect(refusal(set)).toBe(juju3 ? `updating secrets: secret "${uri}" not found` : '');
    expect(read(it.model, 'web/0', { uri, peek: true })).toBe('one');
  });

  test('is refused as long as it is not granted, and when it is not any more', () => {
    const uri = added(it, false);
    const denied = () => refusal(() => read(it.model, 'web/0', { uri }));
    expect(denied()).toBe('permission denied');

    inHook(it.databases, 'database/0', ({ secrets }) => secrets.grant(uri, it.offered.id));
    expect(read(it.model, 'web/0', { uri })).toBe('one');
    inHook(it.databases, 'database/0', ({ secrets }) => {
      const [{ name = '' } = {}] = it.databases.remoteApplications.values();
      secrets.revoke(uri, name);
    });

    expect(denied()).toBe('permission denied');
    expect(refusal(() => read(it.model, 'web/0', { uri: `${uri.slice(0, -1)}0` }))).toBe('permission denied');
  });

  test('is refused while the relation is suspended, and to whom the offer is not open any more', () => {
    const uri = added(it);
    const denied = () => refusal(() => read(it.model, 'web/0', { uri }));
    applySuspension(it.databases, it.offered, true, '');
    expect(denied()).toBe('permission denied');
    applySuspension(it.databases, it.offered, false, '');
    expect(denied()).toBe('');
    const [offer] = it.databases.offers.values();
    const [connection] = offer?.connections ?? [];
    Object.assign(connection ?? {}, { username: 'nobody' });
    expect(denied()).toBe('permission denied');
  });

  test('is refused when the relation has gone, and its old revision is free', async () => {
    const uri = added(it);
    read(it.model, 'web/0', { uri, label: 'db' });
    it.model.destroyRelation({ id: it.relation.id });
    await it.until('it has gone', () => it.databases.relations.size === 0);
    const denied = juju3 ? 'permission denied' : 'remote application not found';
    expect(refusal(() => read(it.model, 'web/0', { label: 'db' }))).toBe(denied);
    renew(it, uri, 'two');
    const [secret] = it.databases.secrets.values();
    expect([secret?.grants, secret?.revisions[0]?.obsolete]).toEqual([[], true]);
  });

  test('is forgotten with the unit that read it', async () => {
    const uri = added(it);
    read(it.model, 'web/1', { uri });
    expect([...it.model.remoteSecrets.keys()]).toEqual([uri]);
    it.model.destroyUnit('web/1');
    await it.until('it has gone', () => it.model.application('web').units.size === 1);
    expect(it.model.remoteSecrets.size).toBe(0);
  });

  test('is called by a label that no other secret has', () => {
    const uri = added(it);
    inHook(it.model, 'web/0', ({ secrets }) => secrets.add('unit', { ...password('own'), label: 'mine' }));
    const taken = juju3
      ? 'secret label "mine" for consumer "unit-web-0" already exists'
      : 'secret with label "mine" already exists';
    expect(refusal(() => read(it.model, 'web/0', { uri, label: 'mine' }))).toBe(taken);
    const other = added(it);
    read(it.model, 'web/0', { uri, label: 'db' });
    expect(refusal(() => read(it.model, 'web/0', { uri: other, label: 'db' }))).toBe(
      taken.replace('mine', 'db'),
    );
  });

  test('is not there where its model is not', () => {
    const uri = `secret://00000000-0000-4000-8000-000000000000/${'0'.repeat(20)}`;
    expect(refusal(() => read(it.model, 'web/0', { uri }))).toBe(
      juju3
        ? 'creating remote secret client: migration not found'
        : 'creating remote secret client: model not redirected',
    );
  });

  test('is not read by who has no relation across models', () => {
    const uri = inHook(it.model, 'web/0', ({ secrets }) => secrets.add('application', password('web')));
    expect(refusal(() => read(it.databases, 'database/0', { uri }))).toBe(
      juju3
        ? 'getting remote token for "database": token for application database not found'
        : 'remote application not found',
    );
  });

  test('is granted to the application, and shown so on Juju 3 alone', () => {
    const uri = added(it);
    const { grants } = contextOf(it.databases, 'database/0').secrets.info({ uri });
    expect(grants.map(({ target }) => target)).toEqual(
      juju3 ? [[...it.databases.remoteApplications.keys()][0]] : [],
    );
  });

  test('is not granted to a unit, nor by the side that consumes', () => {
    const uri = added(it, false);
    const [remote = ''] = it.databases.remoteApplications.keys();
    const toUnit = () =>
      inHook(it.databases, 'database/0', ({ secrets }) => secrets.grant(uri, it.offered.id, `${remote}/0`));
    const own = inHook(it.model, 'web/0', ({ secrets }) => secrets.add('application', password('web')));
    const byConsumer = () => inHook(it.model, 'web/0', ({ secrets }) => secrets.grant(own, it.relation.id));
    const refused = (secret: string, tag: string, what: string) =>
      juju3
        ? `granting secrets access: cannot change access to "${secret}" for "${tag}": ` +
          `sharing ${what} across a cross model relation not supported`
        : '';
    expect(refusal(toUnit)).toBe(refused(uri, `unit-${remote}-0`, 'secrets with a unit'));
    expect(refusal(byConsumer)).toBe(refused(own, 'application-db', 'consumer secrets'));
    // Juju 4.0 takes the grants, and lets nobody read by them.
    expect(refusal(() => read(it.model, 'web/0', { uri }))).toBe('permission denied');
  });
});
