import { setImmediate as nextTurn } from 'node:timers/promises';
import { Slots } from '../../../../src/embedded/agent/process/slots';

const { signal } = new AbortController();

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
    slots.run(signal, async () => {
      begun.push(index);
      await opened;
      return index;
    }),
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
  const running = slots.run(signal, async () => {
    await first.opened;
    throw new Error('no luck');
  });
  const off = new AbortController();
  const waiting = slots.run(off.signal, () => Promise.reject(new Error('it has begun')));
  const last = slots.run(signal, () => Promise.resolve('through'));
  off.abort(new Error('called off'));
  await expect(waiting).rejects.toThrow('called off');
  first.open();
  await expect(running).rejects.toThrow('no luck');
  expect(await last).toBe('through');
});
