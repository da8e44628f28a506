import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

test('a queue that never runs dry lets go of what is done', async () => {
  const queue = new RunQueue();
  let first: WeakRef<object> | undefined;
  const add = () => {
    const what = {};
    first = new WeakRef(what);
    queue.add(() => expect(what).toEqual({}));
  };
  add();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let left = 4000;
  const isHeld = await new Promise<boolean>((resolve) => {
    // Two that each ask for the next before they end: there is always one waiting.
    const next = () => {
      queue.add(next);
      left -= 1;
      if (left !== 0) return;
      collect();
      resolve(first?.deref() !== undefined);
      queue.stop();
    };
    queue.add(next);
    queue.add(next);
  });
  expect(isHeld).toBe(false);
});
