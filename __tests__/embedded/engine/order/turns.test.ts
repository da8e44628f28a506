import { drawsOf } from '../../../../src/embedded/engine/order/draws';
import { Turns } from '../../../../src/embedded/engine/order/turns';
import { RunQueue } from '../../../../src/embedded/engine/run-queue';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Units that have so many hooks to run, and what they ran. */
async function ran(seed: number, hooks: Readonly<Record<string, number>>): Promise<string[]> {
  const queue = new RunQueue();
  const turns = new Turns(drawsOf(seed), queue);
  const order: string[] = [];
  const left = new Map(Object.entries(hooks));
  let running = '';
  const look = (unit: string) => {
    if ((left.get(unit) ?? 0) === 0 || !turns.take(unit, () => look(unit))) return;
    expect(running).toBe('');
    running = unit;
    left.set(unit, (left.get(unit) ?? 0) - 1);
    order.push(unit);
    setImmediate(() => {
      running = '';
      turns.release(unit);
      queue.add(() => look(unit));
    });
  };
  for (const unit of left.keys()) queue.add(() => look(unit));
  const all = Object.values(hooks).reduce((sum, count) => sum + count, 0);
  while (order.length < all || running !== '') await turn();
  return order;
}

test('one unit runs at a time, and who is next is drawn among those that have something to run', async () => {
  const hooks = { 'web/0': 3, 'web/1': 3, 'database/0': 3 };
  const first = await ran(1, hooks);
  expect(first.toSorted()).toEqual(
    Object.entries(hooks)
      .flatMap(([unit, count]) => Array<string>(count).fill(unit))
      .toSorted(),
  );
  expect(await ran(1, hooks)).toEqual(first);
  const others = await Promise.all([2, 3, 4, 5].map((seed) => ran(seed, hooks)));
  expect(new Set([first, ...others].map((order) => order.join(' '))).size).toBeGreaterThan(1);
});

test('a unit that has nothing to run any more lets its turn pass', async () => {
  const queue = new RunQueue();
  const turns = new Turns(drawsOf(1), queue);
  const ran: string[] = [];
  turns.take('web/0', () => ran.push('nothing'));
  turns.take('web/1', () => {
    if (turns.take('web/1', () => undefined)) ran.push('web/1');
  });
  while (!ran.includes('web/1')) await turn();
  turns.release('web/1');
  turns.forget('web/0');
  expect(ran).toContain('web/1');
});

test('a hook that takes too long, and may be waiting for another, holds the others up no more', () => {
  jest.useFakeTimers();
  try {
    const queue = new RunQueue();
    const turns = new Turns(drawsOf(1), queue);
    const ran: string[] = [];
    const run = (unit: string) => {
      if (turns.take(unit, () => run(unit))) ran.push(unit);
    };
    run('web/0');
    jest.advanceTimersByTime(1);
    run('web/1');
    jest.advanceTimersByTime(4_990);
    expect(ran).toEqual(['web/0']);
    jest.advanceTimersByTime(20);
    expect(ran).toEqual(['web/0', 'web/1']);
    // Giving it back now does not end the turn of the other.
    turns.release('web/0');
    run('web/2');
    jest.advanceTimersByTime(100);
    expect(ran).toEqual(['web/0', 'web/1']);
    turns.release('web/1');
    jest.advanceTimersByTime(100);
    expect(ran).toEqual(['web/0', 'web/1', 'web/2']);
  } finally {
    jest.useRealTimers();
  }
});
