import { charm } from '../../../../src/embedded/agent/scripted/charm-script';
import type { JujuSeries } from '../../../../src/embedded/state/profile';
import { crossed } from '../../../support/embedded-crossed';
import { secretGiver } from '../../../support/secret-giver';

const rows: readonly [JujuSeries, 'one' | 'two'][] = [
  ['3.6', 'one'],
  ['3.6', 'two'],
  ['4.0', 'one'],
  ['4.0', 'two'],
];

test.each(rows)(
  'on Juju %s, %s controller(s), a secret goes to another model, and each new revision of it',
  async (juju, on) => {
    const told: string[] = [];
    const giver = secretGiver(told);
    const web = charm({
      on: {
        'db-relation-changed'(ctx) {
          const secret = ctx.relation?.get()['secret'];
          if (secret === undefined) return;
          ctx.setStatus('active', ctx.secrets.get(secret, { label: 'db' })['password']);
        },
        'secret-changed'(ctx) {
          const { uri: changed = '', revision, label = '' } = ctx.secret ?? {};
          told.push(`${ctx.unit} changed ${changed} ${String(revision)} ${label}`);
          const [before, peeked] = [ctx.secrets.get({ label: 'db' }), ctx.secrets.peek(changed)];
          const now = ctx.secrets.refresh({ label: 'db' });
          const shown = [before, peeked, now, ctx.secrets.get(changed)].map(({ password }) => password);
          ctx.setStatus('active', shown.join(' '));
        },
      },
    });
    const it = await crossed(juju, { database: giver.script, web }, on);
    const { databases, model } = it;
    const all = (text: string) => () =>
      [...model.application('web').units.values()].every(({ workload }) => workload.message === text);
    await it.until('both have it', all('one'));
    expect(giver.uri).toMatch(new RegExp(`^secret://${databases.uuid}/`));

    databases.enqueue([{ receiver: 'database/0', name: 'backup' }]);
    await it.until('both have the new one', all('one two two two'));
    await it.until('the old one is removed', () => told.length === 3);

    expect(told.toSorted()).toEqual([
      'database/0 remove 1',
      `web/0 changed ${giver.uri} 2 db`,
      `web/1 changed ${giver.uri} 2 db`,
    ]);
    const [secret] = databases.secrets.values();
    expect(secret?.revisions.map(({ revision }) => revision)).toEqual([2]);
    expect(model.secrets.size).toBe(0);
    expect(JSON.stringify([...model.log.entries, ...databases.log.entries])).not.toContain('two');
  },
);
