import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAlive, identify } from '../../../../src/process-life';
import type { EmbeddedControllerOptions } from '../../../../src/embedded';
import type { Executing } from '../../../support/executed-charms';
import {
  charmProcesses,
  linesOf,
  runCharms,
  startExecuting,
  startJailed,
} from '../../../support/executed-charms';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

async function rough(options: EmbeddedControllerOptions = {}): Promise<Executing> {
  const it = await startExecuting(options);
  await it.deploy('rough');
  await it.settled();
  return it;
}

const order = (it: Executing) => linesOf(join(it.charmDir('rough/0'), 'order'));

/** Lets the charm misbehave in `config-changed`, and waits until that has ended. */
async function misbehaves(it: Executing, what: string): Promise<void> {
  const before = it.model.log.entries.length;
  it.model.setApplicationConfig('rough', { do: what });
  await it.until('config-changed has ended', () =>
    it.model.log.entries.slice(before).some(({ message }) => /(?:ran|hook) "config-changed"/.test(message)),
  );
}

const errorsOf = (it: Executing) => it.log('rough/0').filter((line) => line.startsWith('ERROR'));

test('a hook that is killed has not failed: it is run again', async () => {
  const it = await rough();
  await misbehaves(it, 'kill-once');
  await it.until(
    'it has run again',
    () => order(it).filter((hook) => hook === 'hooks/config-changed').length === 3,
  );
  await it.settled();
  expect(it.log('rough/0')).toContain(
    'WARNING juju.worker.uniter.operation hook "config-changed" was terminated',
  );
  expect(errorsOf(it)).toEqual([]);
});

test('a hook that crashes fails, by its signal', async () => {
  const it = await rough();
  await misbehaves(it, 'crash');
  expect(errorsOf(it)).toEqual([
    'ERROR juju.worker.uniter.operation hook "config-changed" (via hook dispatching script: dispatch) failed: signal: segmentation fault',
  ]);
});

test('what a hook leaves in its process group ends with it', async () => {
  const it = await rough();
  await misbehaves(it, 'background');
  const sleeper = Number(readFileSync(join(it.charmDir('rough/0'), 'sleeper'), 'utf8'));
  expect(isAlive(identify(sleeper))).toBe(false);
  expect(charmProcesses(it.controller)).toEqual([]);
});

test('a daemon lives as long as its unit', async () => {
  const it = await rough();
  await misbehaves(it, 'daemon');
  await it.until('the daemon runs', () => charmProcesses(it.controller).length === 1);
  it.model.destroyApplication('rough');
  await it.until('the unit is gone', () => it.model.applications.size === 0);
  await it.until('and so is the daemon', () => charmProcesses(it.controller).length === 0);
  expect(errorsOf(it)).toEqual([]);
});

test('a guessed context id is refused, and so is a call that comes after its hook', async () => {
  const it = await rough();
  await misbehaves(it, 'foreign-id');
  expect(it.log('rough/0')).toContain(
    'WARNING unit.rough/0.config-changed ERROR bad request: wrong context ID; got "guessed"',
  );
  await misbehaves(it, 'later');
  await it.settled();
  expect(charmProcesses(it.controller)).toEqual([]);
  const socket = join(dirname(dirname(it.charmDir('rough/0'))), 'agent.socket');
  expect(existsSync(socket)).toBe(false);
  const { output } = await it.exec(
    'rough/0',
    'JUJU_AGENT_SOCKET_ADDRESS=/nowhere is-leader; JUJU_CONTEXT_ID= is-leader; echo $?',
  );
  expect(output).toEqual({
    'return-code': 0,
    stdout: '1\n',
    stderr: 'ERROR dial unix /nowhere: connect: no such file or directory\nERROR JUJU_CONTEXT_ID not set\n',
  });
});

test('an action that is cancelled is killed, and says what it had said', async () => {
  const it = await rough();
  const action = it.model.enqueue([{ receiver: 'rough/0', name: 'wait', parameters: {} }]).actions[0];
  await it.until('it waits', () => existsSync(join(it.charmDir('rough/0'), 'waiting')));
  it.model.cancelActions([action?.id ?? '']);
  await it.until('it is aborted', () => action?.status === 'aborted');
  expect([action?.message, action?.output]).toEqual([
    'terminated',
    { 'return-code': -1, stdout: 'waiting\n' },
  ]);
  expect(charmProcesses(it.controller)).toEqual([]);
});

