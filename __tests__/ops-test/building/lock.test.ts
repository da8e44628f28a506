import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { type LockOptions, takeLock } from '../../../src/ops-test/building/lock';
import { identify } from '../../../src/process-life';
import { testFolder } from '../../support/ops-test-folder';

const patient: LockOptions = {
  timeoutMs: 60_000,
  signal: undefined,
  waiting: () => undefined,
  tooLate: (by) => new Error(`too late: ${by}`),
};

async function withLock<T>(folder: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const giveBack = await takeLock(folder, options);
  return work().finally(giveBack);
}

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function other(): ChildProcess {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
  children.push(child);
  return child;
}

/** What another process has in the folder of a lock. */
function claim(folder: string, name: string, identity: object): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(identity));
  return path;
}

test('one at a time, in the order in which they came, and nothing is left', async () => {
  const folder = testFolder();
  let inside = 0;
  const done: number[] = [];

  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      withLock(folder, patient, async () => {
        expect(++inside).toBe(1);
        await nextTurn();
        inside--;
        done.push(index);
      }),
    ),
  );

  expect(done).toHaveLength(12);
  expect(readdirSync(folder)).toEqual([]);
});

test('who fails gives it back', async () => {
  const folder = testFolder();

  await expect(withLock(folder, patient, () => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(await withLock(folder, patient, () => Promise.resolve('mine'))).toBe('mine');
});

test.each(['000000000001-aa', 'choosing-aa'])('a process that lives keeps it (%s)', async (name) => {
  const folder = testFolder();
  const { pid = 0 } = other();
  claim(folder, name, identify(pid));
  const told: string[] = [];

  const waiting = withLock(folder, { ...patient, timeoutMs: 150, waiting: (by) => told.push(by) }, () =>
    Promise.resolve('mine'),
  );

  await expect(waiting).rejects.toThrow(`too late: process ${String(pid)}`);
  expect(told).toEqual([`process ${String(pid)}`]);
  expect(readdirSync(folder)).toEqual([name]);
});

test.each(['000000000001-aa', 'choosing-aa'])('a process that is dead has lost it (%s)', async (name) => {
  const folder = testFolder();
  const child = other();
  claim(folder, name, identify(child.pid ?? 0));
  child.kill('SIGKILL');
  await once(child, 'exit');

  expect(await withLock(folder, patient, () => Promise.resolve('mine'))).toBe('mine');
  expect(readdirSync(folder)).toEqual([]);
});

test('who waits gets it when the process that has it dies', async () => {
  const folder = testFolder();
  const child = other();
  claim(folder, '000000000001-aa', identify(child.pid ?? 0));
  const waiting = withLock(folder, { ...patient, waiting: () => child.kill('SIGKILL') }, () =>
    Promise.resolve('mine'),
  );

  expect(await waiting).toBe('mine');
});

test('a process of another machine keeps it as long as it shows that it lives', async () => {
  const folder = testFolder();
  const path = claim(folder, '000000000001-aa', { ...identify(process.pid), host: 'elsewhere' });
  const short = { ...patient, timeoutMs: 0 };
  await expect(withLock(folder, short, () => Promise.resolve('mine'))).rejects.toThrow('too late');

  const longAgo = Date.now() / 1000 - 121;
  utimesSync(path, longAgo, longAgo);

  expect(await withLock(folder, short, () => Promise.resolve('mine'))).toBe('mine');
});

test('a claim that makes no sense holds nobody up', async () => {
  const folder = testFolder();
  writeFileSync(join(folder, '000000000001-aa'), 'nonsense');

  expect(await withLock(folder, patient, () => Promise.resolve('mine'))).toBe('mine');
});

test('a claim that cannot be read is kept: that says nothing about its owner', async () => {
  const folder = testFolder();
  // A folder in a file's place stands for whatever a disk or a system may answer to a read.
  mkdirSync(join(folder, '000000000001-aa'));

  const waiting = withLock(folder, { ...patient, timeoutMs: 0 }, () => Promise.resolve('mine'));

  await expect(waiting).rejects.toThrow(
    `too late: whoever has ${join(folder, '000000000001-aa')}, which cannot be read,`,
  );
  expect(readdirSync(folder)).toEqual(['000000000001-aa']);
});

test('who gives up waiting leaves nothing', async () => {
  const folder = testFolder();
  claim(folder, '000000000001-aa', identify(other().pid ?? 0));
  const giveUp = new AbortController();
  const waiting = withLock(
    folder,
    { ...patient, signal: giveUp.signal, waiting: () => giveUp.abort(new Error('enough')) },
    () => Promise.resolve('mine'),
  );

  await expect(waiting).rejects.toThrow('enough');
  expect(readdirSync(folder)).toEqual(['000000000001-aa']);
});
