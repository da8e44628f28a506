import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { charm } from '../../src/embedded';
import { CommandError, ProgramNotFoundError } from '../../src/ops-test/errors';
import type { OpsTest } from '../../src/ops-test/ops-test';
import { CharmFolder, databaseFiles } from '../support/model-charms';
import { sceneFor } from '../support/model-scene';
import { onEmbedded } from '../support/ops-test-embedded';
import { program } from '../support/ops-test-programs';

const database = charm({ on: { start: (unit) => unit.setStatus('active') } });

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju, { charms: { database } });
  let calls: string;
  let charms: CharmFolder;
  let charmPath: string;

  beforeAll(async () => {
    charms = await CharmFolder.make();
    charmPath = await charms.charm('database', databaseFiles);
  });
  afterAll(() => charms[Symbol.asyncDispose]());
  beforeEach(() => {
    calls = mkdtempSync(join(tmpdir(), 'jest-operator-calls-'));
  });
  afterEach(() => rmSync(calls, { recursive: true, force: true }));

  /** A started `OpsTest` with a unit `db/0`, and the program as it is told to be. */
  async function open(told: Record<string, string> = {}): Promise<OpsTest> {
    const env = {
      PATH: `${program('juju-client')}:${process.env['PATH'] ?? ''}`,
      JUJU_DATA: file.controller.jujuData,
      JUJU_CALLS: join(calls, 'calls'),
      ...told,
    };
    const { opsTest } = await file.open({ model: 'reach' }, { env });
    await opsTest.model.deploy(charmPath, { name: 'db' });
    await opsTest.model.waitForIdle({ status: 'active' });
    return opsTest;
  }

  const called = () => readFileSync(join(calls, 'calls'), 'utf8').trimEnd().split('\n');

  test('a unit runs a command with juju ssh, for its own model', async () => {
    const opsTest = await open({ JUJU_SAYS: 'hello\n' });
    const unit = opsTest.model.units.require('db/0');
    await opsTest.trackModel('other');

    const result = await opsTest.modelContext('other', () => unit.ssh('echo "hello"'));

    expect(result).toEqual({ exitCode: 0, stdout: 'hello\n', stderr: '' });
    expect(called()).toEqual(['embedded:reach|ssh|db/0|echo "hello"']);
  });

  test('who, how and with what it runs is told to juju', async () => {
    const opsTest = await open();

    const result = await opsTest.model.units.require('db/0').ssh('cat', {
      user: 'root',
      tty: true,
      proxy: true,
      hostKeyChecks: false,
      sshOptions: ['-o', 'ConnectTimeout=5'],
      stdin: 'given',
    });

    expect(result.stdout).toBe('given');
    expect(called()).toEqual([
      'embedded:reach|ssh|--pty=true|--proxy|--no-host-key-checks|root@db/0|-o|ConnectTimeout=5|cat',
    ]);
  });

  test('a machine runs commands and takes files as well', async () => {
    const opsTest = await open();
    const machine = opsTest.model.machines.require('0');

    await machine.ssh('true');
    await machine.scpTo('./a', '/tmp/a');
    await machine.scpFrom('b', 'there', { user: 'root' });

    expect(called()).toEqual([
      'embedded:reach|ssh|0|true',
      'embedded:reach|scp|--|./a|0:/tmp/a',
      'embedded:reach|scp|--|root@0:b|there',
    ]);
  });

  test('files and folders are copied to and from a unit', async () => {
    const opsTest = await open();
    const unit = opsTest.model.units.require('db/0');

    await unit.scpTo('-odd', '/tmp', { recursive: true, proxy: true });
    await unit.scpFrom('/var/log/syslog', '.');

    expect(called()).toEqual([
      'embedded:reach|scp|--proxy|--|-r|./-odd|db/0:/tmp',
      'embedded:reach|scp|--|db/0:/var/log/syslog|.',
    ]);
  });

  test('a command that fails throws what it said, and runs once', async () => {
    const opsTest = await open({ JUJU_EXIT: '3' });
    const unit = opsTest.model.units.require('db/0');

    const failure = unit.ssh('false');

    await expect(failure).rejects.toThrow(CommandError);
    await expect(failure).rejects.toMatchObject({
      exitCode: 3,
      message: 'The command "false" failed on db/0 in embedded:reach (exit code 3): told to end with 3',
    });
    expect(called()).toHaveLength(1);
    expect((await unit.ssh('false', { check: false })).exitCode).toBe(3);
    await expect(unit.scpTo('a', 'b')).rejects.toThrow(
      'Copying a to db/0 in embedded:reach failed (exit code 3): told to end with 3',
    );
  });

  test('where no connection is made it is tried again', async () => {
    const opsTest = await open({ JUJU_REFUSALS: '2', JUJU_SAYS: 'here' });

    const { stdout } = await opsTest.model.units.require('db/0').ssh('hostname');

    expect(stdout).toBe('here');
    expect(called()).toHaveLength(3);
  });

  test('what never connects is given up, and says how often it was tried', async () => {
    const opsTest = await open({ JUJU_REFUSALS: '99' });

    await expect(opsTest.model.units.require('db/0').ssh('hostname')).rejects.toThrow(
      'The command "hostname" failed on db/0 in embedded:reach (exit code 255, after 10 attempts): ' +
        'ssh: connect to host 10.0.0.1 port 22: Connection refused',
    );
    expect(called()).toHaveLength(10);
  });

  test('what has said something has begun, and is not run again, whatever its exit code', async () => {
    const opsTest = await open({ JUJU_EXIT: '255', JUJU_SAYS: 'begun' });

    const { exitCode } = await opsTest.model.units.require('db/0').ssh('deploy', { check: false });

    expect(exitCode).toBe(255);
    expect(called()).toHaveLength(1);
  });

  test('a command has an end, in time', async () => {
    const opsTest = await open({ JUJU_HANGS: 'yes' });
    const aborter = new AbortController();
    aborter.abort(new Error('enough'));
    const unit = opsTest.model.units.require('db/0');

    await expect(unit.ssh('hostname', { signal: aborter.signal })).rejects.toMatchObject({ code: 'aborted' });
    await expect(unit.ssh('hostname', { timeout: '100ms' })).rejects.toMatchObject({ code: 'timeout' });
  });

  test('options that it does not take, and paths that juju would take for a machine’s, are refused', async () => {
    const opsTest = await open();
    const unit = opsTest.model.units.require('db/0');

    await expect(unit.ssh('ls', { users: 'root' } as object)).rejects.toThrow('ssh knows no option "users"');
    await expect(unit.ssh(' ')).rejects.toThrow('ssh needs a command to run');
    await expect(unit.ssh('ls', { container: 'charm' })).rejects.toThrow(
      'ssh: `container` is for units on Kubernetes; embedded:reach has machines',
    );
    await expect(unit.scpTo('a:b', 'c')).rejects.toThrow('scpTo cannot take "a:b" as a path');
    await expect(unit.scpFrom('a', '')).rejects.toThrow('as a path of this machine: it is empty');
    await expect(unit.scpFrom('a', 'b', { recursve: true } as object)).rejects.toThrow(
      'scpFrom knows no option "recursve"',
    );
  });

  test('without the juju client it says what is missing', async () => {
    const { opsTest } = await file.open({}, { env: { PATH: calls, JUJU_DATA: file.controller.jujuData } });
    await opsTest.model.deploy(charmPath, { name: 'db' });

    const failure = opsTest.model.units.require('db/0').ssh('ls');

    await expect(failure).rejects.toThrow(ProgramNotFoundError);
    await expect(failure).rejects.toThrow(
      `ssh needs the juju client, and the program "juju" cannot be started: it is in no folder of PATH (${calls}). ` +
        'Install it (`sudo snap install juju`), or use exec, which needs none.',
    );
  });

  test('on the embedded controller it says that there is nothing to reach', async () => {
    const env = { PATH: calls, JUJU_DATA: file.controller.jujuData };
    const { opsTest } = await file.open({}, { env, embedded: file.controller });
    await opsTest.model.deploy(charmPath, { name: 'db' });

    await expect(opsTest.model.units.require('db/0').ssh('ls')).rejects.toThrow(
      'the embedded controller has no machines that could be reached: here use exec',
    );
  });
});

