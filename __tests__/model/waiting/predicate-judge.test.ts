import { Touches } from '../../../src/model/waiting/touched';
import type { Predicate } from '../../../src/model/waiting/predicate';
import { PredicateJudge } from '../../../src/model/waiting/predicate-judge';
import { missing } from '../../support/model-judge';
import { statusOf } from '../../support/model-status';

const status = statusOf({ applications: { web: { units: [{}] } } });

function judge(
  ready: Predicate,
  { error, successes = 1 }: { error?: Predicate; successes?: number } = {},
  touches = new Touches(),
) {
  return new PredicateJudge(ready, { error, successes, delayMs: 1_000, settleMs: 30_000 }, touches);
}

test('a predicate that holds is enough where one success is', async () => {
  expect(await judge(() => true).observe(status, 0)).toMatchObject({ done: true });
});

test('a predicate must hold several times in a row', async () => {
  const answers = [true, true, false, true, true, true];
  const three = judge(() => answers.shift() ?? false, { successes: 3 });
  const done: boolean[] = [];
  for (let look = 0; look < 6; look += 1) done.push((await three.observe(status, look * 1000)).done);

  expect(done).toEqual([false, false, false, false, false, true]);
});

test('what is seen twice in one moment is seen once, and the next look is due when it counts', async () => {
  const twice = judge(() => true, { successes: 2 });

  expect(await twice.observe(status, 0)).toMatchObject({ done: false, againInMs: 1_000 });
  expect(await twice.observe(status, 400)).toMatchObject({ done: false, againInMs: 600 });
  expect(await twice.observe(status, 1_000)).toMatchObject({ done: true });
});

test('a predicate that does not hold is named by its label, or its name', async () => {
  const hasTwo = (): boolean => false;
  const labelled = Object.assign(() => false, { label: 'web to be ready' });

  expect(missing(await judge(hasTwo).observe(status, 0))).toEqual(['hasTwo: is false']);
  expect(missing(await judge(labelled).observe(status, 0))).toEqual(['web to be ready: is false']);
  expect(
    missing(
      await judge(
        (
          () => () =>
            false
        )(),
      ).observe(status, 0),
    ),
  ).toEqual(['the predicate: is false']);
});

test('a verdict tells its own reasons', async () => {
  const verdict = { ok: false, reasons: [{ entity: 'web/0', why: 'has no address' }] };

  expect(missing(await judge(() => Promise.resolve(verdict)).observe(status, 0))).toEqual([
    'web/0: has no address',
  ]);
});

test('a predicate that holds, but not often enough, is missing that', async () => {
  const ready = (): boolean => true;

  expect(missing(await judge(ready, { successes: 3 }).observe(status, 0))).toEqual([
    'ready: held 1 times in a row, want 3',
  ]);
});

test('the error predicate is asked first, and ends the wait', async () => {
  const ready = jest.fn(() => true);
  const anyError = (): boolean => true;

  const { failure } = await judge(ready, { error: anyError }).observe(status, 0);

  expect(failure).toEqual({
    kind: 'predicate',
    state: 'error',
    entities: [{ entity: 'anyError', why: 'is true' }],
  });
  expect(ready).not.toHaveBeenCalled();
});

test('an error predicate that does not hold is nothing', async () => {
  expect(await judge(() => true, { error: () => false }).observe(status, 0)).toEqual({
    done: true,
    reasons: [],
  });
});

test('a predicate that holds in the state from before a command is not believed', async () => {
  const touches = new Touches();
  const before = { since: status.units['web/0']?.agentStatus.since?.getTime() };
  touches.add({
    what: 'the configuration of web was changed',
    atMs: 0,
    agents: new Map([['web/0', before]]),
  });
  const ready = judge(() => true, {}, touches);

  expect(missing(await ready.observe(status, 1000))).toEqual([
    'web/0: agent has not run anything since the configuration of web was changed 1s ago',
  ]);
  expect(
    await ready.observe(statusOf({ applications: { web: { units: [{ since: 1 }] } } }), 2000),
  ).toMatchObject({ done: true });
});

test.each(['yes', undefined, null, 1, {}, { ok: true }])(
  'an answer such as %j is refused',
  async (answer) => {
    const wrong = (() => answer) as unknown as Predicate;

    await expect(judge(wrong).observe(status, 0)).rejects.toThrow(
      `A predicate must answer true, false or a verdict; wrong answered ${JSON.stringify(answer)}`,
    );
  },
);
