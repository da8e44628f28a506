import { JujuError } from '../../../src/errors';
import { AuthenticationError, JujuApiError, RequestTimeoutError } from '../../../src/juju/errors';
import {
  AgentError,
  ApplicationError,
  MachineError,
  UnitError,
  WaitAbortedError,
  type WaitError,
  WaitFailedError,
  WaitTimeoutError,
} from '../../../src/model/errors';
import type { Status } from '../../../src/model/status/status';
import { TimeScale } from '../../../src/model/waiting/time-scale';
import { Touches } from '../../../src/model/waiting/touched';
import { IdleJudge } from '../../../src/model/waiting/idle-judge';
import { idleOptions, type WaitForIdleOptions } from '../../../src/model/waiting/idle-options';
import type { FailureKind, Judge } from '../../../src/model/waiting/judgement';
import { waitFor, type WaitLimits } from '../../../src/model/waiting/wait';
import { failedHook, loggedErrors, stderrLine } from '../../support/model-log';
import { FakeScene } from '../../support/model-wait';
import type { Sketch } from '../../support/model-status';

const idle: Sketch = { applications: { web: { units: [{}] } } };
const busy: Sketch = { applications: { web: { units: [{ agent: 'executing', since: -252 }] } } };
const minute = 60_000;
const limits: WaitLimits = { timeoutMs: 10 * minute, checkMs: 1000 };

/** What became of a promise, for a test that moves the clock meanwhile. */
function outcome<T>(promise: Promise<T>): { value?: T; error?: unknown; isOver: boolean } {
  const seen: { value?: T; error?: unknown; isOver: boolean } = { isOver: false };
  promise.then(
    (value) => Object.assign(seen, { value, isOver: true }),
    (error: unknown) => Object.assign(seen, { error, isOver: true }),
  );
  return seen;
}

function idleJudge(options: WaitForIdleOptions = {}): IdleJudge {
  const scale = new TimeScale();
  return new IdleJudge(idleOptions(options, scale), new Touches(), scale);
}

/** Waits, and moves the clock until the wait has ended; with how it ended. */
async function ended(scene: FakeScene, judge: Judge, wanted = limits) {
  const seen = outcome(waitFor(scene, judge, wanted));
  for (let seconds = 0; !seen.isOver && seconds < 3600; seconds += 1) await scene.clock.advance(1000);
  return seen;
}

test('a wait ends with the status in which the judge was content', async () => {
  const scene = new FakeScene(idle);

  const { value } = await ended(scene, idleJudge());

  expect(value).toBe(scene.poller.latest);
  expect(scene.clock.now()).toBe(15_000);
});

test('after a change the end of the idle period is met to the poll, not to the pace of the polls', async () => {
  const scene = new FakeScene(busy);
  const seen = outcome(waitFor(scene, idleJudge({ idlePeriod: '5s', checkFrequency: '1m' }), limits));
  await scene.clock.advance(100_000);
  scene.source.now = idle;
  await scene.clock.advance(minute);
  expect(seen.isOver).toBe(true);
  expect(scene.clock.sleepers).toBe(0);
});

test('two waits for the same model share their polls', async () => {
  const scene = new FakeScene(idle);
  const both = Promise.all([
    waitFor(scene, idleJudge(), limits),
    waitFor(scene, idleJudge({ status: 'active' }), limits),
  ]);
  await scene.clock.advance(15_000);
  await both;

  expect(scene.source.asked).toBeLessThan(20);
});

test('a wait that ends leaves nothing that waits for the clock, and asks no more', async () => {
  const scene = new FakeScene(idle);
  await ended(scene, idleJudge());
  const { asked } = scene.source;

  await scene.clock.advance(10 * minute);

  expect(scene.clock.sleepers).toBe(0);
  expect(scene.source.asked).toBe(asked);
});

