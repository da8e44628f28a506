import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import type { CrashDumpMode } from '../../src/ops-test/crash-dump-settings';
import { NoModelError } from '../../src/ops-test/errors';
import { OpsTest } from '../../src/ops-test/ops-test';
import type { OpsTestHost } from '../../src/ops-test/ops-test-host';
import type { OpsTestOptions } from '../../src/ops-test/ops-test-options';
import { type Opened, onEmbedded } from '../support/ops-test-embedded';
import { testFolder } from '../support/ops-test-folder';
import { recordingHost } from '../support/ops-test-host';
import { program } from '../support/ops-test-programs';
import { until } from '../support/ops-test-until';
import { type Call, failure } from '../support/ops-test-tools';

const file = onEmbedded('3.6');

interface Scene extends Opened {
  readonly root: string;
  readonly dumps: () => Call[];
}

interface SceneOptions {
  readonly options?: OpsTestOptions;
  readonly failures?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly host?: Partial<OpsTestHost>;
  /** Whether there is a juju-crashdump. */
  readonly installed?: boolean;
}

/** A test file with a model, and a juju-crashdump that notes how it is called. */
async function scene({ options, failures = 0, env, host, installed = true }: SceneOptions): Promise<Scene> {
  const root = testFolder();
  const bin = join(testFolder(), 'bin');
  const calls = join(bin, '..', 'calls');
  mkdirSync(bin);
  if (installed) symlinkSync(program('juju-crashdump'), join(bin, 'juju-crashdump'));
  const path = `${bin}:${process.env['PATH'] ?? ''}`;
  const all = { PATH: path, CALLS: calls, JUJU_DATA: file.controller.jujuData, ...env };
  const opened = await file.open(options, { rootDir: root, env: all, failures: () => failures, ...host });
  const dumps = () =>
    existsSync(calls)
      ? readFileSync(calls, 'utf8')
          .split('\n')
          // It may be read between its making and its first line.
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Call)
      : [];
  return { ...opened, root, dumps };
}

type Row = [mode: CrashDumpMode, noCrashDump: boolean, failures: number, keep: boolean, dumped: boolean];

// The 20 rows of pytest-operator's test_crash_dump_mode.
test.each<Row>([
  ['always', false, 0, true, true],
  ['always', false, 0, false, true],
  ['always', false, 1, true, true],
  ['always', false, 1, false, true],
  ['always', true, 0, true, false],
  ['always', true, 0, false, false],
  ['always', true, 1, true, false],
  ['always', true, 1, false, false],
  ['on-failure', false, 0, true, false],
  ['on-failure', false, 0, false, false],
  ['on-failure', false, 1, true, true],
  ['on-failure', false, 1, false, true],
  ['legacy', false, 0, true, false],
  ['legacy', false, 0, false, false],
  ['legacy', false, 1, true, false],
  ['legacy', false, 1, false, true],
  ['never', false, 0, true, false],
  ['never', false, 0, false, false],
  ['never', false, 1, true, false],
  ['never', false, 1, false, false],
])(
  'crashDump %s, noCrashDump %s, %i failures, keep %s → dumped: %s, once and via cleanup',
  async (crashDump, noCrashDump, failures, keep, dumped) => {
    const options = { crashDump, noCrashDump, crashDumpArgs: '-c --bug=1234567', keepModels: keep };
    const { opsTest, dumps } = await scene({ options, failures });
    const { modelFullName = '' } = opsTest;
    expect(opsTest.isCrashDumpEnabled()).toBe(dumped);

    await opsTest.finish();

    const args = ['-s', `-m=${modelFullName}`, '-a=debug-layer', '-a=config', '-c', '--bug=1234567'];
    expect(dumps().map((call) => call.args)).toEqual(dumped ? [args] : []);
  },
);

test('each model is dumped before it is destroyed, by its name, whatever model is the current one', async () => {
  const { opsTest, host, dumps } = await scene({ options: { crashDump: 'always' } });
  const main = opsTest.modelFullName;
  await opsTest.trackModel('second');
  const second = opsTest.models.get('second')?.fullName;

  await opsTest.forgetModel('second');
  await opsTest.finish();

  expect(dumps().map(({ args, model }) => [args[1], model])).toEqual([
    [`-m=${String(second)}`, second],
    [`-m=${String(main)}`, main],
  ]);
  expect(host.lines.filter((line) => /^destroying|crashdump/.test(line))).toEqual([
    'juju-crashdump finished [0]',
    `destroying model ${String(second)}`,
    'juju-crashdump finished [0]',
    `destroying model ${String(main)}`,
  ]);
});

test('create_crash_dump with an output folder leaves `juju-crashdump-*.tar.xz` there', async () => {
  const { opsTest, root } = await scene({});
  mkdirSync(join(root, 'out put'));
  opsTest.crashDumpOutput = join(root, 'out put');

  expect(await opsTest.createCrashDump()).toBe(true);

  expect(readdirSync(join(root, 'out put'))).toEqual(['juju-crashdump-1234.tar.xz']);
});

test('without an output folder it runs in rootDir; what it ends with is reported, and it counts as made', async () => {
  const { opsTest, root, host } = await scene({ env: { CRASHDUMP_EXIT: '2' } });

  expect(await opsTest.createCrashDump()).toBe(true);

  expect(readdirSync(root)).toEqual(['juju-crashdump-1234.tar.xz']);
  expect(host.lines).toContain('juju-crashdump finished [2]');
});

