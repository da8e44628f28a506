import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Watchdog } from '../../../../src/embedded/agent/process/watchdog';
import { processesOf } from '../../../../src/processes-of-folder';
import { processesWith, until } from '../isolation/processes-with';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

const root = resolve(__dirname, '../../../..');
const sleeper = join(root, 'fixtures/projects/executing/charm');

/** A plain program: its charm never ends its start hook, beside which a daemon of its own session runs. */
const program = `
const { EmbeddedController } = require('./dist/embedded');
const { localCharm } = require('./dist/model/charm/local-charm');
async function main(options, charm) {
  const controller = await EmbeddedController.start({ execute: true, timeScale: Infinity, ...options });
  const model = controller.state.addModel({ name: 'test', owner: 'admin', config: {} });
  const { url: charmUrl } = await model.addCharm((await localCharm(charm, '/')).archive);
  model.deploy({ application: 'sleeper', charmUrl, numUnits: 1 });
  controller.state.changes.subscribe(() => {
    if (model.unit('sleeper/0').workload.message === 'sleeping') console.log(controller.charmFolder);
  });
  process.stdin.once('data', (word) => (String(word) === 'exit\\n' ? process.exit() : controller.close()));
}
main(JSON.parse(process.argv[1]), process.argv[2]);
`;

/** Starts it, and waits until its charm sleeps. */
async function sleeping(options: {
  readonly isolation: string;
  readonly debugHooks?: boolean;
  readonly charmFolder?: string;
}) {
  const child = spawn(process.execPath, ['-e', program, JSON.stringify(options), sleeper], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const folder = String((await lines.next()).value);
  return { child, folder, ended: once(child, 'exit') };
}

const watchdogsOf = (folder: string) => processesWith('after-death.js', folder);

// Whose a process is can be told of every one on Linux alone.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the watchdog of a controller', () => {
  test('a program that is killed leaves no process of a charm, and no folder', async () => {
    const { child, folder, ended } = await sleeping({ isolation: 'none' });
    // The hook and the daemon at least.
    expect(processesOf(folder).length).toBeGreaterThanOrEqual(2);

    child.kill('SIGKILL');
    await ended;

    await until(() => !existsSync(folder));
    expect(processesOf(folder)).toEqual([]);
  });

  test('a program that ends without closing its controller leaves nothing either', async () => {
    const { child, folder, ended } = await sleeping({ isolation: 'none' });

    child.stdin.end('exit\n');
    await ended;

    await until(() => !existsSync(folder));
    expect(processesOf(folder)).toEqual([]);
  });

  test('with debugHooks the processes end, and the folder stays', async () => {
    const { child, folder, ended } = await sleeping({ isolation: 'none', debugHooks: true });

    child.kill('SIGKILL');
    await ended;

    await until(() => processesOf(folder).length === 0);
    expect(existsSync(join(folder, 'tools'))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test('an ordinary close ends the watchdog, and the program', async () => {
    const { child, folder, ended } = await sleeping({ isolation: 'none' });
    expect(watchdogsOf(folder)).toHaveLength(1);

    child.stdin.end('close\n');

    expect(await ended).toEqual([0, null]);
    expect(watchdogsOf(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  test('who has made the folder sees to it: then there is no watchdog', async () => {
    const charmFolder = mkdtempSync(join(tmpdir(), 'jest-op-'));
    const { child, ended } = await sleeping({ isolation: 'none', charmFolder });
    expect(watchdogsOf(charmFolder)).toEqual([]);
    child.stdin.end('close\n');
    await ended;
  });

  test('one that has died is dismissed like any other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jest-op-'));
    const watchdog = new Watchdog(folder, false);
    await watchdog.begun;
    for (const pid of watchdogsOf(folder)) process.kill(pid, 'SIGKILL');
    await watchdog.dismiss();
    await watchdog.dismiss();
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