describe('a wait that takes too long', () => {
  const errors = loggedErrors(
    stderrLine('web/0', 'Traceback'),
    failedHook('web/0', { at: 1 }),
    stderrLine('web/0', 'Traceback'),
    failedHook('web/0', { at: 62 }),
    failedHook('db/0', { at: 60, hook: 'stop' }),
  );

  test('says what is not ready and why, the errors in the log of that, what is ready, and the status', async () => {
    const scene = new FakeScene({
      at: 0,
      applications: {
        mysql: {
          status: 'waiting',
          message: 'for units',
          units: [{}, { agent: 'executing', since: -252, workload: 'maintenance', message: 'installing' }],
        },
        redis: { units: [{ since: -540 }] },
        web: { units: [{ workload: 'error', message: 'hook failed: "install"' }] },
      },
      machines: { '0': {} },
    });
    scene.errors = errors;

    const { error } = await ended(scene, idleJudge({ status: 'active', raiseOnError: false }));

    expect((error as Error).message).toBe(
      `
Timed out after 10m0s waiting for idle (status: active) in ctl:one
Not ready:
  mysql    app status is "waiting", want "active": for units
  mysql/1  agent executing for 4m12s; workload maintenance: installing
  web/0    hook failed: "install"
Errors in the debug-log since 22:59:50:
  unit-web-0 00:00:01 ERROR juju.worker.uniter.operation hook "install" (via x) failed: exit status 1 (2 times, last at 00:01:02)
    | Traceback
Errors of others: 1 of db/0, the last at 00:01:00: hook "stop" (via x) failed: exit status 1
Ready: redis (1 unit, idle 9m0s)
Model status:
  Model  Cloud                Version  Status     Timestamp                 Message
  one    localhost/localhost  3.6.28   available  2026-01-01T00:00:00.000Z

  App    Version  Status   Scale  Charm          Rev  Exposed  Message
  mysql           waiting  2      local:mysql-0  0    no       for units
  redis           active   1      local:redis-0  0    no
  web             active   1      local:web-0    0    no

  Unit     Workload     Agent      Since     Machine  Address  Ports  Message
  mysql/0  active       idle       23:00:00
  mysql/1  maintenance  executing  23:55:48                           installing
  redis/0  active       idle       23:00:00
  web/0    error        idle       23:00:00                           hook failed: "install"

  Not shown: 1 machine started
`.trim(),
    );
  });

  test('has it all as fields, of which the large ones do not bury the message where it is printed', async () => {
    const scene = new FakeScene(busy);
    scene.errors = errors;

    const error = (await ended(scene, idleJudge())).error as WaitTimeoutError;

    expect(error).toMatchObject({ code: 'timeout', elapsed: 600_000, polls: { failed: 0 } });
    expect(error.reasons).toEqual([{ entity: 'web/0', why: 'agent executing for 4m12s; workload active' }]);
    expect(error.logs.map(({ entity }) => entity)).toEqual(['unit-web-0', 'unit-web-0', 'unit-db-0']);
    expect(error.status).toBe(scene.poller.latest);
    expect(Object.keys(error)).not.toContain('status');
    expect(Object.keys(error)).not.toContain('logs');
  });

  test('says how the same run is had again, where that takes something', async () => {
    const scene = new FakeScene(busy);
    scene.repeat = 'Heads: seed 7';

    const { error } = await ended(scene, idleJudge());

    expect((error as Error).message).toMatch(/\nHeads: seed 7$/);
  });

  test('says of a status that is unknown why, where that can be known', async () => {
    const scene = new FakeScene({
      applications: {
        web: { units: [{ workload: 'unknown' }, {}] },
        db: { units: [{ workload: 'unknown' }] },
      },
    });
    scene.whyUnknown = (application) => (application === 'web' ? 'it has no code' : undefined);

    const { error } = await ended(scene, idleJudge({ status: 'active' }));

    expect((error as WaitTimeoutError).reasons).toEqual([
      { entity: 'db/0', why: 'workload is "unknown", want "active"' },
      { entity: 'web/0', why: 'workload is "unknown", want "active"; it has no code' },
    ]);
  });

  test("asks for the log since its beginning, by the controller's clock", async () => {
    const scene = new FakeScene({ at: 77, ...busy });

    await ended(scene, idleJudge());

    expect(scene.logsAskedSince).toEqual([new Date(Date.UTC(2026, 0, 1) + 77_000)]);
  });

  test('looks once even where there is no time at all', async () => {
    const scene = new FakeScene(busy);

    const error = (await ended(scene, idleJudge(), { ...limits, timeoutMs: 1 })).error as WaitError;

    expect(error.polls.ok).toBe(1);
    expect(error.reasons).toHaveLength(1);
  });

  test('does not wait for a controller that does not answer', async () => {
    const scene = new FakeScene();

    const error = (await ended(scene, idleJudge())).error as WaitError;

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error.status).toBeUndefined();
    expect(error.message).toMatch(/No status could be had\.\nPolls: 0 ok, 0 failed$/);
  });
});