test('what it says when it fails is reported, without what looks like a secret', async () => {
  const said = 'no room left for --password hunter22x';
  const { opsTest, host } = await scene({ env: { CRASHDUMP_EXIT: '1', CRASHDUMP_SAYS: said } });

  await opsTest.createCrashDump();

  expect(host.lines).toContain('juju-crashdump finished [1]: no room left for --password <hidden>');
});

test('an output folder that is not there is made; where that cannot be, the dump goes to rootDir', async () => {
  const { opsTest, root, host } = await scene({ options: { crashDumpOutput: 'dumps/of this\nrun' } });
  expect(await opsTest.createCrashDump()).toBe(true);
  expect(readdirSync(join(root, 'dumps/of this\nrun'))).toEqual(['juju-crashdump-1234.tar.xz']);

  opsTest.crashDumpOutput = 'dumps/of this\nrun/juju-crashdump-1234.tar.xz/below';
  expect(await opsTest.createCrashDump()).toBe(true);

  expect(readdirSync(root).sort()).toEqual(['dumps', 'juju-crashdump-1234.tar.xz']);
  expect(host.lines.join('\n')).toContain(`the crash dump goes to ${root}: The folder ${root}/dumps/`);
});

test('binary missing → "juju-crashdump command was not found." is logged, nothing is thrown, the model goes', async () => {
  const { opsTest, host } = await scene({ options: { crashDump: 'always' }, installed: false });

  expect(await opsTest.createCrashDump()).toBe(false);
  await opsTest.finish();

  const told = host.lines.filter((line) => line === 'juju-crashdump command was not found.');
  expect(told).toHaveLength(2);
  expect(file.models()).toEqual([]);
});

test('a crash dump that hangs does not keep a model from being destroyed in its time', async () => {
  const options = { crashDump: 'always' as const, destroyTimeout: '1500ms' };
  const { opsTest, host } = await scene({ options, env: { CRASHDUMP_HANGS: '1' } });

  await opsTest.finish();

  expect(file.models()).toEqual([]);
  expect(host.lines.join('\n')).toMatch(
    /there is no crash dump of model embedded:\S+: Command \['juju-crashdump', .* had not ended after 0.[45]s/,
  );
});

test('a process that is about to be ended destroys its models, and makes no crash dump', async () => {
  const hurry = AbortSignal.abort(new Error('SIGTERM'));
  const { opsTest, host, dumps } = await scene({ options: { crashDump: 'always' }, host: { hurry } });

  await opsTest.finish();

  expect(dumps()).toEqual([]);
  expect(file.models()).toEqual([]);
  expect(host.lines.join('\n')).toMatch(
    /there is no crash dump of model \S+: this process is about to be ended/,
  );
});

test('a crash dump that runs when the process is about to be ended is given up for the destruction', async () => {
  const hurry = new AbortController();
  const { opsTest, dumps } = await scene({
    options: { crashDump: 'always' },
    env: { CRASHDUMP_HANGS: '1' },
    host: { hurry: hurry.signal },
  });
  const finishing = opsTest.finish();
  await until(() => dumps().length > 0);

  hurry.abort(new Error('SIGTERM'));
  await finishing;

  expect(file.models()).toEqual([]);
});

test('a test may change all of it, and arguments as words reach the program as they are', async () => {
  const { opsTest, dumps } = await scene({ options: { crashDump: 'never' } });
  opsTest.crashDump = 'always';
  opsTest.crashDumpArgs = ['-j', 'a b'];

  await opsTest.finish();

  expect(dumps()[0]?.args.slice(-2)).toEqual(['-j', 'a b']);
  expect(opsTest.crashDump).toBe('always');
  expect(opsTest.crashDumpArgs).toEqual(['-j', 'a b']);
  expect(opsTest.crashDumpOutput).toBeUndefined();
});

test('noCrashDump goes before crashDump, and it is said that it is deprecated', async () => {
  const { opsTest, host } = await scene({ options: { crashDump: 'always', noCrashDump: true } });

  expect(opsTest.crashDump).toBe('never');
  expect(host.warnings[0]).toBe(
    'noCrashDump is deprecated. It was given, so crashDump (always) is not heeded and counts as never: ' +
      'write crashDump: "never" for it',
  );
});

test.each<[object, string]>([
  // pytest-operator: invalid mode → ValueError at construction.
  [
    { crashDump: 'not-a-real-option' },
    `crashDump must be one of 'always', 'on-failure', 'legacy', 'never'; got "not-a-real-option"`,
  ],
  [{ crashDumpArgs: "it's" }, 'crashDumpArgs cannot be split into words'],
  [{ crashDumpArgs: [1] }, 'crashDumpArgs must be a text or a list of texts; got [1]'],
  [{ crashDumpOutput: '' }, 'crashDumpOutput must be the path of a folder; got ""'],
])('options %j are an error at construction, and when a test sets them', (options, message) => {
  expect(() => new OpsTest(options, recordingHost())).toThrow(message);

  expect(() => Object.assign(new OpsTest({}, recordingHost()), options)).toThrow(message);
});

test('createCrashDump needs a model, and knows its options', async () => {
  const opsTest = new OpsTest({}, recordingHost());

  expect(await failure(opsTest.createCrashDump())).toBeInstanceOf(NoModelError);
  await expect(opsTest.createCrashDump({ output: 'x' } as object)).rejects.toThrow(
    'createCrashDump knows no option "output"',
  );
});
