import { getEventListeners } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommandError, ProgramNotFoundError } from '../../src/ops-test/errors';
import { OpsTest } from '../../src/ops-test/ops-test';
import { testFolder } from '../support/ops-test-folder';
import { recordingHost } from '../support/ops-test-host';
import { isRunning, program, writtenIds } from '../support/ops-test-programs';
import { until } from '../support/ops-test-until';

const host = recordingHost();
const opsTest = new OpsTest({}, host);

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
}

test.each([
  ['true', 0],
  ['false', 1],
])('run: %s gives exit code %p and no output', async (path, exitCode) => {
  expect(await opsTest.run(path)).toEqual({ exitCode, stdout: '', stderr: '' });
});

test('run: output is given as it is, streams apart', async () => {
  expect(await opsTest.run(program('exit-3-with-output'))).toEqual({
    exitCode: 3,
    stdout: 'to stdout\n',
    stderr: 'to stderr\n',
  });
});

test("run: check → `Command ['false'] failed (1): `", async () => {
  const error = await failure(opsTest.run('false', { check: true }));

  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({
    message: "Command ['false'] failed (1): ",
    code: 'failed',
    command: ['false'],
    exitCode: 1,
  });
});

test('run: with fail_msg → `test (1): `', async () => {
  await expect(opsTest.run('false', { check: true, failMessage: 'test' })).rejects.toThrow(/^test \(1\): $/);
});

test('run: a failure shows what was written to stderr', async () => {
  await expect(opsTest.run(program('exit-3-with-output'), '-v', { check: true })).rejects.toThrow(
    `Command ['${program('exit-3-with-output')}', '-v'] failed (3): to stderr`,
  );
});

test('run: a failure shows stdout where stderr is empty', async () => {
  await expect(opsTest.run(program('exit-3-quiet'), { check: true, failMessage: 'no' })).rejects.toThrow(
    /^no \(3\): only on stdout$/,
  );
});

test.each([
  ['a string', 'häßlich\n'],
  ['a Buffer', Buffer.from('häßlich\n')],
])('run: stdin piped (%s)', async (_, stdin) => {
  const { stdout } = await opsTest.run('cat', { stdin, check: true });

  expect(stdout).toBe('häßlich\n');
});

