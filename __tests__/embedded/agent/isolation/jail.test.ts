import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { systemCalls } from '../../../../src/embedded/agent/isolation/system-calls';
import { childrenOf, processesWith, until } from './processes-with';
import { CharmRunner, nobodyIsMissing, users } from './run-as';
import type { CharmRun, CharmRunResult } from './run-charms';
import { Site } from './run-charms';

jest.setTimeout(30_000);

let runner: CharmRunner;

beforeAll(() => {
  runner = new CharmRunner();
});

afterAll(() => runner.close());

/** Runs hooks in jails; where this machine has none the refusal is what is tested, and its reason is printed. */
async function inJail(user: string, run: CharmRun, check: (result: CharmRunResult) => void): Promise<void> {
  const missing = user === 'nobody' ? nobodyIsMissing() : undefined;
  if (missing !== undefined) {
    console.warn(`not run as nobody: ${missing}`);
    return;
  }
  const result = await runner.run(user, { choice: 'jail', ...run });
  if (result.refusal === undefined) {
    check(result);
    return;
  }
  console.warn(`not run in a jail as ${user}: ${result.refusal}`);
  expect(result.refusal).toMatch(/^isolation: 'jail' cannot be had here: .+\. .+, or take isolation: 'auto'/);
  expect(result.results).toEqual([]);
}

