import { RunQueue } from '../../../src/embedded/engine/run-queue';

test('a long queue lets others have their turn in between', async () => {
  const queue = new RunQueue();
  const order: string[] = [];
  for (let turn = 0; turn < 200; turn += 1) queue.add(() => order.push('task'));
  setImmediate(() => order.push('other'));
  await new Promise<void>((resolve) => queue.add(resolve));
  expect(order.indexOf('other')).toBeLessThan(200);
  expect(order.filter((entry) => entry === 'task')).toHaveLength(200);
});

test('a queue that is stopped forgets, and takes no more', async () => {
  const queue = new RunQueue();
  const done: string[] = [];
  queue.add(() => done.push('before'));
  queue.stop();
  queue.add(() => done.push('after'));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual([]);
});
