import type { HookInfo } from '../../../../src/embedded/engine/hook-info';
import type { Model } from '../../../../src/embedded/state/model';
import type { JujuSeries } from '../../../../src/embedded/state/profile';
import { ids, relatedModel } from '../../../support/embedded-hook-scene';
import { hookTools } from '../../../support/hook-tools';

/** Calls as the `ops` library makes them, the newest and those that ran tools from its `model.py`; all print JSON. */
const joined: HookInfo = {
  kind: 'relation-joined',
  relationId: ids.db,
  remoteUnit: 'database/0',
  remoteApplication: 'database',
};

const web = (model: Model, series: JujuSeries, unit = 'web/0') => {
  const { run, context } = hookTools(model, unit, { series, hook: joined });
  return { context, ops: async (call: string, stdin?: string) => json(await run(call.split(' '), stdin)) };
};

const json = ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }): unknown => {
  if (code !== 0) throw new Error(stderr);
  if (stdout === '') return '';
  try {
    return JSON.parse(stdout);
  } catch {
    return stdout;
  }
};

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  test.each([
    ['relation-ids db --format=json', ['db:1']],
    ['relation-list --format=json -r 1', ['database/0']],
    ['relation-list --format=json -r db:1', ['database/0']],
    ['relation-list --format=json --app -r 1', 'database'],
    ['relation-get --format=json -r 1 - database/0', expect.any(Object) as unknown],
    ['relation-get --format=json -r 1 - database --app', {}],
    ['relation-get --format=json -r db:1 --app - database', {}],
    ['relation-get --format=json -r 1 none database/0', null],
    ['network-get --format=json db', expect.any(Object) as unknown],
    ['network-get --format=json -r 1 db', expect.any(Object) as unknown],
    ['storage-list --format=json', []],
    ['secret-ids --format=json', null],
    ['goal-state --format=json', expect.any(Object) as unknown],
  ])('%s', async (call, answer) => {
    const { ops } = web(await relatedModel(juju), juju);
    await expect(ops(call)).resolves.toEqual(answer);
  });

  test('relation data are set through standard input, and a key is taken away by an empty value', async () => {
    const { ops, context } = web(await relatedModel(juju), juju);
    await expect(ops('relation-set -r 1 --file -', '{"a": "1", "b": "2"}')).resolves.toBe('');
    await expect(ops('relation-set -r db:1 --app --file -', '{"c": "3"}')).resolves.toBe('');
    await expect(ops('relation-set -r 1 --file -', 'a: \'\'\nb: "4"\n')).resolves.toBe('');
    expect(context.relations.get(ids.db, 'web/0')).toMatchObject({ b: '4' });
    expect(context.relations.get(ids.db, 'web/0')).not.toHaveProperty('a');
    expect(context.relations.get(ids.db, 'web')).toEqual({ c: '3' });
  });

  test('a secret is added, told of, granted, changed, read, revoked and removed', async () => {
    const model = await relatedModel(juju);
    const files = new Map([
      ['/tmp/x/token', 'one'],
      ['/tmp/y/token', 'two'],
    ]);
    const inHook = async (unit: string, call: string) => {
      const { run, context } = hookTools(model, unit, { series: juju, hook: joined, files });
      const answer = json(await run(call.split(' ')));
      context.flush();
      return answer;
    };
    const added = await inHook(
      'web/0',
      'secret-add --label l --expire 2099-01-01T00:00:00+00:00 --rotate never --owner application token#file=/tmp/x/token',
    );
    const uri = String(added).trim();
    const id = uri.slice(-20);
    await expect(inHook('web/0', `secret-info-get --format=json ${uri}`)).resolves.toEqual({
      [id]: {
        revision: 1,
        label: 'l',
        owner: 'application',
        rotation: 'never',
        expiry: '2099-01-01T00:00:00Z',
      },
    });
    await expect(inHook('web/0', `secret-grant --relation 1 ${uri}`)).resolves.toBe('');
    await expect(
      inHook('web/0', `secret-set --owner application ${uri} token#file=/tmp/y/token`),
    ).resolves.toBe('');
    await expect(inHook('web/0', `secret-get --format=json ${uri} --label m --peek`)).resolves.toEqual({
      token: 'two',
    });
    await expect(inHook('web/1', `secret-get --format=json --label m`)).resolves.toEqual({ token: 'two' });
    await expect(inHook('web/0', `secret-revoke --relation 1 ${uri}`)).resolves.toBe('');
    await expect(inHook('web/0', `secret-remove ${uri} --revision 1`)).resolves.toBe('');
    await expect(inHook('web/0', `secret-remove ${uri}`)).resolves.toBe('');
    expect(model.secrets.size).toBe(0);
  });

  // What ops looks for, in lower case, to raise an error of its own kind.
  test.each([
    ['relation-list --format=json -r 9', 'relation not found'],
    ['relation-get --format=json -r 9 - database/0', 'relation not found'],
    ['relation-set -r 9 --file -', 'relation not found'],
    ['network-get --format=json -r 9 db', 'relation not found'],
    ['secret-get --format=json secret:9m4e2mr0ui3e8a215n4g', 'not found'],
    ['secret-get --format=json --label none', 'not found'],
    ['secret-info-get --format=json secret:9m4e2mr0ui3e8a215n4g', 'not found'],
    ['secret-grant --relation 1 secret:9m4e2mr0ui3e8a215n4g', 'not found'],
    ['secret-add --owner application token=one', 'not the leader'],
    ['relation-set -r 1 --app a=1', 'cannot write relation settings'],
  ])('%s fails with %s', async (call, text) => {
    const { ops } = web(await relatedModel(juju), juju, 'web/1');
    await expect(ops(call, '{}')).rejects.toThrow(text);
  });
});