test('run: without stdin there is nothing to read', async () => {
  expect(await opsTest.run('cat')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('run: a command need not read what it is given', async () => {
  const { exitCode } = await opsTest.run('true', { stdin: Buffer.alloc(4_000_000) });

  expect(exitCode).toBe(0);
});

test.each([[1], [true], [{}], [['a']], [null]])('run: stdin %p is a TypeError', async (stdin) => {
  const error = await failure(opsTest.run('cat', { stdin: stdin as unknown as string }));

  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({
    message: expect.stringContaining('stdin must be a string or a Buffer') as string,
  });
});

test('run: arguments reach the program as they are', async () => {
  const words = ['', ' ', '$HOME', '*', "it's", '"q"', 'a\nb', '--flag=1', 'ü', '\\'];

  const { stdout } = await opsTest.run(
    process.execPath,
    '-p',
    'JSON.stringify(process.argv.slice(1))',
    '--',
    ...words,
  );

  expect(JSON.parse(stdout)).toEqual(words);
});

test('run: numbers are written out', async () => {
  expect((await opsTest.run('echo', 1, 2.5)).stdout).toBe('1 2.5\n');
});

test.each<[string, unknown[]]>([
  ['nothing', []],
  ['no program, but options', [{ check: true }]],
  ['an empty program', ['']],
  ['undefined among the words', ['echo', undefined]],
  ['a list', ['echo', ['a', 'b']]],
  ['options before words', ['echo', { check: true }, 'a']],
  ['a zero byte', ['echo', 'a\0b']],
  ['an unknown option', ['echo', { chek: true }]],
  ['a cwd that is no text', ['echo', { cwd: 1 }]],
  ['a failMessage that is no text', ['echo', { failMessage: 1 }]],
])('run: %s is a TypeError', async (_, command) => {
  expect(await failure(opsTest.run(...(command as [string])))).toBeInstanceOf(TypeError);
});

test('run: the compiler refuses what would be a TypeError', async () => {
  // @ts-expect-error -- options come last
  await expect(opsTest.run('echo', { check: true }, 'a')).rejects.toThrow(TypeError);
  // @ts-expect-error -- there is no such option
  await expect(opsTest.run('echo', { chek: true })).rejects.toThrow(TypeError);
  // @ts-expect-error -- a list is no word
  await expect(opsTest.run('echo', ['a', 'b'])).rejects.toThrow(
    'opsTest.run takes the words of a command as strings, and options at the end; got ["a","b"] (object). ' +
      'Spread a list: opsTest.run(...words)',
  );
  // @ts-expect-error -- a program is needed
  await expect(opsTest.run()).rejects.toThrow(TypeError);
});

test('run: a timeout that is no duration is an error that names it', async () => {
  await expect(opsTest.run('echo', { timeout: '10 minutes' })).rejects.toThrow(
    /^timeout must be a duration: .* got 10 minutes/,
  );
});

test('run: a program that is in no folder of PATH is an error that says so', async () => {
  const error = await failure(opsTest.run('no-such-program-here', 'x', { env: { PATH: '/usr/bin:/bin' } }));

  expect(error).toBeInstanceOf(ProgramNotFoundError);
  expect(error).toMatchObject({
    message:
      'The program "no-such-program-here" cannot be started: it is in no folder of PATH (/usr/bin:/bin).',
    program: 'no-such-program-here',
    code: 'not found',
  });
});

test('run: several words in one text are no program, and the message says how to give them', async () => {
  await expect(opsTest.run('ls -l', { env: { PATH: '/usr/bin' } })).rejects.toThrow(
    'The program "ls -l" cannot be started: it is in no folder of PATH (/usr/bin). ' +
      "Each word of a command is an argument of its own, as in opsTest.run('ls', '-l').",
  );
});

test('juju: several words in one text are no command, and the message says how to give them', async () => {
  await expect(opsTest.juju('status --relations')).rejects.toThrow(
    'juju has no command "status --relations". Each word is an argument of its own, as in opsTest.juju(',
  );
});

test('run: a program file that is missing is an error that names it', async () => {
  await expect(opsTest.run('/no/such/program')).rejects.toThrow(
    'The program "/no/such/program" cannot be started: there is no such file.',
  );
});

test('run: a script whose interpreter is missing is not mistaken for a file that is missing', async () => {
  const script = join(testFolder(), 'script');
  writeFileSync(script, '#!/no/such/interpreter\n', { mode: 0o755 });

  await expect(opsTest.run(script)).rejects.toThrow(
    `The program "${script}" cannot be started: there is no interpreter such as its first line names.`,
  );
});

test('run: whether there is a file is asked where the program runs', async () => {
  const cwd = testFolder();
  writeFileSync(join(cwd, 'script'), '#!/no/such/interpreter\n', { mode: 0o755 });

  await expect(opsTest.run('./script', { cwd })).rejects.toThrow('there is no interpreter');
  await expect(opsTest.run('./other', { cwd })).rejects.toThrow('there is no such file');
});

test('run: a file that must not be executed is an error that says so', async () => {
  await expect(opsTest.run(program('not-executable'))).rejects.toThrow(
    'it must not be executed (`chmod +x`?).',
  );
});

test('run: a folder that is missing is not mistaken for a program that is missing', async () => {
  await expect(opsTest.run('true', { cwd: '/no/such/folder' })).rejects.toThrow(
    'cwd must be a folder; there is none at /no/such/folder',
  );
});

test('run: cwd is rootDir, and a path given is relative to it', async () => {
  const rootDir = testFolder();
  mkdirSync(join(rootDir, 'a b\nc'));
  const here = new OpsTest({}, recordingHost({ rootDir }));

  expect((await here.run('pwd', '-P')).stdout).toBe(`${rootDir}\n`);
  expect((await here.run('pwd', '-P', { cwd: 'a b\nc' })).stdout).toBe(`${rootDir}/a b\nc\n`);
});

test('run: env adds variables and takes some away', async () => {
  const here = new OpsTest({}, recordingHost({ env: { PATH: process.env['PATH'], KEEP: '1', DROP: '2' } }));

  const { stdout } = await here.run(program('print-environment'), { env: { MORE: '3', DROP: undefined } });

  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['KEEP=1', 'MORE=3']));
  expect(stdout).not.toContain('DROP');
});

test('run: the shell’s own JUJU_MODEL and JUJU_CONTROLLER do not reach a command', async () => {
  const env = { PATH: process.env['PATH'], JUJU_MODEL: 'prod:web', JUJU_CONTROLLER: 'prod' };
  const here = new OpsTest({}, recordingHost({ env }));

  expect((await here.run(program('print-environment'))).stdout).not.toContain('JUJU');
});

test('run: a command that a signal ended has the exit code that a shell gives it', async () => {
  expect(await opsTest.run('sh', '-c', 'kill -KILL $$')).toMatchObject({ exitCode: 137 });
});

test('run: a command that takes too long is ended, with an error that says what to do', async () => {
  const error = await failure(opsTest.run('sleep', '1000', { timeout: '200ms' }));

  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({
    code: 'timeout',
    message:
      "Command ['sleep', '1000'] had not ended after 0.2s and was killed with its descendants. " +
      'Raise timeout, or look at what it wrote: nothing',
  });
});

test('run: the whole family is ended, though it ignores SIGTERM', async () => {
  const giveUp = new AbortController();
  const file = join(testFolder(), 'ids');
  const running = failure(opsTest.run(program('stubborn-family'), file, { signal: giveUp.signal }));
  const ids = await writtenIds(file, 2);

  giveUp.abort();

  expect(await running).toMatchObject({ code: 'aborted' });
  await until(() => !ids.some(isRunning));
});

test.each(['its signal fires', 'Jest gives its test up'])('run: a command is ended when %s', async (why) => {
  const timedOut = recordingHost();
  const giveUp = why === 'its signal fires' ? new AbortController() : timedOut.test;
  const file = join(testFolder(), 'ids');
  const script = 'echo "shell $$" > "$0"; exec sleep 1000';
  const command = new OpsTest({}, timedOut).run('sh', '-c', script, file, { signal: giveUp.signal });
  const running = failure(command);
  const ids = await writtenIds(file, 1);

  giveUp.abort(new Error('enough'));

  expect(await running).toMatchObject({
    code: 'aborted',
    exitCode: 143,
    cause: { message: 'enough' },
    message: expect.stringContaining(
      'was killed with its descendants, because its test was given up',
    ) as string,
  });
  await until(() => !ids.some(isRunning));
});

test('run: a command is not begun for a test that is over', async () => {
  const over = recordingHost();
  over.test.abort(new Error('the test timed out'));

  expect(await failure(new OpsTest({}, over).run('true'))).toMatchObject({
    code: 'aborted',
    message: "Command ['true'] was not started, because its test was given up or its signal fired.",
    cause: { message: 'the test timed out' },
  });
});

test('run: a process that left the family and holds the pipes open does not hold up the end', async () => {
  const giveUp = new AbortController();
  const file = join(testFolder(), 'ids');
  const running = failure(opsTest.run(program('deserter'), file, { signal: giveUp.signal }));
  const [deserter] = await writtenIds(file, 1);

  giveUp.abort();

  expect(await running).toMatchObject({ code: 'aborted' });
  expect(isRunning(deserter ?? 0)).toBe(true);
  process.kill(deserter ?? 0, 'SIGKILL');
});

test('run: a command that writes without end fails, rather than to give half its output', async () => {
  const error = await failure(opsTest.run(program('write-forever')));

  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ message: expect.stringContaining('maxBuffer exceeded') as string });
});

