import { existsSync } from 'node:fs';
import { startExecuting } from '../../../support/executed-charms';
import { EmbeddedController } from '../../../../src/embedded';
import { probeJail } from '../../../../src/embedded/agent/isolation/probe-jail';
import { SpawnLauncher } from '../../../../src/embedded/agent/process/spawn-launcher';

const series = ['3.6', '4.0'] as const;

/** Says why, where this machine has no jails: what is tested then is that charms are not let loose on it. */
async function hasNoJail(): Promise<boolean> {
  const probe = await probeJail(new SpawnLauncher());
  if (probe.works) return false;
  console.warn(`not run in a jail: ${probe.why}`);
  const start = EmbeddedController.start({ execute: true, isolation: 'jail' });
  await expect(start).rejects.toMatchObject({ code: 'isolation' });
  return true;
}

describe.each(series)('on Juju %s', (juju) => {
  test('a charm that installs packages and writes into /etc is run, and the test answers for the machine', async () => {
    if (await hasNoJail()) return;
    const hostCommands = {
      'apt-get': 'ok',
      systemctl: ({ args }: { args: readonly string[] }) => (args[0] === 'is-active' ? 'active\n' : ''),
    } as const;
    const it = await startExecuting({ juju, isolation: 'jail', hostCommands });
    await it.deploy('installer');
    await it.settled();
    expect(it.model.unit('installer/0').workload).toMatchObject({
      status: 'active',
      message: 'worker_processes 0; active',
    });
    const calls = it.controller.hostCommands.calls;
    expect(calls.map(({ hook, command, args }) => [hook, command, ...args].join(' '))).toEqual([
      'install apt-get update',
      'install apt-get install -y nginx',
      'start systemctl enable --now nginx',
      'start systemctl is-active nginx',
    ]);
    expect(calls[0]).toMatchObject({ unit: 'installer/0', charm: 'installer' });
    expect(existsSync('/etc/jest-operator-nginx.conf')).toBe(false);
  });

  test('a host command that nobody answers fails its hook, and the log says how to answer it', async () => {
    if (await hasNoJail()) return;
    const it = await startExecuting({ juju, isolation: 'jail' });
    await it.deploy('installer');
    await it.until('the hook fails', () => it.model.unit('installer/0').workload.status === 'error');
    expect(it.model.unit('installer/0').workload.message).toBe('hook failed: "install"');
    expect(it.log('installer/0').join('\n')).toContain(
      'WARNING unit.installer/0.install ERROR refused the host command "apt-get update", which charm "installer" calls in install of installer/0',
    );
  });
});

test.each([
  [{ isolation: 'prison' }, `The embedded controller's option isolation is "prison"`],
  [{ hostCommands: { apt: 1 } }, `The embedded controller's option hostCommands answers apt with 1`],
])('%p is no option', async (options, message) => {
  const start = EmbeddedController.start({ execute: true, ...(options as object) });
  await expect(start).rejects.toThrow(message);
});
