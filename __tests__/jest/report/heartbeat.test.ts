import { Heartbeat, paceOf } from '../../../src/jest/report/heartbeat';

function scene(pace = paceOf({})) {
  const lines: string[] = [];
  let nowMs = 0;
  const heartbeat = new Heartbeat((line) => lines.push(line), pace, { now: () => nowMs });
  const after = (milliseconds: number) => {
    nowMs += milliseconds;
    heartbeat.beat();
    return lines.splice(0);
  };
  return { heartbeat, after };
}

test('a file that ends before its first beat leaves no trace', () => {
  const { heartbeat, after } = scene();
  heartbeat.start('a.test.ts');
  heartbeat.note('a.test.ts', 'making a model');

  expect(after(9_999)).toEqual([]);
  heartbeat.stop('a.test.ts');
  expect(after(600_000)).toEqual([]);
});

test('in a log, news are written soon, and no news every minute', () => {
  const { heartbeat, after } = scene(paceOf({ isTTY: false }));
  heartbeat.start('a.test.ts');

  heartbeat.note('a.test.ts', 'waiting for web');
  expect(after(10_000)).toEqual(['a.test.ts: 10s, waiting for web']);
  expect(after(59_999)).toEqual([]);
  expect(after(1)).toEqual(['a.test.ts: 1m10s, waiting for web']);
  heartbeat.note('a.test.ts', 'waiting for db');
  expect(after(9_999)).toEqual([]);
  expect(after(1)).toEqual(['a.test.ts: 1m20s, waiting for db']);
});

test('on a terminal there is a beat every 10 s, for each file that runs', () => {
  const { heartbeat, after } = scene(paceOf({ isTTY: true }));
  heartbeat.start('a.test.ts');
  heartbeat.start('b.test.ts');

  expect(after(10_000)).toEqual(['a.test.ts: 10s', 'b.test.ts: 10s']);
  heartbeat.stop('a.test.ts');
  expect(after(10_000)).toEqual(['b.test.ts: 20s']);
});

test('news of a file that does not run are no news', () => {
  const { heartbeat, after } = scene();
  heartbeat.note('ended.test.ts', 'too late');

  expect(after(600_000)).toEqual([]);
});
