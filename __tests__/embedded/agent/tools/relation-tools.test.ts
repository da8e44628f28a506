import type { HookInfo } from '../../../../src/embedded/engine/hook-info';
import type { Model } from '../../../../src/embedded/state/model';
import { ids, inHook, relatedModel } from '../../../support/embedded-hook-scene';
import { hookTools, type ToolsOptions } from '../../../support/hook-tools';

const { db, peers } = ids;
const joined: HookInfo = {
  kind: 'relation-joined',
  relationId: db,
  remoteUnit: 'database/0',
  remoteApplication: 'database',
};
const created: HookInfo = { kind: 'relation-created', relationId: db, remoteApplication: 'database' };

/** What the database has said to web. */
function fill(model: Model): void {
  inHook(model, 'database/0', ({ relations }) => {
    relations.set(db, 'database/0', { pew: 'pew\npew\n', value: '12345', host: 'here' });
    relations.set(db, 'database', { ready: 'true' });
  });
}

/** A call in an ordinary hook of web/0, or in one of its relation with the database. */
type Row = readonly [hook: HookInfo | undefined, call: string, stdout: string, error?: string, code?: 1 | 2];

const rows: readonly Row[] = [
  [undefined, 'relation-ids', '', 'no endpoint name specified', 2],
  [undefined, 'relation-ids db', 'db:1\n'],
  [undefined, 'relation-ids nothing', ''],
  [undefined, 'relation-ids nothing --format json', '[]\n'],
  [undefined, 'relation-ids db --format=json', '["db:1"]\n'],
  [undefined, 'relation-ids db --format yaml', '- db:1\n'],
  [joined, 'relation-ids', 'db:1\n'],
  [joined, 'relation-ids db more', '', 'unrecognized args: ["more"]', 2],

  [undefined, 'relation-list', '', 'no relation id specified', 2],
  [undefined, 'relation-list -r', '', 'option needs an argument: -r', 2],
  [undefined, 'relation-list -r one', '', 'invalid value "one" for option -r: invalid relation id', 2],
  [undefined, 'relation-list -r 9', '', 'invalid value "9" for option -r: relation not found', 2],
  [
    undefined,
    'relation-list --relation db:9',
    '',
    'invalid value "db:9" for option --relation: relation not found',
    2,
  ],
  [undefined, 'relation-list -r 1', ''],
  [undefined, 'relation-list -r 1 --format=json', '[]\n'],
  [undefined, 'relation-list -r ignored:1 --app --format=json', '"database"\n'],
  [joined, 'relation-list', 'database/0\n'],
  [joined, 'relation-list --format=json', '["database/0"]\n'],
  [joined, 'relation-list --app', 'database\n'],
  [joined, 'relation-list -r cluster:0 --app', 'web\n'],
  [joined, 'relation-list more', '', 'unrecognized args: ["more"]', 2],

  [undefined, 'relation-model-get', '', 'no relation id specified', 2],
  [joined, 'relation-model-get', 'uuid: UUID\n'],
  [joined, 'relation-model-get --format json', '{"uuid":"UUID"}\n'],
  [joined, 'relation-model-get x', '', 'unrecognized args: ["x"]', 2],

  [undefined, 'relation-get', '', 'no relation id specified', 2],
  [undefined, 'relation-get -r 1', '', 'no unit or application specified', 2],
  [undefined, 'relation-get -r 1 --app', '', 'no unit or application specified', 2],
  [joined, 'relation-get host', 'here\n'],
  [joined, 'relation-get pew', 'pew\npew\n\n'],
  [joined, 'relation-get value --format=json', '"12345"\n'],
  [joined, 'relation-get value --format=yaml', '"12345"\n'],
  [joined, 'relation-get missing', ''],
  [joined, 'relation-get missing --format=json', 'null\n'],
  [joined, 'relation-get key=value', ''],
  [joined, 'relation-get --app', 'ready: "true"\n'],
  [joined, 'relation-get --app ready', 'true\n'],
  [joined, 'relation-get --app - database/0 --format=json', '{"ready":"true"}\n'],
  [created, 'relation-get', 'ready: "true"\n'],
  [undefined, 'relation-get -r 1 host database/0', 'here\n'],
  [undefined, 'relation-get host database/0 --relation db:1', 'here\n'],
  [undefined, 'relation-get -r 1 --app - database', 'ready: "true"\n'],
  [joined, 'relation-get - database', '', 'expected unit name, got application name "database"', 2],
  [joined, 'relation-get - data_base', '', 'invalid unit name "data_base"', 2],
  [joined, 'relation-get --app - data_base', '', '"" is not a valid unit or application', 1],
  [joined, 'relation-get - database/0 more', '', 'unrecognized args: ["more"]', 2],

  [undefined, 'relation-set', '', 'no relation id specified', 2],
  [joined, 'relation-set', ''],
  [joined, 'relation-set haha', '', 'expected "key=value", got "haha"', 2],
  [joined, 'relation-set =haha', '', 'expected "key=value", got "=haha"', 2],
  [joined, 'relation-set a=1 a=2', '', 'key "a" specified more than once', 2],
  [joined, 'relation-set --file nowhere', '', 'open /charm/nowhere: no such file or directory', 1],
];

