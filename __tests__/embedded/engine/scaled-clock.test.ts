import { RunQueue } from '../../../src/embedded/engine/run-queue';
import { ScaledClock } from '../../../src/embedded/engine/scaled-clock';

const clockOf = (timeScale: number) => new ScaledClock(timeScale, new RunQueue());

test('at full speed nothing waits, and things happen in the order in which they were asked for', async () => {
  const clock = clockOf(Number.POSITIVE_INFINITY);
  const done: string[] = [];
  await new Promise<void>((resolve) => {
    clock.after(9_999_999, () => done.push('one'));
    clock.after(1, () => done.push('two'));
    clock.after(5, resolve);
  });
  expect(done).toEqual(['one', 'two']);
});

test('what is called off does not happen', async () => {
  for (const scale of [1000, Number.POSITIVE_INFINITY]) {
    const clock = clockOf(scale);
    const done: string[] = [];
    clock.after(1000, () => done.push('called off')).cancel();
    await new Promise<void>((resolve) => clock.after(2000, resolve));
    expect(done).toEqual([]);
  }
});

test('a clock that is stopped lets nothing happen any more', async () => {
  const clock = clockOf(Number.POSITIVE_INFINITY);
  const done: string[] = [];
  clock.after(1, () => done.push('after'));
  clock.afterPeriod(1, () => done.push('period'));
  clock.stop();
  // What another clock does later than that has happened.
  await new Promise<void>((resolve) => clockOf(1).afterPeriod(30, resolve));
  expect(done).toEqual([]);
});

test('waiting ends with its signal, and says why', async () => {
  const clock = clockOf(1);
  const abort = new AbortController();
  const waiting = clock.sleep(9_999_999, abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(clock.sleep(1, abort.signal)).rejects.toThrow('enough');
});