test('juju: without the juju client a message says what to do', async () => {
  const here = new OpsTest({}, recordingHost({ env: { PATH: '/nowhere' } }));

  const error = await failure(here.juju('status', '--format=json'));

  expect(error).toBeInstanceOf(ProgramNotFoundError);
  expect(error).toMatchObject({
    message:
      'opsTest.juju("status", "--format=json") needs the juju client, and the program "juju" cannot be started: ' +
      'it is in no folder of PATH (/nowhere). Install it (`sudo snap install juju`), or use opsTest.model, which needs none.',
  });
});

test('juju: arguments and options reach the juju client', async () => {
  const bin = testFolder();
  writeFileSync(join(bin, 'juju'), '#!/bin/sh\necho "$@"; exit 2\n', { mode: 0o755 });
  const here = new OpsTest({}, recordingHost({ env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` } }));

  expect(await here.juju('show-unit', 'web/0')).toEqual({
    exitCode: 2,
    stdout: 'show-unit web/0\n',
    stderr: '',
  });
  await expect(here.juju('status', { check: true })).rejects.toThrow(
    "Command ['juju', 'status'] failed (2): status",
  );
});

test('run: however many commands run, the signal of their test has one listener, and none afterwards', async () => {
  const { signal } = host.test;
  const commands = Array.from({ length: 12 }, () => opsTest.run('sleep', '0.2'));
  await until(() => getEventListeners(signal, 'abort').length > 0);

  expect(getEventListeners(signal, 'abort')).toHaveLength(1);

  await Promise.all(commands);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
