import type { Status } from '../../../src/model/status/status';
import type { StatusChange } from '../../../src/model/status/status-changes';
import { StatusPoller, type Subscription } from '../../../src/model/status/status-poller';
import { FakeClock, settled } from '../../support/model-clock';
import { FakeSource } from '../../support/model-source';
import type { Sketch } from '../../support/model-status';

const quiet: Sketch = { applications: { web: { units: [{}] } } };
const busy: Sketch = { applications: { web: { units: [{ agent: 'executing' }] } } };

class Listener {
  readonly statuses: Status[] = [];
  readonly errors: unknown[] = [];

  onStatus(status: Status): void {
    this.statuses.push(status);
  }

  onFailure(error: unknown): void {
    this.errors.push(error);
  }
}

const subscriptions: Subscription[] = [];

afterEach(() => {
  for (const subscription of subscriptions.splice(0)) subscription[Symbol.dispose]();
});

/** Subscribes until the end of the test. */
function listen(poller: StatusPoller, listener: Listener, checkMs: number): Subscription {
  const subscription = poller.subscribe(listener, { checkMs });
  subscriptions.push(subscription);
  return subscription;
}

function scene(now?: Sketch) {
  const clock = new FakeClock();
  const source = new FakeSource(now);
  const changes: StatusChange[] = [];
  const poller = new StatusPoller(source, clock, (found) => changes.push(...found));
  return { clock, source, poller, changes };
}

test('a refresh asks once, and its status is the latest from then on', async () => {
  const { poller, source } = scene(quiet);

  const status = await poller.refresh();

  expect(source.asked).toBe(1);
  expect(poller.latest).toBe(status);
});

test('a refresh does not take the answer to an earlier question, for that may be older than what the caller did', async () => {
  const { poller, source } = scene();
  const first = poller.refresh();
  await settled();
  const second = poller.refresh();

  source.answer(quiet);
  await first;
  await settled();
  source.answer(busy);

  expect((await second).units['web/0']?.agentStatus.current).toBe('executing');
  expect(source.asked).toBe(2);
});

test('who asks while a question is under way shares the next one', async () => {
  const { poller, source } = scene();
  void poller.refresh();
  await settled();
  const [one, other] = [poller.refresh(), poller.refresh()];

  source.answer(quiet);
  await settled();
  expect(source.waiting).toBe(1);
  source.answer(busy);

  expect(await one).toBe(await other);
  expect(source.asked).toBe(2);
});

test('a question that failed does not stop the next one', async () => {
  const { poller, source } = scene();
  const first = poller.refresh();
  await settled();
  const second = poller.refresh();
  source.answer(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await settled();
  source.answer(quiet);

  expect(await second).toBe(poller.latest);
});

test('a failure that nobody waits for is no unhandled rejection', async () => {
  const unhandled = jest.fn();
  process.on('unhandledRejection', unhandled);
  const { poller, source } = scene();

  void poller.refresh();
  await settled();
  source.answer(new Error('no'));
  await settled();

  process.removeListener('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('many listeners cost no more questions than one', async () => {
  const { poller, source, clock } = scene(quiet);
  const listeners = [new Listener(), new Listener(), new Listener()];
  const subscriptions = listeners.map((listener) => poller.subscribe(listener, { checkMs: 1000 }));

  await clock.advance(10_000);
  for (const subscription of subscriptions) subscription[Symbol.dispose]();

  expect(listeners[1]?.statuses.length).toBe(source.asked);
  expect(listeners[2]?.statuses).toEqual(listeners[0]?.statuses);
});

test('a listener that comes while a question is under way gets the answer to the next, at once', async () => {
  const { poller, source } = scene();
  const [early, late] = [new Listener(), new Listener()];
  listen(poller, early, 1000);
  await settled();
  listen(poller, late, 1000);

  source.answer(quiet);
  await settled();
  expect([early.statuses.length, late.statuses.length]).toEqual([1, 0]);
});

test('a listener that comes while the poller pauses does not wait for the end of the pause', async () => {
  const { poller, source, clock } = scene(quiet);
  listen(poller, new Listener(), 60_000);
  await clock.advance(0);
  expect(source.asked).toBe(1);
  listen(poller, new Listener(), 60_000);
  await clock.advance(5);

  expect(source.asked).toBe(2);
});

test('while nothing changes it asks as often as a listener wants at least', async () => {
  const { poller, source, clock } = scene(quiet);
  listen(poller, new Listener(), 1000);
  await clock.advance(10_000);
  const before = source.asked;

  await clock.advance(10_000);

  expect(source.asked - before).toBe(10);
});

test('after a change it asks four times as often, then more and more slowly', async () => {
  const { poller, source, clock } = scene(quiet);
  listen(poller, new Listener(), 1000);
  await clock.advance(10_000);
  source.now = busy;
  await clock.advance(1000);
  const before = source.asked;

  await clock.advance(250);
  expect(source.asked - before).toBe(1);
  await clock.advance(10_000);
  expect(source.asked - before).toBeLessThan(14);
});

test('a listener that needs to know at a certain time is told then', async () => {
  const { poller, clock } = scene(quiet);
  const listener = new Listener();
  const subscription = listen(poller, listener, 60_000);
  await clock.advance(0);
  subscription.again(100);

  await clock.advance(99);
  expect(listener.statuses).toHaveLength(1);
  await clock.advance(1);
  expect(listener.statuses).toHaveLength(2);
});

test('a controller that takes long to answer is asked for half of the time at most', async () => {
  const { poller, source, clock } = scene();
  listen(poller, new Listener(), 1000);
  await settled();
  await clock.advance(5_000);
  source.answer(quiet);

  await clock.advance(4_999);
  expect(source.asked).toBe(1);
  await clock.advance(1);
  expect(source.asked).toBe(2);
});

test('however fast time runs, the controller is not asked without a pause', async () => {
  const { poller, source, clock } = scene(quiet);
  listen(poller, new Listener(), 0);

  await clock.advance(100);

  expect(source.asked).toBeLessThanOrEqual(21);
});

test('failures are told to the listeners, and asking goes on', async () => {
  const { poller, source, clock } = scene(quiet);
  const listener = new Listener();
  listen(poller, listener, 1000);
  await clock.advance(0);
  const failure = new Error('reset');
  source.now = failure;
  await clock.advance(3_000);
  source.now = busy;
  await clock.advance(3_000);

  expect(listener.errors).toContain(failure);
  expect(listener.statuses.at(-1)?.units['web/0']?.agentStatus.current).toBe('executing');
});

test('when the last listener goes, nobody asks any more, and nothing waits for the clock', async () => {
  const { poller, source, clock } = scene(quiet);
  const subscription = poller.subscribe(new Listener(), { checkMs: 1000 });
  await clock.advance(5_000);
  const before = source.asked;

  subscription[Symbol.dispose]();
  await clock.advance(60_000);

  expect(source.asked).toBe(before);
  expect(clock.sleepers).toBe(0);
});

test('changes are reported while somebody waits, and only then', async () => {
  const { poller, source, clock, changes } = scene(quiet);
  await poller.refresh();
  source.now = busy;
  await poller.refresh();
  expect(changes).toEqual([]);

  listen(poller, new Listener(), 1000);
  source.now = quiet;
  await clock.advance(1000);

  expect(changes.map(({ line }) => line)).toEqual(['web/0 active/executing → active/idle']);
});