test('a wait without a limit goes on and on', async () => {
  const scene = new FakeScene(busy);
  const seen = outcome(waitFor(scene, idleJudge(), { ...limits, timeoutMs: Infinity, checkMs: 3_600_000 }));
  await scene.clock.advance(24 * 60 * minute);
  expect(seen.isOver).toBe(false);

  scene.source.now = idle;
  await scene.clock.advance(2 * 60 * minute);
  expect(seen.isOver).toBe(true);
});

describe('a wait whose polls fail', () => {
  test('goes on, and says so in the end', async () => {
    const scene = new FakeScene(busy);
    const seen = outcome(waitFor(scene, idleJudge(), limits));
    await scene.clock.advance(minute);
    scene.source.now = new RequestTimeoutError('Client.FullStatus v8: no answer within 30s');
    await scene.clock.advance(2_000);
    scene.source.now = busy;
    await scene.clock.advance(10 * minute);

    const error = seen.error as WaitTimeoutError;
    expect(error.polls.failed).toBe(2);
    expect(error.message).toMatch(
      /Polls: \d+ ok, 2 failed \(last: Client\.FullStatus v8: no answer within 30s\)$/,
    );
    expect(error.cause).toBeInstanceOf(RequestTimeoutError);
  });

  test('ends well when what it waits for comes all the same', async () => {
    const scene = new FakeScene(idle);
    scene.source.now = new RequestTimeoutError('no answer');
    const seen = outcome(waitFor(scene, idleJudge(), limits));
    await scene.clock.advance(minute);
    scene.source.now = idle;
    await scene.clock.advance(minute);

    expect(seen.value).toBeDefined();
  });

  const call = { facade: 'Client', request: 'FullStatus', version: 8 };
  test.each<[string, Error]>([
    [
      'the user may not look',
      new JujuApiError(call, { text: 'permission denied', code: 'unauthorized access' }),
    ],
    ['the model is gone', new JujuApiError(call, { text: 'model not found', code: 'model not found' })],
    ['the login is no longer good', new AuthenticationError('no', { controllerName: 'ctl', user: 'admin' })],
    ['the answer makes no sense', new TypeError('cannot read properties of undefined')],
  ])('ends at once when %s', async (_, failure) => {
    const scene = new FakeScene(busy);
    scene.source.now = failure;

    const { error } = await ended(scene, idleJudge());

    expect(error).toBe(failure);
    expect(scene.clock.now()).toBeLessThanOrEqual(1000);
  });

  test('ends at once when the connection is gone for good', async () => {
    const scene = new FakeScene(busy);
    const failure = new JujuError('lost', { code: 'connection lost' });
    scene.source.now = failure;
    scene.isConnectionOver = true;

    expect((await ended(scene, idleJudge())).error).toBe(failure);
  });
});

describe('a wait that is aborted', () => {
  test('ends at once with the reason, what was missing, and no question more', async () => {
    const scene = new FakeScene(busy);
    const aborter = new AbortController();
    const seen = outcome(waitFor(scene, idleJudge(), { ...limits, signal: aborter.signal }));
    await scene.clock.advance(12_000);
    const { asked } = scene.source;
    const reason = new Error('the test timed out');
    aborter.abort(reason);
    await scene.clock.advance(minute);

    const error = seen.error as WaitAbortedError;
    expect(error).toBeInstanceOf(WaitAbortedError);
    expect(error.message).toMatch(
      /^Aborted after 12s waiting for idle in ctl:one: the test timed out\nNot ready:\n {2}web\/0 {2}agent/,
    );
    expect(error).toMatchObject({ code: 'aborted', cause: reason, elapsed: 12_000 });
    expect(scene.source.asked).toBe(asked);
    expect(scene.logsAskedSince).toEqual([]);
    expect(scene.clock.sleepers).toBe(0);
    expect(scene.stoppedWaits).toMatchObject([
      { model: 'ctl:one', waitingFor: 'idle', elapsedMs: 12_000, notReady: [{ entity: 'web/0' }] },
    ]);
  });

  test('before it began ends before it asked anything', async () => {
    const scene = new FakeScene(idle);

    const { error } = await ended(scene, idleJudge(), {
      ...limits,
      signal: AbortSignal.abort(new Error('over')),
    });

    expect((error as Error).message).toMatch(/^Aborted after 0s waiting for idle in ctl:one: over/);
  });
});

