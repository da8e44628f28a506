import { spawn } from 'node:child_process';
import { once } from 'node:events';

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
