import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { Ledger } from '../src/jest/ledger/ledger';
import { tidyRunDirectory } from '../src/jest/ledger/tidy';
import { sweepLedger } from '../src/jest/reaper/sweep-ledger';
import { endGroups, type GroupIdentity, killGroups, signalGroup } from '../src/process-groups';
import { identify, isAlive, type ProcessIdentity } from '../src/process-life';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) signalGroup(child.pid ?? 0, 'SIGKILL');
});

/** The member of a group whose leader has gone, as of a daemon; nothing tells when the leader began. */
async function daemon(env: Readonly<Record<string, string>> = {}) {
  const child = spawn('sh', ['-c', 'sleep 1000 >/dev/null & echo $!'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  children.push(child);
  const [[member]] = (await Promise.all([once(child.stdout, 'data'), once(child, 'exit')])) as [
    [Buffer],
    unknown,
  ];
  const { began, ...identity } = identify(child.pid ?? 0);
  expect(began).toBe('');
  return { member: identify(Number(member)), group: { ...identity, began: '77' } };
}

/** Whether it is there even after the time that a signal takes to work. */
async function staysAlive(member: ProcessIdentity) {
  await delay(100);
  return isAlive(member);
}

async function untilDead(member: ProcessIdentity) {
  while (isAlive(member)) await delay(10);
}

/** The leader of a group of its own, that says when it is ready. */
async function leader(script: string) {
  const child = spawn('sh', ['-c', `${script} echo ready; sleep 1000`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return { child, identity: identify(child.pid ?? 0), ended: once(child, 'exit') };
}

test('a group is told to end', async () => {
  const { identity, ended } = await leader('');

  await endGroups([identity]);

  expect(await ended).toEqual([null, 'SIGTERM']);
});

test('one that does not hear is killed after its time', async () => {
  const { identity, ended } = await leader("trap '' TERM;");

  await endGroups([identity], 50);

  expect(await ended).toEqual([null, 'SIGKILL']);
});

test('one that only has the number of another that has gone is left alone', async () => {
  const { child, identity } = await leader('');
  const former = { ...identity, began: '1' };

  await endGroups([former, { ...identity, host: 'elsewhere' }], 50);
  killGroups([former]);

  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
});

test('a group whose leader has gone may belong to somebody else, and is left alone', async () => {
  const { member, group } = await daemon();

  killGroups([group, { ...group, mark: 'OUR_RUN=/runs/one' }]);
  await endGroups([group], 50);

  expect(await staysAlive(member)).toBe(true);
});

test('where the system does not tell when a leader began, its number alone says nothing', async () => {
  const { member, group } = await daemon();

  killGroups([{ ...group, began: '' }]);

  expect(await staysAlive(member)).toBe(true);
});

test('neither who sweeps a ledger nor who tidies its folder ends such a group', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'process-groups-'));
  const { member, group } = await daemon();
  const ledger = new Ledger(join(folder, '1-0.jsonl'));
  ledger.append({ type: 'group', ...group });

  await sweepLedger(ledger, { again: false });
  expect([await staysAlive(member), ledger.read().groups]).toEqual([true, []]);
  ledger.append({ type: 'group', ...group });
  tidyRunDirectory(folder);

  expect([await staysAlive(member), existsSync(ledger.path)]).toEqual([true, false]);
  await rm(folder, { recursive: true, force: true });
});

test('a group on another machine is not noted as ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'process-groups-'));
  const ledger = new Ledger(join(folder, '1-0.jsonl'));
  ledger.append({ type: 'group', ...identify(7), host: 'elsewhere' });

  await sweepLedger(ledger, { again: false });

  expect(ledger.read().groups).toEqual([expect.objectContaining({ pid: 7, host: 'elsewhere' })]);
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['told to end', async (group: GroupIdentity) => endGroups([group])],
  ['killed', async (group: GroupIdentity) => Promise.resolve().then(() => killGroups([group]))],
])('a group whose leader has gone is %s where a member has our mark', async (_, end) => {
  const { member, group } = await daemon({ OUR_RUN: '/runs/one' });

  await end({ ...group, mark: 'OUR_RUN=/runs/one' });
  await untilDead(member);

  expect(isAlive(member)).toBe(false);
});
