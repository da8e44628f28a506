import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { hooksOf, startDomain } from '../../support/embedded-domain';
import { secretGiver } from '../../support/secret-giver';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

test.each(series)(
  'on Juju %s a new revision is told once to each reader, and the old one to its owner',
  async (juju) => {
    const told: string[] = [];
    const giver = secretGiver(told);
    const web = charm({
      on: {
        'db-relation-changed'(ctx) {
          const secret = ctx.relation?.get()['secret'];
          if (secret !== undefined)
            ctx.setStatus('active', ctx.secrets.get(secret, { label: 'db' })['password']);
        },
        'secret-changed'(ctx) {
          told.push(`${ctx.unit} changed ${String(ctx.secret?.revision)} ${ctx.secret?.label ?? ''}`);
          ctx.setStatus('active', ctx.secrets.refresh({ label: 'db' })['password']);
        },
      },
    });
    const domain = startDomain({ series: juju, charms: { database: giver.script, web } });
    await domain.deploy('web', { units: 2 });
    await domain.deploy('database');
    domain.model.addRelation(['web', 'database']);
    const all = (password: string) => () =>
      [...domain.model.application('web').units.values()].every(
        ({ workload }) => workload.message === password,
      );
    await domain.until('both have it', all('one'));
    domain.model.enqueue([{ receiver: 'database/0', name: 'backup' }]);
    await domain.until('both have the new one', all('two'));
    await domain.until('the old one is removed', () => told.length === 3);
    await domain.settled();
    expect(told.toSorted()).toEqual(['database/0 remove 1', 'web/0 changed 2 db', 'web/1 changed 2 db']);
    const [secret] = domain.model.secrets.values();
    expect(secret?.revisions.map(({ revision }) => revision)).toEqual([2]);
    expect(JSON.stringify(domain.model.log.entries)).not.toContain('two');
  },
);

test('a secret is rotated by its policy, and expires by its time, as its leader is told', async () => {
  const told: string[] = [];
  const database = charm({
    on: {
      start(ctx) {
        ctx.secrets.add({ password: 'one' }, { rotatePolicy: 'hourly', label: 'turning' });
        ctx.secrets.add({ password: 'two' }, { expires: new Date(Date.now() + 60_000), label: 'passing' });
      },
      'secret-rotate'(ctx) {
        told.push('rotate');
        ctx.secrets.set(ctx.secret?.uri ?? '', { content: { password: String(told.length) } });
      },
      'secret-expired': (ctx) => void told.push(`expired ${String(ctx.secret?.revision)}`),
    },
  });
  const domain = startDomain({ charms: { database }, timeScale: 1_000_000 });
  await domain.deploy('database');
  await domain.until('it has expired', () => told.includes('expired 1'));
  expect(told).toContain('expired 1');
  expect(hooksOf(domain.model, 'database/0')).not.toContain('secret-changed');
});

test('a new content does not put the next rotation off, another policy does', async () => {
  const database = charm({
    on: {
      start: (ctx) => void ctx.secrets.add({ password: 'one' }, { rotatePolicy: 'hourly', label: 'turning' }),
    },
    exec(command, ctx) {
      const [uri = ''] = ctx.secrets.ids();
      ctx.secrets.set(
        uri,
        command === 'renew' ? { content: { password: 'two' } } : { rotatePolicy: 'daily' },
      );
      return '';
    },
  });
  const domain = startDomain({ charms: { database } });
  await domain.deploy('database');
  await domain.settled();
  const [secret] = domain.model.secrets.values();
  const first = secret?.nextRotate;
  expect(first).toBeInstanceOf(Date);
  domain.model.exec({ commands: 'renew', units: ['database/0'] });
  await domain.until('it is renewed', () => secret?.revisions.length === 2);
  expect(secret?.nextRotate).toBe(first);
  domain.model.exec({ commands: 'daily', units: ['database/0'] });
  await domain.until('it has another policy', () => secret?.rotatePolicy === 'daily');
  expect(Number(secret?.nextRotate) - Number(first)).toBeGreaterThan(22 * 3_600_000);
});

