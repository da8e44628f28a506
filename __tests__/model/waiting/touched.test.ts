import { settlePeriodMs, type Touch, Touches } from '../../../src/model/waiting/touched';
import { TimeScale } from '../../../src/model/waiting/time-scale';
import { missing } from '../../support/model-judge';
import { type ApplicationSketch, type Sketch, statusOf } from '../../support/model-status';

const settleMs = 30_000;
const since = (seconds: number) => Date.UTC(2026, 0, 1) + seconds * 1000;

function pending(
  touch: Omit<Touch, 'what' | 'atMs'>,
  sketch: Sketch,
  nowMs = 2_000,
  applications?: string[],
): string[] {
  const touches = new Touches();
  touches.add({ what: 'the configuration of web was changed', atMs: 0, ...touch });
  return missing({ done: false, reasons: touches.pending(statusOf(sketch), applications, nowMs, settleMs) });
}

const web = (...units: number[]): Sketch => ({
  applications: { web: { units: units.map((at) => ({ since: at })) } },
});

test('an agent whose status has not moved since a command has not noticed it', () => {
  expect(pending({ agents: new Map([['web/0', { since: since(-5) }]]) }, web(-5))).toEqual([
    'web/0: agent has not run anything since the configuration of web was changed 2s ago',
  ]);
});

test('an agent whose status has moved has run since', () => {
  expect(pending({ agents: new Map([['web/0', { since: since(-5) }]]) }, web(1))).toEqual([]);
});

describe('an agent that was busy before a command', () => {
  const agents = new Map([['web/0', { since: since(-5), busyUntil: since(0), hasHeardAt: since(2) }]]);
  const unmoved = ['web/0: agent has not run anything since the configuration of web was changed 2s ago'];

  test('and is idle since before it was sent, has not noticed it', () => {
    expect(pending({ agents }, { at: 10, ...web(-1) })).toEqual(unmoved);
  });

  test('and became idle right afterwards, may have ended what it ran before it heard of it', () => {
    expect(pending({ agents }, { at: 1, ...web(1) })).toEqual(unmoved);
  });

  test('has noticed it when it is idle a moment later', () => {
    expect(pending({ agents }, { at: 2, ...web(1) })).toEqual([]);
  });
});

describe('an agent that runs something since a command', () => {
  const agents = new Map([['web/0', { since: since(-5) }]]);
  const busy: Sketch = { applications: { web: { units: [{ agent: 'executing', since: 1 }] } } };

  test('has to come to its end: until then it shows the state from before', () => {
    expect(pending({ agents }, busy)).toEqual([
      'web/0: agent has not finished what it runs since the configuration of web was changed 2s ago',
    ]);
  });

  test('need not where the command itself takes as long as it likes, as an action does', () => {
    expect(pending({ agents, begunIsEnough: true }, busy)).toEqual([]);
    expect(pending({ agents, begunIsEnough: true }, web(-5))).toHaveLength(1);
  });
});

describe('an application that a command gave another scale', () => {
  const scaled = (sketch: ApplicationSketch): Sketch => ({ type: 'caas', applications: { web: sketch } });

  test('has to come to it', () => {
    expect(pending({ scaled: 'web' }, scaled({ scale: 3, units: [{}] }))).toEqual([
      'web: has 1 unit, not the 3 of its scale since the configuration of web was changed 2s ago',
    ]);
    expect(pending({ scaled: 'web' }, scaled({ scale: 0, units: [{}, {}] }))).toHaveLength(1);
  });

  test('is settled when it has, and when it is gone', () => {
    expect(pending({ scaled: 'web' }, scaled({ scale: 0, units: [] }))).toEqual([]);
    expect(pending({ scaled: 'web' }, {})).toEqual([]);
  });
});

test('only the agents that have not moved are waited for', () => {
  const agents = new Map([
    ['web/0', { since: since(-5) }],
    ['web/1', { since: since(-5) }],
  ]);

  expect(pending({ agents }, web(1, -5))).toEqual([
    'web/1: agent has not run anything since the configuration of web was changed 2s ago',
  ]);
});

test('a unit that is gone has nothing left to notice', () => {
  expect(pending({ agents: new Map([['web/0', { since: since(-5) }]]) }, web())).toEqual([]);
});

test('only what is waited for counts', () => {
  const agents = new Map([['web/0', { since: since(-5) }]]);

  expect(pending({ agents }, web(-5), 2_000, ['db'])).toEqual([]);
  expect(pending({ agents }, web(-5), 2_000, ['web'])).toHaveLength(1);
});

test('a charm may have nothing to run: the sign is waited for during the settle period only', () => {
  const agents = new Map([['web/0', { since: since(-5) }]]);

  expect(pending({ agents }, web(-5), settleMs - 1)).toHaveLength(1);
  expect(pending({ agents }, web(-5), settleMs)).toEqual([]);
});

test('units that a command made have to appear', () => {
  expect(pending({ units: ['web/0', 'web/1'] }, web(-5))).toEqual([
    'web/1: has not appeared since the configuration of web was changed 2s ago',
  ]);
});

describe('a relation that a command made', () => {
  const ends = ['web:db', 'db:sql'];
  const both = { web: { units: [{}] }, db: { units: [{}] } };
  const touch = { joined: ['web', 'db'] };

  test('has to be joined', () => {
    const reasons = pending(touch, { applications: both, relations: [{ ends, status: 'joining' }] });

    expect(reasons[0]).toBe(
      'web:db db:sql: has not been joined since the configuration of web was changed 2s ago',
    );
  });

  test('is settled when it is joined', () => {
    expect(pending(touch, { applications: both, relations: [{ ends }] })).toEqual([]);
  });

  test('is settled when it is gone', () => {
    expect(pending(touch, { applications: both })).toEqual([]);
  });

  test('cannot be joined while one side has no units', () => {
    const applications = { web: { units: [{}] }, db: {} };

    expect(pending(touch, { applications, relations: [{ ends, status: 'joining' }] })).toEqual([]);
  });

  test('is not another relation of one of the two', () => {
    const relations = [{ ends }, { ends: ['web:cache', 'redis:redis'], status: 'joining' }];

    expect(pending(touch, { applications: both, relations })).toEqual([]);
  });
});

test('what was settled once stays settled, whatever comes later', () => {
  const touches = new Touches();
  touches.add({ what: 'x', atMs: 0, units: ['web/0'] });
  touches.pending(statusOf(web(-5)), undefined, 1_000, settleMs);

  expect(touches.pending(statusOf(web()), undefined, 2_000, settleMs)).toEqual([]);
});

test('of very many commands the oldest are forgotten', () => {
  const touches = new Touches();
  for (let number = 0; number < 1_000; number += 1)
    touches.add({ what: 'x', atMs: 0, units: [`web/${String(number)}`] });

  const reasons = touches.pending(statusOf({}), undefined, 0, settleMs);

  expect(reasons).toHaveLength(200);
  expect(reasons.at(-1)?.entity).toBe('web/999');
});

test.each([
  [undefined, 1, 30_000],
  ['10s', 10, 1_000],
  [undefined, Infinity, 250],
  [0, 1, 0],
])('a settle period of %j lasts, at %d times the speed, %d ms', (value, factor, expected) => {
  expect(settlePeriodMs(value, new TimeScale(factor))).toBe(expected);
});