test('a hook that does not care for SIGTERM is killed with its controller', async () => {
  const it = await rough();
  it.model.setApplicationConfig('rough', { do: 'hang' });
  await it.until('it hangs', () => order(it).filter((hook) => hook === 'hooks/config-changed').length === 2);
  const folder = it.controller.charmFolder ?? '';
  expect(charmProcesses(it.controller)).not.toEqual([]);
  await it.controller.close();
  expect(charmProcesses(it.controller)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

/** The charm with another dispatch, or with another mode of it. */
function variant(change: (folder: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'rough-'));
  cpSync(join(runCharms, 'rough'), folder, { recursive: true });
  change(folder);
  return folder;
}

test.each([
  [
    'is not executable',
    (folder: string) => chmodSync(join(folder, 'dispatch'), 0o644),
    /^exec: ".*\/dispatch": permission denied\. Make it executable in the charm: chmod \+x dispatch$/,
  ],
  [
    'begins with an interpreter that is not there',
    (folder: string) => writeFileSync(join(folder, 'dispatch'), '#!/no/such/sh\n'),
    /cannot be started for install of rough\/0: there is no such program, or what its first line \(`#!…`\) names is not there$/,
  ],
  [
    'is a folder',
    (folder: string) => {
      rmSync(join(folder, 'dispatch'));
      mkdirSync(join(folder, 'dispatch'));
      writeFileSync(join(folder, 'dispatch', 'main'), '');
    },
    /^exec: ".*\/dispatch": is a directory\. It must be a program$/,
  ],
])('a dispatch that %s fails the hook, and is explained', async (_, change, expected) => {
  const folder = variant(change);
  const it = await startExecuting();
  it.model.deploy({ application: 'rough', charmUrl: await it.upload(folder), numUnits: 1 });
  rmSync(folder, { recursive: true });
  await it.until('the hook has failed', () => errorsOf(it).length > 0);
  expect(errorsOf(it)[0]?.replace(/^.* failed: /, '')).toMatch(expected);
});

test('resources are files, and storage is a folder', async () => {
  const it = await startExecuting();
  await it.deploy('rough');
  await it.settled();
  await it.exec('rough/0', 'storage-add cache');
  await it.until('the storage is there', () =>
    [...it.model.storage.values()].some(({ attached }) => attached),
  );
  const nothing = { id: 'one', revision: 0, fingerprint: '', size: 0, username: '', timestamp: undefined };
  it.model.application('rough').resources.set('model-file', {
    ...{ name: 'model-file', type: 'file', path: 'model.bin', description: '', origin: 'upload' },
    ...{ ...nothing, content: undefined },
  });
  it.model.attachResource('rough', 'model-file', {
    content: Buffer.from('weights'),
    filename: 'model.bin',
    username: 'admin',
  });
  await it.settled();
  const got = await it.exec(
    'rough/0',
    'cat "$(resource-get model-file)"; basename "$(resource-get model-file)"',
  );
  expect(got.output).toMatchObject({ stdout: 'weightsmodel.bin\n' });
  const [id = ''] = it.model.unit('rough/0').storage;
  const kept = await it.exec('rough/0', `cd "$(storage-get -s ${id} location)" && echo warm > state && ls`);
  expect(kept.output).toMatchObject({ stdout: 'state\n' });
});

test('sources are run from a copy of their folder, whatever archive is deployed', async () => {
  const source = variant((folder) => writeFileSync(join(folder, 'marker'), 'from the sources\n'));
  const it = await startExecuting({ charms: { rough: { source } } });
  await it.deploy('rough');
  await it.settled();
  expect(readFileSync(join(it.charmDir('rough/0'), 'marker'), 'utf8')).toBe('from the sources\n');
  rmSync(source, { recursive: true });
});

test('a hook prints by the paths of its outputs, as scripts do', async () => {
  const it = await rough();
  const { output } = await it.exec(
    'rough/0',
    'echo one > /dev/stdout && echo two > /dev/stderr && echo three | tee -a /dev/stderr && config-get do -o /dev/stdout',
  );
  expect(output).toEqual({ 'return-code': 0, stdout: 'one\nthree\nnothing\n', stderr: 'two\nthree\n' });
});

test('a program that does not say what runs it fails its hook, as on Juju', async () => {
  const folder = variant((charm) => {
    writeFileSync(join(charm, 'dispatch'), 'echo "$JUJU_DISPATCH_PATH"\n');
  });
  const it = await startExecuting();
  it.model.deploy({ application: 'rough', charmUrl: await it.upload(folder), numUnits: 1 });
  await it.until('its first hook fails', () => it.model.unit('rough/0').workload.status === 'error');
  expect(errorsOf(it)).toEqual([
    expect.stringMatching(
      /hook "cache-storage-attached|hook "install" .*dispatch": exec format error\. A script begins with a line such as #!\/bin\/sh/,
    ),
  ]);
  rmSync(folder, { recursive: true });
});

test('in a jail too it is said why a program cannot be started', async () => {
  const folder = variant((charm) => writeFileSync(join(charm, 'dispatch'), '#!/no/such/shell\n'));
  const it = await startJailed();
  if (it === undefined) return;
  it.model.deploy({ application: 'rough', charmUrl: await it.upload(folder), numUnits: 1 });
  await it.until('its first hook fails', () => it.model.unit('rough/0').workload.status === 'error');
  expect(errorsOf(it)).toEqual([
    expect.stringContaining('or what its first line (`#!…`) names is not there'),
  ]);
  expect(it.log('rough/0').filter((line) => line.includes('No such file'))).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('a tree that is deeper than paths may be long goes with its unit', async () => {
  const it = await rough();
  const root = dirname(it.charmDir('rough/0'));
  const { output } = await it.exec(
    'rough/0',
    'name=$(printf "%0200d" 0); for each in $(seq 30); do mkdir $name && cd $name || exit; done; touch file; chmod 555 .',
  );
  expect(output).toMatchObject({ 'return-code': 0 });
  it.model.destroyApplication('rough');
  await it.until('the unit is gone', () => it.model.applications.size === 0);
  await it.until('and so is its folder', () => !existsSync(root));
});