test('the secrets of a unit and of an application go with them, and a grant with its relation', async () => {
  const database = charm({
    on: {
      'db-relation-created'(ctx) {
        const uri = ctx.secrets.add({ password: 'one' });
        if (ctx.relation !== undefined) ctx.secrets.grant(uri, ctx.relation);
        ctx.secrets.add({ password: 'own' }, { owner: 'unit' });
      },
    },
  });
  const domain = startDomain({ charms: { database } });
  await domain.deploy('web');
  await domain.deploy('database');
  const { id } = domain.model.addRelation(['web', 'database']);
  await domain.until('they are there', () => domain.model.secrets.size === 2);
  domain.model.destroyRelation({ id });
  await domain.until('the relation is gone', () => !domain.model.relations.has(id));
  expect([...domain.model.secrets.values()].flatMap(({ grants }) => grants)).toEqual([]);
  domain.model.destroyUnit('database/0');
  await domain.until('the unit is gone', () => domain.model.application('database').units.size === 0);
  expect([...domain.model.secrets.values()].map(({ owner }) => owner)).toEqual([
    { kind: 'application', id: 'database' },
  ]);
  domain.model.destroyApplication('database');
  expect(domain.model.secrets.size).toBe(0);
});

test.each(['3.6', '4.0'] as const)(
  'on Juju %s an owner is told of an expired revision again and again, until it is removed',
  async (series) => {
    let times = 0;
    const database = charm({
      on: {
        start: (ctx) => void ctx.secrets.add({ password: 'one' }, { expires: new Date(Date.now() + 1000) }),
        'secret-expired'(ctx) {
          times += 1;
          if (times === 3) ctx.secrets.remove(ctx.secret?.uri ?? '', 1);
        },
      },
    });
    const domain = startDomain({ series, charms: { database } });
    await domain.deploy('database');
    await domain.until('it is removed', () => times > 0 && domain.model.secrets.size === 0);
    await domain.settled();
    expect(times).toBe(3);
  },
);

test('an end that a charm gives its secret again is told of all the same', async () => {
  const end = Date.now() + 30_000;
  let [uri, told] = ['', 0];
  const database = charm({
    on: {
      install(ctx) {
        uri = ctx.secrets.add({ password: 'one' }, { expires: new Date(end) });
      },
      start: (ctx) => ctx.secrets.set(uri, { expires: new Date(end) }),
      'secret-expired'(ctx) {
        told += 1;
        ctx.secrets.remove(uri);
      },
    },
  });
  const domain = startDomain({ charms: { database } });
  await domain.deploy('database');
  await domain.until('it has expired', () => told > 0);
  expect(told).toBe(1);
});

test.each(['3.6', '4.0'] as const)(
  'on Juju %s the end of an older revision that is still read is told, whatever came after it',
  async (series) => {
    const told: string[] = [];
    const expires = new Date(Date.now() + 60_000);
    const database = charm({
      on: {
        start: (ctx) => void ctx.secrets.add({ password: 'one' }, { expires, rotatePolicy: 'hourly' }),
        'secret-expired'(ctx) {
          const { uri = '', revision = 0 } = ctx.secret ?? {};
          const { revision: latest } = ctx.secrets.info(uri);
          told.push(`${String(revision)} of ${String(latest)}`);
          if (latest === 2) ctx.secrets.remove(uri, revision);
        },
      },
      exec(_command, ctx) {
        const [uri = ''] = ctx.secrets.ids();
        ctx.secrets.get(uri);
        ctx.secrets.set(uri, { content: { password: 'two' } });
        return '';
      },
    });
    const domain = startDomain({ series, charms: { database }, timeScale: 50_000 });
    await domain.deploy('database');
    await domain.until('it is there', () => domain.model.secrets.size === 1);
    domain.model.exec({ commands: 'renew', units: ['database/0'] });
    const [secret] = domain.model.secrets.values();
    await domain.until('the first has expired', () => told.includes('1 of 2'));
    await domain.until('it is removed', () => secret?.revisions.length === 1);
    expect(secret?.revisions[0]).toMatchObject({ revision: 2, expires: undefined });
    expect(told).not.toContain('2 of 2');
  },
);
