import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardPaths } from '../../../../src/embedded/agent/isolation/guard-paths';
import type { HostCommandsOption } from '../../../../src/embedded/agent/isolation/host-commands';
import { HostCommands } from '../../../../src/embedded/agent/isolation/host-commands';

const caller = { unit: 'web/0', charm: 'web', hook: 'install' };
const dir = '/srv';

async function answer(commands: HostCommands, tool: string, args: readonly string[] = [], stdin?: string) {
  const piped = stdin === undefined ? {} : { stdin: Buffer.from(stdin) };
  const { code, stdout, stderr, needsStdin } = await commands.run(caller, { tool, args, dir, ...piped });
  return { code, stdout: String(stdout), stderr: String(stderr), ...(needsStdin === true && { needsStdin }) };
}

test.each<[string, readonly string[], string]>([
  ['snap', ['install', 'lxd'], `embedded: { hostCommands: { snap: 'ok' } }`],
  ['apt-get', ['update'], `embedded: { hostCommands: { 'apt-get': 'ok' } }`],
])('%s is refused unless it is answered, and remembered', async (command, args, advice) => {
  const commands = new HostCommands('refuse');
  const { code, stdout, stderr } = await answer(commands, command, args);
  expect([code, stdout]).toEqual([100, '']);
  expect(stderr).toContain(
    `ERROR refused the host command "${command} ${args.join(' ')}", which charm "web" calls in install of web/0`,
  );
  expect(stderr).toContain(advice);
  expect(commands.calls).toEqual([{ ...caller, command, args, cwd: dir }]);
});

test('all are recorded and do nothing where that is asked for', async () => {
  const commands = new HostCommands('record');
  expect(await answer(commands, 'systemctl', ['restart', 'nginx'])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(commands.calls).toHaveLength(1);
  commands.clear();
  expect(commands.calls).toEqual([]);
});

test('an answer can be a word, a text, a result, a promise of one, or fail', async () => {
  const commands = new HostCommands({
    'apt-get': 'ok',
    dpkg: ({ args }) => `amd64 ${args.join()}\n`,
    systemctl: () => ({ code: 3, stdout: 'inactive\n', stderr: 'dead\n' }),
    snap: () => Promise.resolve({ code: 1 }),
    ip: () => 3 as unknown as string,
    mount: () => {
      throw new Error('no such disk');
    },
  });
  expect(await answer(commands, 'apt-get')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await answer(commands, 'dpkg', ['-l'])).toEqual({ code: 0, stdout: 'amd64 -l\n', stderr: '' });
  expect(await answer(commands, 'systemctl')).toEqual({ code: 3, stdout: 'inactive\n', stderr: 'dead\n' });
  expect(await answer(commands, 'snap')).toEqual({ code: 1, stdout: '', stderr: '' });
  expect(await answer(commands, 'mount', ['/dev/sdb'])).toEqual({
    code: 100,
    stdout: '',
    stderr: `ERROR the test's answer to the host command "mount /dev/sdb" failed: no such disk\n`,
  });
  expect(await answer(commands, 'ip', ['link'])).toEqual({
    code: 100,
    stdout: '',
    stderr:
      'ERROR the test\'s answer to the host command "ip link" failed: it is 3; it can be nothing, a text, or { code, stdout, stderr }\n',
  });
  expect((await answer(commands, 'reboot')).code).toBe(100);
});

test('what is piped is asked for only where the command is nothing without it', async () => {
  const commands = new HostCommands('record');
  expect(await answer(commands, 'chpasswd')).toMatchObject({ needsStdin: true });
  expect(await answer(commands, 'chpasswd', [], 'a:b\n')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await answer(commands, 'apt-get')).not.toHaveProperty('needsStdin');
  expect(commands.calls.map(({ command, stdin }) => [command, stdin])).toEqual([
    ['chpasswd', 'a:b\n'],
    ['apt-get', undefined],
  ]);
});

test('a command that is answered is guarded, whatever it is; none is where charms have those of the machine', () => {
  expect(new HostCommands({ 'pg_ctl.real': 'ok' }).names).toEqual(
    expect.arrayContaining(['apt', 'pg_ctl.real']),
  );
  expect(new HostCommands(undefined).names).toEqual([]);
});

test.each<[unknown, string]>([
  ['allow', `is "allow". It can be 'refuse', 'record', or an object with an answer for each command.`],
  [['apt'], `is ["apt"]. It can be 'refuse', 'record', or an object with an answer for each command.`],
  [{ '/usr/bin/apt': 'ok' }, 'names "/usr/bin/apt". Commands are named without their folder: apt-get.'],
  [
    { apt: 'no' },
    `answers apt with "no". An answer is 'ok' or a function: (call) => ({ code: 0, stdout: '' }).`,
  ],
])('the option %p is refused', (option, message) => {
  const make = () => new HostCommands(option as HostCommandsOption);
  expect(make).toThrow(`The embedded controller's option hostCommands ${message}`);
});

test('a guard lies wherever a command is, once for each real folder, and where it is nowhere in /usr/bin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jest-op-paths-'));
  try {
    writeFileSync(join(folder, 'fly-to-mars'), '');
    symlinkSync(folder, join(folder, 'same'));
    const path = [folder, join(folder, 'same'), join(folder, 'missing'), 'relative'].join(':');
    expect([...guardPaths(['fly-to-mars', 'fly-to-venus'], '/tools/jujuc', path)]).toEqual([
      [join(folder, 'fly-to-mars'), '/tools/jujuc'],
      ['/usr/bin/fly-to-venus', '/tools/jujuc'],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
