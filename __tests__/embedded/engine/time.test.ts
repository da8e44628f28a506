import { setTimeout as delay } from 'node:timers/promises';
import { charm } from '../../../src/embedded/agent/charm-script';
import { hooksOf, startDomain } from '../../support/embedded-domain';
import { MachineLock } from '../../../src/embedded/engine/machine-lock';
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
  await delay(30);
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

test('a long queue lets others have their turn in between', async () => {
  const queue = new RunQueue();
  const order: string[] = [];
  for (let turn = 0; turn < 200; turn += 1) queue.add(() => order.push('task'));
  setImmediate(() => order.push('other'));
  await new Promise<void>((resolve) => queue.add(resolve));
  expect(order.indexOf('other')).toBeLessThan(200);
  expect(order.filter((entry) => entry === 'task')).toHaveLength(200);
});

test('a queue that is stopped forgets, and takes no more', async () => {
  const queue = new RunQueue();
  const done: string[] = [];
  queue.add(() => done.push('before'));
  queue.stop();
  queue.add(() => done.push('after'));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual([]);
});

test('a lock tells all who wait for it, each once', () => {
  const lock = new MachineLock();
  const told: string[] = [];
  const first = () => told.push('first');
  expect(lock.tryTake(first)).toBe(true);
  expect(lock.tryTake(first)).toBe(false);
  expect(lock.tryTake(first)).toBe(false);
  expect(lock.tryTake(() => told.push('second'))).toBe(false);
  lock.release();
  expect(told).toEqual(['first', 'second']);
  expect(lock.tryTake(first)).toBe(true);
});

test('update-status runs by the model’s interval, and does not make the agent look busy', async () => {
  const web = charm({ on: { 'update-status': (ctx) => ctx.setStatus('active', 'still here') } });
  const domain = startDomain({
    charms: { web },
    model: { config: { 'update-status-hook-interval': '60m' } },
  });
  await domain.deploy('web');
  await domain.settled();
  const { since } = domain.model.unit('web/0').agent;
  expect(hooksOf(domain.model, 'web/0')).not.toContain('update-status');

  domain.model.setConfig({ 'update-status-hook-interval': '1s' });
  await domain.until(
    'it ran twice',
    () => hooksOf(domain.model, 'web/0').filter((hook) => hook === 'update-status').length >= 2,
  );

  expect(domain.model.unit('web/0').agent).toMatchObject({ status: 'idle', since });
  expect(domain.model.unit('web/0').workload.message).toBe('still here');
});

test('with a finite scale everything happens too, later', async () => {
  const domain = startDomain({ timeScale: 2000 });
  await domain.deploy('database');
  await domain.settled();
  domain.state.destroyModel(domain.model.uuid);
  await domain.until('it is gone', () => !domain.state.models.has(domain.model.uuid));
  expect(hooksOf(domain.model, 'database/0').at(-1)).toBe('remove');
});

test('an engine that is stopped runs nothing more, and stops twice', async () => {
  const domain = startDomain();
  await domain.deploy('web');
  domain.engine.stop();
  domain.engine.stop();
  await delay(20);
  expect(domain.model.unit('web/0').agent.status).toBe('allocating');
});
