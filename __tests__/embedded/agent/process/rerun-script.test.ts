import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rerunScript } from '../../../../src/embedded/agent/process/rerun-script';
import { processesOf } from '../../../../src/processes-of-folder';
import type { Executing } from '../../../support/executed-charms';
import { startExecuting, startJailed } from '../../../support/executed-charms';
import { processesWith, until } from '../isolation/processes-with';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

const mark = `/etc/jest-operator-by-hand-${process.pid}`;

/** Where it may write into `/etc` it does; it reads what is typed, and fails. */
const dispatch = `#!/bin/sh
[ -e in-jail ] && echo mine > ${mark} && cat ${mark}
juju-log "it's $JUJU_HOOK_NAME"
echo "leads: $(is-leader)"
secret=$(secret-add password=swordfish)
secret-get "$secret"
read -r typed && echo "typed $typed"
status-set active "$typed"
[ -z "$typed" ] || is-leader
[ -z "$typed" ] || config-get typed
[ -z "$typed" ] || secret-add "password=$typed"
exit 3
`;

const metadata = `name: failing
type: charm
summary: Fails.
description: Fails in its first hook.
base: ubuntu@24.04
platforms: { amd64: }
`;

/** Runs the charm until its first hook has failed, and closes the controller. @returns the script that was named */
async function failed(start: () => Promise<Executing | undefined>, inJail: boolean) {
  const told: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told.push(String(text));
    return true;
  });
  const charm = mkdtempSync(join(tmpdir(), 'failing-'));
  try {
    writeFileSync(join(charm, 'charmcraft.yaml'), metadata);
    writeFileSync(join(charm, 'dispatch'), dispatch, { mode: 0o755 });
    if (inJail) writeFileSync(join(charm, 'in-jail'), '');
    const it = await start();
    if (it === undefined) return undefined;
    it.model.deploy({ application: 'failing', charmUrl: await it.upload(charm), numUnits: 1 });
    await it.until('the hook has failed', () => told.some((line) => line.includes('by hand')));
    const folder = it.controller.charmFolder ?? '';
    await it.controller.close();
    const line = told.find((one) => one.includes('by hand')) ?? '';
    const script = /^install of failing\/0 failed\. To run it again by hand: (?<path>\S+)\n$/.exec(line);
    return { folder, script: script?.groups?.['path'] ?? `not in ${line}` };
  } finally {
    write.mockRestore();
    rmSync(charm, { recursive: true });
  }
}

/** As at a terminal, in which something is typed. */
function byHand(script: string) {
  const ran = spawnSync(script, { encoding: 'utf8', input: 'hello\n' });
  return { ...ran, stderr: ran.stderr.replaceAll(/secret:\S+(?=")/g, 'secret:x') };
}

const printed = 'leads: True\ntyped hello\nTrue\n';
const said = [
  "juju-log it's install",
  'ERROR "secret-get secret:x" was answered with a secret, which was not kept',
  '"status-set active hello" is not what install of failing/0 called: it has no effect',
  '"is-leader" was not called so often by install of failing/0: it is answered as the last time',
  'ERROR "config-get typed" is not what install of failing/0 called: it is not known what Juju would answer',
  'ERROR "secret-add" is not what install of failing/0 called: it is not known what Juju would answer',
  '',
].join('\n');

test('debugHooks keeps the folders, and a failed hook is run again by hand as it ran, and hears what it heard', async () => {
  const it = await failed(() => startExecuting({ debugHooks: true }), false);
  const { folder = '', script = '' } = it ?? {};
  expect(readFileSync(script, 'utf8')).toContain('There is no jail, as there was none');

  const ran = byHand(script);

  expect(ran).toMatchObject({ status: 3, stdout: printed, stderr: said });
  const record = join(dirname(script), 'install.json');
  expect(statSync(record).mode & 0o777).toBe(0o600);
  expect(readFileSync(record, 'utf8')).not.toMatch(/swordfish|c3dvcmRmaXNo/);
  expect(readdirSync(dirname(script)).sort()).toEqual(['install.json', 'install.sh']);
  rmSync(folder, { recursive: true });
});

test('what ran in a jail is run by hand in one like it, which ends with it', async () => {
  const it = await failed(() => startJailed({ debugHooks: true }), true);
  // Said by who would have started it.
  if (it === undefined) return;
  const { folder, script } = it;
  expect(readFileSync(script, 'utf8')).toContain('The jail is like the one that it ran in, but new');

  const ran = byHand(script);

  expect(ran).toMatchObject({ status: 3, stdout: `mine\n${printed}`, stderr: said });
  expect(existsSync(mark)).toBe(false);
  expect(processesOf(folder)).toEqual([]);
  // It has heard that its pipe has ended a moment later than we that the script has.
  await until(() => processesWith('jail.pl', folder).length === 0);
  rmSync(folder, { recursive: true });
});

test('a container has no Pebble in it, and the script says so', () => {
  const names = { unit: 'web/0', hook: 'web-pebble-ready', charm: 'web' };
  const launch = { command: '/c/dispatch', args: [], cwd: '/c', root: '/', env: {}, ...names };
  const answers = { record: '/debug/web.json', socket: '/debug/socket' };
  expect(rerunScript({ ...launch, pod: '/pod' }, answers, undefined)).toContain('No Pebble answers');
  expect(rerunScript(launch, answers, undefined)).not.toContain('Pebble');
});
