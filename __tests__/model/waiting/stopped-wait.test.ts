import { stoppedLine, stoppedWait } from '../../../src/model/waiting/stopped-wait';
import type { Judgement } from '../../../src/model/waiting/judgement';
import type { Polls, UnhappyEnd } from '../../../src/model/waiting/wait-error';
import { statusOf } from '../../support/model-status';

const judgement: Judgement = {
  done: false,
  reasons: [
    { entity: 'web', why: 'app status is "blocked", want "active": password=hunter2222' },
    { entity: 'web/0', why: 'agent executing' },
  ],
  ready: ['db (1 unit)'],
};
const polls: Polls = { ok: 3, failed: 0, lastError: undefined, disconnects: 0 };
const end: UnhappyEnd = {
  ...{ kind: 'aborted', reason: undefined, elapsedMs: 3999.7, began: undefined },
  ...{ status: statusOf({}), judgement, polls },
};
const stopped = (changes: Partial<UnhappyEnd> = {}) =>
  stoppedWait({ fullName: 'ctl:one' }, { goal: 'web to be idle' }, { ...end, ...changes } as UnhappyEnd);

test('a stopped wait says what it waited for, for how long, and what was missing, without secrets', () => {
  expect(stopped()).toEqual({
    model: 'ctl:one',
    waitingFor: 'web to be idle',
    elapsedMs: 4000,
    notReady: [
      { entity: 'web', why: 'app status is "blocked", want "active": password=<hidden>' },
      { entity: 'web/0', why: 'agent executing' },
    ],
    text: [
      'Stopped after 4s of waiting for web to be idle in ctl:one',
      'Not ready:',
      '  web    app status is "blocked", want "active": password=<hidden>',
      '  web/0  agent executing',
      'Ready: db (1 unit)',
    ].join('\n'),
  });
});

test('it says so where the controller did not answer', () => {
  const lost = stopped({
    status: undefined,
    judgement: { done: false, reasons: [] },
    polls: { ...polls, ok: 0, failed: 2, lastError: new Error('no answer within 30s') },
  });
  expect(lost.text).toMatch(
    /in ctl:one\nNo status could be had\.\nPolls: 0 ok, 2 failed \(last: no answer within 30s\)$/,
  );
  expect(stoppedLine(lost)).toMatch(/ in ctl:one: no status yet$/);
});

test('in one line it says the first of what was missing, and how much more there is', () => {
  expect(stoppedLine(stopped())).toBe(
    'Stopped after 4s of waiting for web to be idle in ctl:one: web app status is "blocked", want "active": password=<hidden>; and 1 more',
  );
});