describe('a wait for what will not come', () => {
  const failed = (kind: FailureKind): Sketch => ({
    applications: {
      web: {
        status: kind === 'application' ? 'error' : 'active',
        message: 'broken',
        units: [
          {
            machine: '0',
            ...(kind === 'agent' && { agent: 'failed', agentMessage: 'broken' }),
            ...(kind === 'unit' && { workload: 'error', message: 'broken' }),
          },
        ],
      },
    },
    machines: { '0': kind === 'machine' ? { instance: 'provisioning error', message: 'broken' } : {} },
  });

  test.each([
    ['machine', MachineError, 'Machines in error: 0 (broken)'],
    ['agent', AgentError, 'Agents in error: web/0 (broken)'],
    ['unit', UnitError, 'Units in error: web/0 (broken)'],
    ['application', ApplicationError, 'Applications in error: web (broken)'],
  ] as const)('fails at once with the error of a %s', async (kind, type, headline) => {
    const scene = new FakeScene(failed(kind));

    const error = (await ended(scene, idleJudge())).error as WaitFailedError;

    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(WaitFailedError);
    expect(error.message.split('\n')[0]).toBe(`${headline} (after 0s waiting for idle in ctl:one)`);
    expect(error.code).toBe('error');
    expect(error.message).toContain('Model status:');
  });

  test('says that something is blocked, where that was to be raised', async () => {
    const scene = new FakeScene({
      applications: { web: { units: [{ workload: 'blocked', message: 'no database' }] } },
    });

    const error = (await ended(scene, idleJudge({ raiseOnBlocked: true }))).error as UnitError;

    expect(error.message).toMatch(/^Units blocked: web\/0 \(no database\)/);
    expect(error.code).toBe('blocked');
  });
});

test('a judge that throws ends the wait with what it threw', async () => {
  const scene = new FakeScene(idle);
  const failure = new TypeError('no such unit');
  const judge: Judge = {
    goal: 'x',
    observe() {
      throw failure;
    },
  };

  expect((await ended(scene, judge)).error).toBe(failure);
});

test('a judge that takes its time is not asked twice at once', async () => {
  const scene = new FakeScene(idle);
  const asked: Status[] = [];
  let answer: (judgement: { done: boolean; reasons: [] }) => void = () => undefined;
  const judge: Judge = {
    goal: 'x',
    observe(status) {
      asked.push(status);
      return new Promise((resolve) => (answer = resolve));
    },
  };
  const seen = outcome(waitFor(scene, judge, limits));
  await scene.clock.advance(10_000);
  expect(asked).toHaveLength(1);

  answer({ done: true, reasons: [] });
  await scene.clock.advance(0);
  expect(seen.value).toBe(asked[0]);
});

test('a heartbeat every half a minute says how long it has waited and what for', async () => {
  const scene = new FakeScene({
    applications: { web: { units: [{ agent: 'executing' }, { agent: 'executing' }] } },
  });
  void waitFor(scene, idleJudge(), limits).catch(() => undefined);

  await scene.clock.advance(65_000);

  expect(scene.lines).toEqual([
    'ctl:one: waiting 31s/10m0s for idle: 0 of 1 application ready; web/0 agent executing for 1h0m; workload active; and 1 more',
    'ctl:one: waiting 1m1s/10m0s for idle: 0 of 1 application ready; web/0 agent executing for 1h0m; workload active; and 1 more',
  ]);
});

test('a heartbeat tells of polls that fail', async () => {
  const scene = new FakeScene(idle);
  scene.source.now = new RequestTimeoutError('no answer within 30s');
  void waitFor(scene, idleJudge(), limits).catch(() => undefined);

  await scene.clock.advance(31_000);

  expect(scene.lines).toEqual(['ctl:one: waiting 30s/10m0s for idle: status no answer within 30s']);
});
