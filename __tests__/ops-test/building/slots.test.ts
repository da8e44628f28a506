import { Slots } from '../../../src/ops-test/building/slots';

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