describe.each(['3.6', '4.0'] as const)('on Kubernetes with Juju %s', (juju) => {
  const file = onEmbedded(juju, { cloud: 'kubernetes', charms: { database } });
  let folder: CharmFolder;

  beforeAll(async () => {
    folder = await CharmFolder.make();
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('a container of a pod is reached by its name, and nothing of OpenSSH is taken', async () => {
    const path = await folder.charm('database', databaseFiles);
    const calls = join(folder.path, 'calls');
    const { opsTest } = await file.open(
      { model: 'reach' },
      {
        env: {
          PATH: `${program('juju-client')}:${process.env['PATH'] ?? ''}`,
          JUJU_DATA: file.controller.jujuData,
          JUJU_CALLS: calls,
        },
      },
    );
    await opsTest.model.deploy(path, { name: 'db', trust: true });
    await opsTest.model.waitForIdle();
    const unit = opsTest.model.units.require('db/0');

    await unit.ssh('ls', { container: 'postgresql' });
    await unit.scpTo('conf', '/etc/conf', { container: 'postgresql', recursive: true });

    expect(readFileSync(calls, 'utf8')).toBe(
      'embedded:reach|ssh|--container|postgresql|db/0|ls\n' +
        'embedded:reach|scp|--container|postgresql|--|conf|db/0:/etc/conf\n',
    );
    for (const options of [
      { user: 'root' },
      { proxy: true },
      { hostKeyChecks: false },
      { sshOptions: ['-v'] },
    ]) {
      await expect(unit.ssh('ls', options)).rejects.toThrow(
        /^ssh: `\w+` is for machines; embedded:reach is on Kubernetes/,
      );
    }
  });
});

describe('outside of opsTest', () => {
  const scene = sceneFor();

  test('a model reaches no machine, and says what to use', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db' });

    await expect(model.units.require('db/0').ssh('ls')).rejects.toMatchObject({
      code: 'not supported',
      message:
        `ssh runs the juju program, which only the models of opsTest do: ${model.fullName} was connected without ` +
        'it. Use exec, which needs no program.',
    });
  });
});
