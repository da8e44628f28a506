import { firstToSucceed } from '../../src/juju/first-to-succeed';
import { until } from '../support/juju-cleanup';

const never = new AbortController().signal;
const forget = () => undefined;

/** An attempt that is settled by hand, and tells whether it was started and stopped. */
function attempt<T>() {
  const state = { started: false, stopped: false };
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((win, lose) => {
    resolve = win;
    reject = lose;
  });
  const run = (signal: AbortSignal) => {
    state.started = true;
    signal.addEventListener('abort', () => {
      state.stopped = true;
      reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    });
    return promise;
  };
  return { state, resolve, reject, run };
}

test('the first attempt alone runs while it may still succeed in time', async () => {
  const [first, second] = [attempt<string>(), attempt<string>()];
  const race = firstToSucceed([first.run, second.run], { staggerMs: 60_000, discard: forget, signal: never });
  first.resolve('first');
  expect(await race).toBe('first');
  expect(second.state.started).toBe(false);
});

test('a failure starts the next attempt at once', async () => {
  const [first, second] = [attempt<string>(), attempt<string>()];
  const race = firstToSucceed([first.run, second.run], { staggerMs: 60_000, discard: forget, signal: never });
  first.reject(new Error('refused'));
  second.resolve('second');
  expect(await race).toBe('second');
});

test('a hanging attempt is overtaken, told to stop, and what it yet brings is discarded', async () => {
  const discarded: string[] = [];
  let finishLate!: (value: string) => void;
  const late = new Promise<string>((resolve) => (finishLate = resolve));
  const race = firstToSucceed([() => late, () => Promise.resolve('second')], {
    staggerMs: 1,
    discard: (loser) => discarded.push(loser),
    signal: never,
  });
  expect(await race).toBe('second');
  finishLate('late');
  await late;
  await Promise.resolve();
  expect(discarded).toEqual(['late']);
});

test('an attempt that succeeds in the moment of the abort is discarded, and the race ends all the same', async () => {
  const caller = new AbortController();
  const discarded: string[] = [];
  const late = attempt<string>();
  const race = firstToSucceed([() => late.run(never)], {
    staggerMs: 60_000,
    discard: (loser) => discarded.push(loser),
    signal: caller.signal,
  });
  late.resolve('late');
  caller.abort(new Error('given up'));
  await expect(race).rejects.toBeInstanceOf(AggregateError);
  expect(discarded).toEqual(['late']);
});

test('the loser’s signal fires when the race is won', async () => {
  const hanging = attempt<string>();
  await firstToSucceed([hanging.run, () => Promise.resolve('second')], {
    staggerMs: 1,
    discard: forget,
    signal: never,
  });
  expect(hanging.state.stopped).toBe(true);
});

test('when all fail, the errors come in the order of the attempts', async () => {
  const [first, second] = [attempt<string>(), attempt<string>()];
  const race = firstToSucceed([first.run, second.run], { staggerMs: 0, discard: forget, signal: never });
  await until(() => second.state.started, 'the second attempt');
  second.reject(new Error('two'));
  first.reject(new Error('one'));
  await expect(race).rejects.toMatchObject({ errors: [{ message: 'one' }, { message: 'two' }] });
});

test('an abort stops what runs and starts nothing more', async () => {
  const [first, second] = [attempt<string>(), attempt<string>()];
  const caller = new AbortController();
  const race = firstToSucceed([first.run, second.run], {
    staggerMs: 60_000,
    discard: forget,
    signal: caller.signal,
  });
  caller.abort(new Error('enough'));
  await expect(race).rejects.toMatchObject({ errors: [{ message: 'enough' }] });
  expect(second.state.started).toBe(false);
});

test('nothing is started when the signal has fired already, nor without attempts', async () => {
  const first = attempt<string>();
  const race = firstToSucceed([first.run], { staggerMs: 0, discard: forget, signal: AbortSignal.abort() });
  await expect(race).rejects.toMatchObject({ errors: [] });
  expect(first.state.started).toBe(false);
  await expect(firstToSucceed([], { staggerMs: 0, discard: forget, signal: never })).rejects.toMatchObject({
    errors: [],
  });
});