const toolsFor = async (juju: '3.6' | '4.0', unit: string, options: ToolsOptions = {}) => {
  const model = await relatedModel(juju);
  fill(model);
  return { model, ...hookTools(model, unit, { series: juju, ...options }) };
};

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  test.each(rows.map((row) => [row[0]?.kind ?? 'another hook', row[1], row] as const))(
    'in %s: %s',
    async (_kind, _call, [hook, call, stdout, error, code = 2]) => {
      const { model, run } = await toolsFor(juju, 'web/0', hook === undefined ? {} : { hook });
      await expect(run(call.split(' '))).resolves.toEqual({
        code: error === undefined ? 0 : code,
        stdout: stdout.replace('UUID', model.uuid),
        stderr: error === undefined ? '' : `ERROR ${error}\n`,
      });
    },
  );

  test('settings are set from arguments, from files and from standard input, of all three the arguments hold', async () => {
    const files = new Map([
      ['/charm/spam', '{ham: eggs, foo: baz}'],
      ['/abs.json', '{"long": "text", "number": "5"}'],
    ]);
    const { context, run } = await toolsFor(juju, 'web/0', { hook: joined, files });
    const set = async (call: string, stdin?: string) => {
      await expect(run(['relation-set', ...call.split(' ')], stdin)).resolves.toMatchObject({
        code: 0,
        stderr: '',
      });
      return context.relations.get(db, 'web/0');
    };
    await expect(set('foo=bar=baz=qux other= a=1')).resolves.toMatchObject({ foo: 'bar=baz=qux', a: '1' });
    await expect(set('a=')).resolves.not.toHaveProperty('a');
    await expect(set('--file spam foo=bar')).resolves.toMatchObject({ ham: 'eggs', foo: 'bar' });
    await expect(set('--file /abs.json')).resolves.toMatchObject({ long: 'text', number: '5' });
    await expect(set('-r db:1 --file -', '{"number": "6", "yes": "no"}')).resolves.toMatchObject({
      number: '6',
      yes: 'no',
    });
    await expect(set('--file -', 'number: 7\nempty:\nt: true\n')).resolves.toMatchObject({
      number: '7',
      t: 'true',
    });
    expect(context.relations.get(db, 'web/0')).not.toHaveProperty('empty');
    expect(context.relations.get(db, 'web/0')).not.toHaveProperty('other');
  });

  test.each([
    ['haha', 'line 1: cannot unmarshal !!str `haha` into map[string]string'],
    ['[haha]', 'line 1: cannot unmarshal !!seq into map[string]string'],
    ['a: {b: c}', 'line 1: cannot unmarshal !!map into string'],
  ])('the settings %s are refused', async (content, problem) => {
    const { run } = await toolsFor(juju, 'web/0', { hook: joined });
    await expect(run(['relation-set', '--file', '-'], content)).resolves.toEqual({
      code: 1,
      stdout: '',
      stderr: `ERROR yaml: unmarshal errors:\n  ${problem}\n`,
    });
  });

  test('the leader speaks for its application, another unit does not', async () => {
    const { context, run } = await toolsFor(juju, 'web/0', { hook: joined });
    await expect(run(['relation-set', '--app', 'a=1'])).resolves.toMatchObject({ code: 0 });
    await expect(run(['relation-get', '--app', '-', 'web'])).resolves.toMatchObject({ stdout: 'a: "1"\n' });
    expect(context.relations.get(db, 'web')).toEqual({ a: '1' });
    const other = await toolsFor(juju, 'web/1', { hook: joined });
    await expect(other.run(['relation-set', '--app', 'a=1'])).resolves.toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR cannot write relation settings\n',
    });
  });

  test('a unit that does not lead reads its application’s bag among peers', async () => {
    const { model, run } = await toolsFor(juju, 'web/1');
    inHook(model, 'web/0', ({ relations }) => relations.set(peers, 'web', { key: 'k' }));
    await expect(run(['relation-get', '-r', 'cluster:0', '--app', '-', 'web'])).resolves.toEqual({
      code: 0,
      stdout: 'key: k\n',
      stderr: '',
    });
  });

  test('in another relation Juju 3 keeps it from that unit, Juju 4 does not', async () => {
    const { run } = await toolsFor(juju, 'web/1');
    await expect(run(['relation-get', '-r', '1', '--app', '-', 'web'])).resolves.toEqual(
      juju === '3.6'
        ? { code: 1, stdout: '', stderr: 'ERROR permission denied\n' }
        : { code: 0, stdout: '{}\n', stderr: '' },
    );
  });

  test('others hear of it when the hook has succeeded, and never of a hook that failed', async () => {
    const model = await relatedModel(juju);
    const host = () => model.relations.get(db)?.unitSettings.get('web/0')?.values['host'];
    const failing = hookTools(model, 'web/0', { series: juju });
    await failing.run(['relation-set', '-r', '1', 'host=lost']);
    failing.context.end();
    expect(host()).toBeUndefined();
    const succeeding = hookTools(model, 'web/0', { series: juju });
    await succeeding.run(['relation-set', '-r', '1', 'host=kept']);
    expect(host()).toBeUndefined();
    await expect(succeeding.run(['relation-get', '-r', '1', 'host', 'web/0'])).resolves.toMatchObject({
      stdout: 'kept\n',
    });
    succeeding.context.flush();
    expect(host()).toBe('kept');
  });

  test('--format is an old flag of relation-set that does nothing', async () => {
    const { run } = await toolsFor(juju, 'web/0', { hook: joined });
    await expect(run(['relation-set', '--format', 'foo', 'a=1'])).resolves.toEqual({
      code: 0,
      stdout: '',
      stderr: '--format flag deprecated for command "relation-set"',
    });
  });

  test('what is read goes into a file where that is asked for', async () => {
    const files = new Map<string, string>();
    const { run } = await toolsFor(juju, 'web/0', { hook: joined, files });
    await expect(run(['relation-get', '--output', 'some-file', 'pew'])).resolves.toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(files.get('/charm/some-file')).toBe('pew\npew\n\n');
  });

  test('after the hook its tools are refused', async () => {
    const { context, run } = await toolsFor(juju, 'web/0', { hook: joined });
    context.end();
    const { code, stderr } = await run(['relation-list', '-r', '1']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('has ended');
  });
});
