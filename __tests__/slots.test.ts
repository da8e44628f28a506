import { setImmediate as nextTurn } from 'node:timers/promises';
import { Slots } from '../src/slots';

const { signal } = new AbortController();

/** Work that goes on until it is told to end. */
function held() {
  let end: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { work: () => promise, end: () => end() };
}

test('no more than so many at once; the others come in turn', async () => {
  const slots = new Slots(2);
  const begun: string[] = [];
  const works = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...held() }));
  const all = works.map(({ name, work }) => slots.use(() => (begun.push(name), work())));
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b']);

  works[1]?.end();
  await all[1];
  await Promise.resolve();

  expect(begun).toEqual(['a', 'b', 'c']);
  for (const { end } of works) end();
  await Promise.all(all);
  expect(slots.isIdle).toBe(true);
});

test('who waits for a slot ends with the signal, and takes no slot from the others', async () => {
  const slots = new Slots(1);
  const first = held();
  const giveUp = new AbortController();
  const running = slots.use(first.work);
  const waiting = slots.use(() => Promise.reject(new Error('never begun')), giveUp.signal);
  const next = slots.use(() => Promise.resolve('next'));

  giveUp.abort(new Error('enough'));

  await expect(waiting).rejects.toThrow('enough');
  first.end();
  await running;
  expect(await next).toBe('next');
  expect(slots.isIdle).toBe(true);
});

test('with a signal that has fired nothing is begun', async () => {
  const slots = new Slots(1);

  await expect(
    slots.use(() => Promise.reject(new Error('begun')), AbortSignal.abort(new Error('enough'))),
  ).rejects.toThrow('enough');
  expect(slots.isIdle).toBe(true);
});

test('who fails gives the slot back', async () => {
  const slots = new Slots(1);

  await expect(slots.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(await slots.use(() => Promise.resolve('mine'))).toBe('mine');
});

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('only so many go at a time, and who comes first goes first', async () => {
  const slots = new Slots(2);
  const gates = [gate(), gate(), gate(), gate()];
  const begun: number[] = [];
  const runs = gates.map(({ opened }, index) =>
    slots.use(async () => {
      begun.push(index);
      await opened;
      return index;
    }, signal),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  gates[1]?.open();
  await runs[1];
  await nextTurn();
  expect(begun).toEqual([0, 1, 2]);
  for (const { open } of gates) open();
  expect(await Promise.all(runs)).toEqual([0, 1, 2, 3]);
});

test('who fails makes room, and who is called off while he waits never begins', async () => {
  const slots = new Slots(1);
  const first = gate();
  const running = slots.use(async () => {
    await first.opened;
    throw new Error('no luck');
  }, signal);
  const off = new AbortController();
  const waiting = slots.use(() => Promise.reject(new Error('it has begun')), off.signal);
  const last = slots.use(() => Promise.resolve('through'), signal);
  off.abort(new Error('called off'));
  await expect(waiting).rejects.toThrow('called off');
  first.open();
  await expect(running).rejects.toThrow('no luck');
  expect(await last).toBe('through');
});
