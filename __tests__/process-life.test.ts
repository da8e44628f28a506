import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';

import { identify, isAlive } from '../src/process-life';
import { until } from './support/jest-embedded';

test('this process is alive', () => {
  expect(isAlive(identify(process.pid))).toBe(true);
});

test('a process that has ended is dead', async () => {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
  const identity = identify(child.pid ?? 0);
  await once(child, 'exit');

  expect(isAlive(identity)).toBe(false);
});

test('a process of another machine counts as alive for two days', () => {
  const identity = { ...identify(process.pid), host: 'elsewhere' };
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();

  expect(isAlive({ ...identity, at: daysAgo(1) })).toBe(true);
  expect(isAlive({ ...identity, at: daysAgo(3) })).toBe(false);
});

// Only Linux tells in a file when a process began, and whether it is a zombie.
const isBlind = process.platform !== 'linux';
const onLinux = isBlind ? test.skip : test;

test('another process with the same id is not the same process', () => {
  expect(isAlive({ ...identify(process.pid), began: '1' })).toBe(isBlind);
});

onLinux('a zombie is dead', async () => {
  const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; wait'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const [line] = (await once(parent.stdout as Readable, 'data')) as [Buffer];
  const child = identify(Number(line.toString()));
  // While the shell is stopped it cannot bury its child.
  parent.kill('SIGSTOP');
  await until('the shell is stopped', async () => (await stateOf(parent.pid)) === 'T');
  (parent.stdio[3] as Writable).end();
  await until('its child has ended', async () => (await stateOf(child.pid)) === 'Z');

  expect(isAlive(child)).toBe(false);

  parent.kill('SIGCONT');
  await once(parent, 'exit');
});

async function stateOf(pid = 0): Promise<string | undefined> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2)[0];
}