const hook = (script: string, unit = 'web/0') => ({ unit, script });
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux.each(users)('a jail, for %s', (user) => {
  const run = (
    hooks: CharmRun['hooks'],
    check: (result: CharmRunResult) => void,
    more: Partial<CharmRun> = {},
  ) => inJail(user, { hooks, ...more }, check);

  test('what a hook writes into the system is there in the next hook of its unit, and nowhere else', async () => {
    const mark = `jest-operator-${process.pid}`;
    const places = ['/etc', '/usr', '/usr/lib', '/root', '/var/lib', '/opt', '/srv', '/home', '/tmp', ''];
    const write = places.map((folder) => `echo mine > ${folder}/${mark} || exit 1`).join('\n');
    const read = places.map((folder) => `cat ${folder}/${mark}`).join('\n');
    await run([hook(write), hook(read), hook(read, 'web/1')], ({ results: [wrote, same, other] }) => {
      expect(wrote).toMatchObject({ code: 0, stderr: '' });
      expect(same).toMatchObject({ code: 0, stdout: 'mine\n'.repeat(places.length) });
      expect(other?.stdout).toBe('');
      expect(places.filter((folder) => existsSync(`${folder}/${mark}`))).toEqual([]);
    });
  });

  test('what belongs to the system can be changed and removed, and stays as it was', async () => {
    const passwd = readFileSync('/etc/passwd', 'utf8');
    const script = `
      echo 'web:x:0:0::/:/bin/sh' >> /etc/passwd && grep -c ^web: /etc/passwd
      rm -rf /etc/profile.d && mkdir /etc/profile.d && ls /etc/profile.d
      mkdir -p /etc/systemd/system/web.d /var/lib/web /usr/local/lib/web && echo made`;
    await run([hook(script)], ({ results: [result] }) => {
      expect(result).toMatchObject({ code: 0, stdout: '1\nmade\n', stderr: '' });
      expect(readFileSync('/etc/passwd', 'utf8')).toBe(passwd);
      expect(existsSync('/etc/systemd/system/web.d')).toBe(false);
    });
  });

  test('the charm sees itself as root, in a charm folder that is there itself, with its environment and no other', async () => {
    await run(
      [
        hook('id -u; pwd; echo kept > state; env -u PWD -u OLDPWD -u _ | sort | cut -d= -f1'),
        hook('cat state'),
      ],
      (result) => {
        const [first, second] = result.results;
        const [uid, folder, ...names] = first?.stdout.trim().split('\n') ?? [];
        expect([uid, folder]).toEqual(['0', expect.stringMatching(/jest-op-.*web-0.charm$/)]);
        const juju = ['AGENT_SOCKET_ADDRESS', 'AGENT_SOCKET_NETWORK', 'CHARM_DIR', 'CONTEXT_ID'];
        expect(names).toEqual([...juju.map((name) => `JUJU_${name}`), 'PATH']);
        expect(second?.stdout).toBe('kept\n');
      },
    );
  });

  test('of its unit’s folder a charm changes its own, and what we write there it neither replaces nor changes', async () => {
    const root = '{root:web/0}';
    const script = `
      ln -sf /etc ${root}/agent.socket 2>/dev/null && echo linked
      ln -s /etc ${root}/new 2>/dev/null && echo made
      rm ${root}/agent.socket 2>/dev/null && echo removed
      mv ${root}/charm ${root}/other 2>/dev/null && echo moved
      snap list && ls ${root}`;
    await run(
      [hook('echo kept > file'), hook(`${script}; echo more > file`)],
      ({ results: [, result] }) => {
        expect(result).toMatchObject({ code: 0, stdout: 'agent.socket\ncharm\n', stderr: '' });
      },
      { hostCommands: 'record' },
    );
  });

  test('of /tmp a charm sees its own, and what is to be read of the machine’s', async () => {
    const project = mkdtempSync(join(tmpdir(), 'jest-op-project-'));
    const other = mkdtempSync(join(tmpdir(), 'jest-op-other-'));
    try {
      chmodSync(project, 0o777);
      writeFileSync(join(project, 'venv'), 'python\n');
      const script = `cat ${project}/venv; touch ${project}/mine 2>/dev/null || echo read-only; ls -d ${other} 2>&1`;
      const more = { readable: [project, `${project}/missing`] };
      await run(
        [hook(script)],
        ({ results: [result] }) => {
          expect(result).toMatchObject({ code: 2, stderr: '' });
          expect(result?.stdout).toMatch(/^python\nread-only\nls: .*: No such file or directory\n$/);
          expect(readdirSync(project)).toEqual(['venv']);
        },
        more,
      );
    } finally {
      for (const folder of [project, other]) rmSync(folder, { recursive: true });
    }
  });

  test('a unit that is gone takes its jail along', async () => {
    if (user !== users[0]) return;
    if ((await runner.run(user, { choice: 'jail', hooks: [] })).refusal !== undefined) return;
    const site = await Site.make({ choice: 'jail' });
    try {
      await site.run('web/0', 'echo one > /etc/web');
      const before = childrenOf(process.pid);
      await site.release('web/0');
      await site.release('web/0');
      expect(childrenOf(process.pid).length).toBeLessThan(before.length);
      expect((await site.run('web/0', 'cat /etc/web')).code).toBe(1);
    } finally {
      await site.close();
    }
  });

  test('neither the processes of the machine are seen, nor can they be ended by name', async () => {
    const script = `ls /proc | grep -c '^[0-9]'; kill ${process.pid} 2>&1; for p in /proc/[0-9]*; do grep -q node $p/comm && kill -9 \${p#/proc/}; done; echo survived`;
    await run([hook(script)], ({ results: [result] }) => {
      const [seen, ...words] = result?.stdout.split('\n') ?? [];
      expect(Number(seen)).toBeLessThan(8);
      expect(words.join(' ')).toMatch(/No such process.+survived/);
    });
  });

  test('no process survives its hook, wherever it has gone', async () => {
    const time = `300.${process.pid}`;
    const script = `
      setsid sleep ${time} &
      (setsid sh -c 'sleep ${time} & sleep ${time}' &)
      (trap '' TERM HUP; sleep ${time}) &
      perl -e 'fork and exit; setpgrp; fork and exit; exec "sleep", "${time}"'
      while [ "$(grep -l sleep /proc/[0-9]*/comm | wc -l)" -lt 4 ]; do sleep 0.01; done
      echo started`;
    await run([hook(script), hook('ls /proc | grep -c "^[0-9]"')], ({ results: [first, second] }) => {
      expect(first).toMatchObject({ code: 0, stdout: 'started\n' });
      expect(Number(second?.stdout)).toBeLessThan(8);
      expect(processesWith(`sleep\0${time}`)).toEqual([]);
    });
  });

  test('an exit code and a signal are told apart', async () => {
    await run(
      [hook('exit 143'), hook('kill -TERM $$'), hook('kill -9 $$'), hook('exit 0')],
      ({ results }) => {
        expect(results.map(({ code, signal }) => [code, signal])).toEqual([
          [143, null],
          [null, 'SIGTERM'],
          [null, 'SIGKILL'],
          [0, null],
        ]);
      },
    );
  });

  test('the quota ends what a unit writes, and the unit can go on', async () => {
    const fill =
      'for i in 1 2 3 4; do dd if=/dev/zero of=/var/tmp/$i bs=1M count=4 2>&1; done | grep -c "No space left"';
    const more = 'rm /var/tmp/[1-4] && echo room > /etc/room && cat /etc/room';
    const quota = { quota: 8 * 1024 ** 2 };
    await run(
      [hook(fill), hook(more), hook('dd if=/dev/zero of=big bs=1M count=9; ls -l big | cut -d" " -f5')],
      ({ results }) => {
        expect(Number(results[0]?.stdout)).toBeGreaterThan(0);
        expect(results[1]).toMatchObject({ code: 0, stdout: 'room\n' });
        expect(Number(results[2]?.stdout)).toBeLessThanOrEqual(8 * 1024 ** 2);
      },
      quota,
    );
  });

  test('what made the jail cannot be made use of: its first process is neither traced nor written to', async () => {
    const ptrace = process.arch === 'arm64' ? 117 : 101;
    const script = `
      for fd in 3 4 5 6 7 8 9; do { echo 0 > /proc/1/fd/$fd; } 2>/dev/null && echo wrote; done
      readlink /proc/1/fd/0 /proc/1/root /proc/1/exe
      perl -e 'if (syscall(${ptrace}, 16, 1, 0, 0) == 0) { waitpid 1, 1 << 30; syscall(${ptrace}, 17, 1, 0, 0); print "traced\n" }'
      grep CapEff /proc/1/status | cut -f2
      perl -ne 'print "may trace\n" if /^CapBnd:\\s+(\\w+)/ && hex($1) & 1 << 19' /proc/self/status
      exit 3`;
    await run([hook(script)], ({ results: [result] }) => {
      expect(result).toMatchObject({ code: 3, stdout: '0000000000000000\n', stderr: '' });
    });
  });

  test('no file that is open where the tests run is open in the jail', async () => {
    await run(
      [
        hook(
          'perl -e \'opendir $d, "/proc/self/fd"; print join " ", grep { /\\d/ && $_ != fileno $d } readdir $d\'',
        ),
      ],
      ({ results: [result] }) => {
        expect(result).toMatchObject({ code: 0, stdout: '0 1 2', stderr: '' });
      },
    );
  });

  test('a charm traces what it has started', async () => {
    const ptrace = process.arch === 'arm64' ? 117 : 101;
    const script = `perl -e 'my $child = fork; if (!$child) { sleep 60; exit } print "traced\n" if syscall(${ptrace}, 16, $child, 0, 0) == 0; kill 9, $child'`;
    await run([hook(script)], ({ results: [result] }) => {
      expect(result).toMatchObject({ code: 0, stdout: 'traced\n', stderr: '' });
    });
  });

  test('host commands are answered by the test, by their name and by their path', async () => {
    const script =
      'apt-get install -y web; /usr/bin/apt-get update; /usr/sbin/../bin/snap list; echo p:w | chpasswd; sh -c /sbin/reboot';
    await run(
      [hook(script)],
      ({ results: [result], calls }) => {
        expect(result).toMatchObject({ code: 0, stdout: '', stderr: '' });
        const cwd = expect.stringMatching(/web-0.charm$/) as string;
        const by = { unit: 'web/0', charm: 'web', hook: 'install', cwd };
        expect(calls).toEqual([
          { ...by, command: 'apt-get', args: ['install', '-y', 'web'] },
          { ...by, command: 'apt-get', args: ['update'] },
          { ...by, command: 'snap', args: ['list'] },
          { ...by, command: 'chpasswd', args: [], stdin: 'p:w\n' },
          { ...by, command: 'reboot', args: [] },
        ]);
      },
      { hostCommands: 'record' },
    );
  });

  test('a host command that nobody answers fails, and says what to do', async () => {
    await run([hook('/usr/bin/apt-get install web')], ({ results: [result] }) => {
      expect(result).toMatchObject({ code: 100, stdout: '' });
      expect(result?.stderr).toBe(
        `ERROR refused the host command "apt-get install web", which charm "web" calls in install of web/0: it would act on the machine that runs the tests. ` +
          `Answer it with embedded: { hostCommands: { 'apt-get': 'ok' } }, or let all of them succeed and do nothing with hostCommands: 'record'\n`,
      );
    });
  });

  test('the agent of another unit cannot be reached, and a guessed context is refused', async () => {
    const hooks = [
      hook('true', 'web/1'),
      { ...hook('{tools}/snap list'), env: { JUJU_AGENT_SOCKET_ADDRESS: '{socket:web/1}' } },
      { ...hook('{tools}/snap list'), env: { JUJU_CONTEXT_ID: 'web/1' } },
      hook('ls {root:web/1} 2>&1; ls {tools}/.. | tr "\\n" " "'),
    ];
    await run(
      hooks,
      ({ results: [, other, guessed, folders], calls }) => {
        expect(other).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(/^ERROR dial unix .*: connect: no such file/) as string,
        });
        expect(guessed).toMatchObject({
          code: 1,
          stderr: 'ERROR bad request: wrong context ID; got "web/1"\n',
        });
        expect(folders?.stdout).toMatch(/No such file or directory\ntools web-0 $/);
        expect(calls).toEqual([]);
      },
      { hostCommands: 'record' },
    );
  });

  test('the kernel, its settings, disks and mounts are out of reach', async () => {
    const tries = [
      'cat /proc/sys/kernel/hostname > /proc/sys/kernel/hostname',
      'echo b > /proc/sysrq-trigger',
      'mkdir /sys/kernel/jest-operator',
      'perl -e \'exit(syscall(165, my $a = "none", my $b = "/mnt", my $c = "tmpfs", 0, 0) == 0 ? 0 : 1)\'',
      'perl -e \'exit(syscall(166, my $a = "/etc", 2) == 0 ? 0 : 1)\'',
      'ls /dev/[svx]d[a-z] /dev/vd[a-z] /dev/nvme* /dev/mem',
      `perl -e 'exit(syscall(${systemCalls?.unshare}, 0x10000000) == 0 ? 0 : 1)'`,
      'unshare -Urm true',
      'unshare -Urmpf --mount-proc sh -c "echo 1 > /proc/sys/kernel/panic"',
    ];
    const script = tries
      .map((attempt) => `(${attempt}) >/dev/null 2>&1 && echo '${attempt.slice(0, 24).replaceAll("'", '')}'`)
      .join('\n');
    await run([hook(`${script}\ntrue`)], ({ results: [result] }) => {
      expect(result).toMatchObject({ code: 0, stdout: '' });
    });
  });

  test('what cannot be started is said, by the charm and the hook', async () => {
    await run([{ ...hook(''), script: 'exec ./no-such-program' }], ({ results: [result] }) => {
      expect(result?.code).toBe(127);
    });
  });

  test('when the run is killed its charms are dead, and so are their jails', async () => {
    if (user === 'nobody' && nobodyIsMissing() !== undefined) return;
    const time = `301.${process.pid}`;
    if ((await runner.run(user, { choice: 'jail', hooks: [] })).refusal !== undefined) return;
    const script = `setsid sleep ${time} & sleep ${time}`;
    const child = runner.start(user);
    child.stdin.write(`${JSON.stringify({ choice: 'jail', hooks: [hook(script)] })}\n`);
    await until(() => processesWith(`sleep\0${time}`).length === 2);
    const started = childrenOf(child.pid ?? -1);
    expect(started).toHaveLength(2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(() => processesWith(`sleep\0${time}`).length === 0);
    await until(() => !processesWith('perl').some((pid) => started.includes(pid)));
    expect(processesWith(`sleep\0${time}`)).toEqual([]);
  });
});
