import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

import { identify, isAlive } from '../../../src/jest/ledger/process-life';

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

test('another process with the same id is not the same process', () => {
  expect(isAlive({ ...identify(process.pid), began: '1' })).toBe(isBlind);
});

test('a zombie is dead', async () => {
  // The shell starts a child, and becomes a program that never asks after it; only then may the child end.
  const parent = spawn('sh', ['-c', 'sh -c "read line" <&3 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const [line] = (await once(parent.stdout as Readable, 'data')) as [Buffer];
  const pid = line.toString().trim();
  const identity = identify(Number(pid));
  while (!ps('comm', String(parent.pid)).startsWith('sleep')) continue;
  (parent.stdio[3] as Writable).end();
  while (!ps('stat', pid).startsWith('Z')) continue;

  const seen = isAlive(identity);

  parent.kill();
  await once(parent, 'exit');
  expect(seen).toBe(isBlind);
});

function ps(what: string, pid: string): string {
  return execFileSync('ps', ['-o', `${what}=`, '-p', pid]).toString();
}
