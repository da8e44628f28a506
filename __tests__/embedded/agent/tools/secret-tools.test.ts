import type { HookInfo } from '../../../../src/embedded/engine/hook-info';
import { encodeContent } from '../../../../src/embedded/state/secret-content';
import { ids, inHook, refusal, relatedModel } from '../../../support/embedded-hook-scene';
import { hookTools, type ToolsOptions } from '../../../support/hook-tools';

const created: HookInfo = {
  kind: 'relation-created',
  relationId: ids.db,
  remoteApplication: 'web',
};
const unknown = 'secret:9m4e2mr0ui3e8a215n4g';

const sceneFor = async (juju: '3.6' | '4.0', unit = 'database/0', options: ToolsOptions = {}) => {
  const model = await relatedModel(juju);
  const tools = () => hookTools(model, unit, { series: juju, ...options });
  /** Runs tools, each in a hook of its own, and gives back what they print. */
  const inHooks = async (...calls: readonly string[][]) => {
    let printed = '';
    for (const call of calls) {
      const { context, run } = tools();
      const { code, stdout, stderr } = await run(call);
      if (code !== 0) throw new Error(stderr);
      context.flush();
      context.end();
      printed = stdout;
    }
    return printed;
  };
  return { model, tools, inHooks };
};

/** Calls that are refused, of the leader of the database in an ordinary hook. */
const refused: readonly (readonly [call: string, error: string, code?: 1])[] = [
  ['secret-add', 'missing secret value or filename'],
  ['secret-add s3cret', 'key value "s3cret" not valid'],
  ['secret-add =s3cret', 'key value "=s3cret" not valid'],
  ['secret-add a=s3cret', 'key "a" not valid'],
  ['secret-add Abc=s3cret', 'key "Abc" not valid'],
  ['secret-add token==', 'key value "token==" not valid'],
  ['secret-add --rotate foo token=s3cret', 'rotate policy "foo" not valid'],
  ['secret-add --expire -1h token=s3cret', 'negative expire duration "-1h" not valid'],
  ['secret-add --expire 2022-01-32 token=s3cret', 'expire time or duration "2022-01-32" not valid'],
  [
    'secret-add --expire 2022-02-30T00:00:00Z token=s3cret',
    'expire time or duration "2022-02-30T00:00:00Z" not valid',
  ],
  ['secret-add --owner foo token=s3cret', 'secret owner "foo" not valid'],
  [
    'secret-add token#file=nowhere',
    'reading content for secret key "token": open /nowhere: no such file or directory',
  ],
  ['secret-add --file /nowhere', 'open /nowhere: no such file or directory'],
  ['secret-set', 'missing secret URI'],
  ['secret-set foo', 'secret URI "foo" not valid'],
  ['secret-set http:nope', 'secret URI scheme "http" not valid'],
  [`secret-set ${unknown} --rotate foo`, 'rotate policy "foo" not valid'],
  ['secret-get', 'require either a secret URI or label'],
  ['secret-get http:nope', 'secret URI "http:nope" not valid'],
  [`secret-get ${unknown} --peek --refresh`, 'specify one of --peek or --refresh but not both'],
  [`secret-get ${unknown} key more`, 'unrecognized args: ["more"]'],
  [
    `secret-get ${unknown} --format smart`,
    'invalid value "smart" for option --format: unknown format "smart"',
  ],
  ['secret-info-get', 'require either a secret URI or label'],
  [`secret-info-get ${unknown} --label foo`, 'specify either a secret URI or label but not both'],
  [`secret-info-get ${unknown}`, 'secret "9m4e2mr0ui3e8a215n4g" not found', 1],
  ['secret-info-get --label foo', 'secret "foo" not found', 1],
  ['secret-grant', 'missing secret URI'],
  ['secret-grant foo', 'secret URI "foo" not valid'],
  [`secret-grant ${unknown}`, 'no relation id specified'],
  [`secret-grant ${unknown} -r 666`, 'invalid value "666" for option -r: relation not found'],
  [`secret-grant ${unknown} -r 1 --unit foo`, 'unit "foo" not valid'],
  [
    `secret-grant ${unknown} -r 1 --unit foo/0`,
    'cannot specify unit "foo/0" in relation to application "web"',
  ],
  [`secret-grant ${unknown} -r 1 more`, 'unrecognized args: ["more"]'],
  [`secret-grant ${unknown} -r 1`, 'secret "9m4e2mr0ui3e8a215n4g" not found', 1],
  ['secret-revoke', 'missing secret URI'],
  [`secret-revoke ${unknown}`, 'missing relation or application or unit'],
  [`secret-revoke ${unknown} --app 0/foo`, 'application "0/foo" not valid'],
  [`secret-revoke ${unknown} --unit foo`, 'unit "foo" not valid'],
  [`secret-revoke ${unknown} --app foo --unit foo/0`, 'specify only one of application or unit'],
  [`secret-revoke ${unknown} --app foo --relation 1`, 'do not specify both relation and app'],
  [`secret-revoke ${unknown} --relation 9`, 'invalid value "9" for option --relation: relation not found'],
  ['secret-remove', 'missing secret URI'],
  ['secret-remove foo', 'secret URI "foo" not valid'],
  [
    `secret-remove ${unknown} --revision one`,
    'invalid value "one" for option --revision: strconv.ParseInt: parsing "one": invalid syntax',
  ],
  ['secret-ids more', 'unrecognized args: ["more"]'],
];

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const juju3 = juju === '3.6';

  test.each(refused.map((row) => [row[0], row] as const))('%s', async (_call, [call, error, code = 2]) => {
    const { tools } = await sceneFor(juju);
    await expect(tools().run(call.split(' '))).resolves.toEqual({
      code,
      stdout: '',
      stderr: `ERROR ${error}\n`,
    });
  });

  test('a secret is made of arguments and files, as it is or in base64', async () => {
    const files = new Map([
      ['/tmp/token', 'from\na file'],
      ['/tmp/all.yaml', 'number: 42\nkey#base64: AA==\n'],
      ['/tmp/all.json', '{"number": "43"}'],
    ]);
    const { inHooks } = await sceneFor(juju, 'database/0', { files });
    const uri = (
      await inHooks([
        'secret-add',
        'plain=a=b',
        'raw#base64=AP+A',
        'token#file=/tmp/token',
        '--file',
        '/tmp/all.yaml',
      ])
    ).trim();
    expect(uri).toMatch(/^secret:\/\/[0-9a-f-]{36}\/[0-9a-v]{20}$/);
    await expect(inHooks(['secret-get', uri])).resolves.toBe(
      'key: "\\0"\nnumber: "42"\nplain: a=b\nraw: !!binary AP+A\ntoken: |-\n  from\n  a file\n',
    );
    await expect(inHooks(['secret-get', uri, '--format=json'])).resolves.toBe(
      '{"key":"\\u0000","number":"42","plain":"a=b","raw":"\\u0000\\ufffd\\ufffd","token":"from\\na file"}\n',
    );
    await expect(inHooks(['secret-get', uri, 'plain'])).resolves.toBe('a=b\n');
    await expect(inHooks(['secret-get', uri, 'plain', '--format', 'json'])).resolves.toBe('"a=b"\n');
    await expect(inHooks(['secret-get', uri, 'raw#base64'])).resolves.toBe('AP+A\n');
    await expect(inHooks(['secret-get', uri, 'none'])).rejects.toThrow(
      'ERROR secret key value "none" not found\n',
    );
    await expect(
      inHooks(['secret-set', uri, '--file', '/tmp/all.json'], ['secret-get', uri, '--peek']),
    ).resolves.toBe('number: "43"\n');
  });

  test('a secret that is too large is refused', async () => {
    const files = new Map([
      ['/large', 'x'.repeat(1_000_001)],
      ['/medium', 'x'.repeat(800_000)],
    ]);
    const { tools } = await sceneFor(juju, 'database/0', { files });
    await expect(tools().run(['secret-add', 'key#file=/large'])).resolves.toMatchObject({
      code: 2,
      stderr:
        'ERROR reading content for secret key "key": secret content in file "/large" too large: 1000001 bytes\n',
    });
    await expect(tools().run(['secret-add', 'key#file=/medium'])).resolves.toMatchObject({
      code: 2,
      stderr: 'ERROR base64 encoded secret content for key "key" too large: 1066668 bytes\n',
    });
  });

  test('what is known of a secret is shown to who manages it', async () => {
    const { model, inHooks } = await sceneFor(juju);
    await expect(inHooks(['secret-ids'])).resolves.toBe('');
    await expect(inHooks(['secret-ids', '--format=json'])).resolves.toBe('null\n');
    const add = [
      'secret-add',
      '--label',
      'pw',
      '--description',
      'the password',
      '--rotate',
      'hourly',
      'token=one',
    ];
    const uri = (await inHooks([...add, '--expire', '2099-01-01T06:06:06'])).trim();
    const id = uri.slice(-20);
    await expect(inHooks(['secret-ids'])).resolves.toBe(`${id}\n`);
    await expect(inHooks(['secret-ids', '--format=json'])).resolves.toBe(`["${id}"]\n`);
    await inHooks(['secret-grant', uri, '-r', 'db:1']);
    const secret = model.secrets.get(id);
    if (secret !== undefined) secret.nextRotate = new Date('2098-01-01T00:00:00Z');
    await expect(inHooks(['secret-info-get', uri])).resolves.toBe(
      `${id}:
  revision: 1
  label: pw
  owner: application
  description: the password
  rotation: hourly
  expiry: 2099-01-01T06:06:06Z
  rotates: 2098-01-01T00:00:00Z
  access:
  - target: application-web
    scope: relation-web.db#database.db
    role: view
`,
    );
    await expect(inHooks(['secret-info-get', '--label', 'pw', '--format=json'])).resolves.toBe(
      `{"${id}":{"revision":1,"label":"pw","owner":"application","description":"the password","rotation":"hourly",` +
        '"expiry":"2099-01-01T06:06:06Z","rotates":"2098-01-01T00:00:00Z",' +
        '"access":[{"target":"application-web","scope":"relation-web.db#database.db","role":"view"}]}}\n',
    );
  });

  test('of a new secret only what was said is shown in its own hook', async () => {
    const { tools } = await sceneFor(juju);
    const { run } = tools();
    const uri = (await run(['secret-add', '--owner', 'unit', 'token=one'])).stdout.trim();
    const id = uri.slice(-20);
    await expect(run(['secret-info-get', uri])).resolves.toMatchObject({
      stdout: `${id}:\n  revision: 1\n  label: ""\n  owner: unit\n`,
    });
    await expect(run(['secret-get', uri])).resolves.toMatchObject({ stdout: 'token: one\n' });
    await expect(run(['secret-ids'])).resolves.toMatchObject({ stdout: `${id}\n` });
  });

  test('a secret goes over a relation: granted, tracked, renewed, looked at, refreshed, revoked', async () => {
    const { model, inHooks } = await sceneFor(juju);
    const uri = (await inHooks(['secret-add', 'token=one'])).trim();
    const web = async (...args: string[]) => {
      const { context, run } = hookTools(model, 'web/0', { series: juju });
      const result = await run(['secret-get', ...args]);
      context.flush();
      return result.stderr === '' ? result.stdout : result.stderr;
    };
    const denied = juju3 ? 'permission denied' : '"web/0" is not allowed to read this secret';
    await expect(web(uri)).resolves.toBe(`ERROR ${denied}\n`);
    await inHooks(['secret-grant', uri, '--relation', '1']);
    await expect(web(uri, '--label', 'mine')).resolves.toBe('token: one\n');
    await inHooks(['secret-set', uri, 'token=two']);
    await expect(web('--label', 'mine')).resolves.toBe('token: one\n');
    await expect(web('--label', 'mine', '--peek')).resolves.toBe('token: two\n');
    await expect(web('--label', 'mine')).resolves.toBe('token: one\n');
    await expect(web('--label', 'mine', '--refresh')).resolves.toBe('token: two\n');
    await expect(web(uri)).resolves.toBe('token: two\n');
    await inHooks(['secret-revoke', uri, '--relation', '1']);
    await expect(web(uri)).resolves.toBe(`ERROR ${denied}\n`);
    await inHooks(
      ['secret-grant', uri, '--relation', '1', '--unit', 'web/0'],
      ['secret-revoke', uri, '--unit', 'web/0'],
    );
    await expect(web(uri)).resolves.toBe(`ERROR ${denied}\n`);
    await inHooks(['secret-remove', uri]);
    await expect(web(uri)).resolves.toBe(
      juju3
        ? `ERROR secret "${uri}" not found\n`
        : 'ERROR getting latest secret revision: secret not found\n',
    );
    await expect(web('--label', 'other')).resolves.toBe(
      juju3
        ? 'ERROR consumer label "other" not found\n'
        : 'ERROR secret URI for consumer label "other" not found\n',
    );
  });

  test('in the hook of a relation that relation is meant', async () => {
    const { model, inHooks } = await sceneFor(juju, 'database/0', { hook: created });
    const uri = (await inHooks(['secret-add', 'token=one'])).trim();
    await inHooks(['secret-grant', uri]);
    const grants = () =>
      [...model.secrets.values()].flatMap((secret) => secret.grants.map(({ target }) => target));
    expect(grants()).toEqual(['web']);
    await inHooks(['secret-revoke', uri]);
    expect(grants()).toEqual([]);
  });

  test('what a hook that failed did to secrets is not done', async () => {
    const { model, tools, inHooks } = await sceneFor(juju);
    const uri = (await inHooks(['secret-add', 'token=one'])).trim();
    const failing = tools();
    await failing.run(['secret-add', 'token=two']);
    await failing.run(['secret-set', uri, 'token=three']);
    await failing.run(['secret-grant', uri, '-r', '1']);
    failing.context.end();
    await expect(inHooks(['secret-get', uri, '--peek'])).resolves.toBe('token: one\n');
    expect([...model.secrets.values()].map(({ grants }) => grants)).toEqual([[]]);
  });

  test('a unit that does not lead makes secrets of its own only', async () => {
    const { tools, inHooks } = await sceneFor(juju, 'web/1');
    await expect(tools().run(['secret-add', 'token=one'])).resolves.toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR this unit is not the leader\n',
    });
    await expect(inHooks(['secret-add', '--owner', 'unit', 'token=one'])).resolves.toMatch(/^secret:/);
  });

  test('a revision is removed, and what is not there is only missed when the hook ends', async () => {
    const { model, tools, inHooks } = await sceneFor(juju);
    const uri = (await inHooks(['secret-add', 'token=one'])).trim();
    await inHooks(['secret-set', uri, 'token=two'], ['secret-remove', uri, '--revision', '1']);
    expect(
      [...model.secrets.values()].flatMap(({ revisions }) => revisions.map(({ revision }) => revision)),
    ).toEqual([2]);
    const { context, run } = tools();
    await expect(run(['secret-set', unknown, '--label', 'x'])).resolves.toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(refusal(() => context.flush())).toBe(
      juju3 ? `updating secrets: secret "${unknown}" not found` : '',
    );
  });

  test('metadata alone makes no revision, nor does the same content', async () => {
    const { model, inHooks } = await sceneFor(juju);
    const uri = (await inHooks(['secret-add', 'token=one'])).trim();
    await inHooks(
      ['secret-set', uri, '--description', 'd', '--label', 'l', '--expire', '24h'],
      ['secret-set', uri, 'token=one'],
    );
    const [secret] = model.secrets.values();
    expect(secret).toMatchObject({ description: 'd', label: 'l', revisions: [{ revision: 1 }] });
    expect(secret?.revisions[0]?.expires).toBeInstanceOf(Date);
  });

  test('a secret is named by its id, or with its model', async () => {
    const { model, inHooks } = await sceneFor(juju, 'web/0');
    const uri = inHook(model, 'database/0', ({ secrets }) => {
      const made = secrets.add('application', { content: encodeContent({ token: 'one' }) });
      secrets.grant(made, ids.db);
      return made;
    });
    const bare = uri.slice(-20);
    await expect(inHooks(['secret-get', bare])).resolves.toBe('token: one\n');
    await expect(inHooks(['secret-get', `secret://${model.uuid}/${bare}`])).resolves.toBe('token: one\n');
  });
});
