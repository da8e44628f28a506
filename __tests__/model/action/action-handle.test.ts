import { charm } from '../../../src/embedded';
import { finishAction } from '../../../src/embedded/state/action-progress';
import type { ActionHandle } from '../../../src/model/action/action-handle';
import { EntityNotFoundError } from '../../../src/model/errors';
import type { Model } from '../../../src/model/model';
import { profiles, sceneFor, scripts, until } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const steps: (() => void)[] = [];
  const web = charm({
    on: { start: (unit) => unit.setStatus('active') },
    actions: {
      greet: (unit) => ({ greeting: `Hello, ${String(unit.params['name'])}` }),
      linger: (unit) => unit.sleep('10h'),
      async mark(unit) {
        for (const word of ['one', 'two', 'three']) {
          unit.actionLog(word);
          await new Promise<void>((resolve) => steps.push(resolve));
        }
      },
    },
  });
  const scene = sceneFor({ juju, charms: { ...scripts, web } });
  let model: Model;

  beforeAll(async () => {
    model = await scene().model();
    await model.deploy(scene().web);
    await model.waitForIdle({ status: 'active' });
  });

  afterEach(() => steps.splice(0).forEach((step) => step()));

  const start = (name: string, params = {}) => model.units.require('web/0').startAction(name, params);
  const running = async (handle: ActionHandle) => {
    while ((await handle.result()).status !== 'running')
      await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('what an action logs is told while it runs, each line once, and ends with it', async () => {
    const handle = await start('mark');
    const told: string[] = [];

    for await (const { message, timestamp } of handle.log()) {
      told.push(message);
      expect(timestamp).toBeInstanceOf(Date);
      // The next line is not logged before this one was told.
      await until(() => steps.length > 0);
      steps.shift()?.();
    }

    expect(told).toEqual(['one', 'two', 'three']);
    expect((await handle.result()).status).toBe('completed');
  });

  test('the log of an action that has ended is told from the beginning', async () => {
    const handle = await start('mark');
    const end = handle.wait();
    for (let step = 0; step < 3; step += 1) {
      await until(() => steps.length > 0);
      steps.shift()?.();
    }
    await end;

    const told: string[] = [];
    for await (const { message } of handle.log()) told.push(message);

    expect(told).toEqual(['one', 'two', 'three']);
  });

  test('whoever leaves the loop waits for nothing more', async () => {
    const handle = await start('mark');

    for await (const { message } of handle.log()) {
      expect(message).toBe('one');
      break;
    }

    expect((await handle.result()).status).toBe('running');
    await handle.cancel();
  });

  test('the log ends with its time, its signal, and not for a misspelt option', async () => {
    const handle = await start('linger');
    const aborter = new AbortController();
    const drain = async (options: object) => {
      for await (const line of handle.log(options)) expect(line).toBeUndefined();
    };

    await expect(drain({ timeout: '20ms' })).rejects.toMatchObject({ code: 'timeout' });
    await expect(drain({ wait: 1 })).rejects.toThrow('log knows no option "wait"');
    const aborted = drain({ signal: aborter.signal });
    aborter.abort(new Error('enough'));
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
    await handle.cancel();
    await handle.wait({ check: false });
  });

  test('an action that is cancelled before it begins has ended: the wait for it does too', async () => {
    const first = await start('linger');
    await running(first);
    const second = await start('greet', { name: 'x' });
    const end = second.wait();

    await second.cancel();

    await expect(end).rejects.toMatchObject({ code: 'cancelled', result: { status: 'cancelled' } });
    await expect(second.wait({ check: false })).resolves.toMatchObject({ status: 'cancelled' });
    await first.cancel();
    await first.wait({ check: false });
  });

  test('an action that is cancelled while it runs is aborted: the wait for it ends', async () => {
    const handle = await start('linger');
    await running(handle);
    const end = handle.wait();

    await handle.cancel();

    await expect(end).rejects.toMatchObject({ code: 'aborted', result: { status: 'aborted' } });
  });

  test('an action that Juju could not run has ended in error: the wait for it ends', async () => {
    const first = await start('linger');
    await running(first);
    const second = await start('greet', { name: 'x' });
    const end = second.wait();
    const inside = scene().inside(model);
    const task = inside.actions.get(second.id);
    if (task) finishAction(inside, task, { status: 'error', message: 'the agent was lost' });

    await expect(end).rejects.toMatchObject({
      code: 'error',
      result: { status: 'error', message: 'the agent was lost' },
    });
    await first.cancel();
    await first.wait({ check: false });
  });

  test('cancelling what has ended leaves it as it is', async () => {
    const handle = await start('greet', { name: 'x' });
    await handle.wait();

    await handle.cancel();

    expect((await handle.result()).status).toBe('completed');
  });

  test('an action is found by its number', async () => {
    const started = await start('greet', { name: 'x' });

    const found = await model.action(Number(started.id));

    expect(found).toMatchObject({ id: started.id, name: 'greet', receiver: 'web/0' });
    expect((await found.wait()).results).toEqual({ greeting: 'Hello, x' });
    const missing = model.action('9999');
    await expect(missing).rejects.toThrow(EntityNotFoundError);
    await expect(missing).rejects.toThrow(`There is no action 9999 in ${model.fullName}`);
  });

  test('the actions of a charm are told with their schemas', async () => {
    const actions = await model.applications.require('web').actions();

    expect(Object.keys(actions)).toEqual(['greet', 'linger', 'mark', 'refuse']);
    expect(actions['greet']).toMatchObject({
      name: 'greet',
      description: 'Greets.',
      params: { type: 'object', properties: { name: { type: 'string' } } },
    });
    expect(await (await model.deploy(scene().database)).actions()).toEqual({});
  });
});

describe.each(profiles)('operations on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test('are listed, more than Juju gives at once, and those that match', async () => {
    const model = await scene().model();
    await model.deploy(scene().web, { units: 2 });
    await model.waitForIdle({ status: 'active' });
    expect(await model.operations()).toEqual([]);
    const [one, two] = [model.units.require('web/0'), model.units.require('web/1')];
    for (let count = 0; count < 51; count += 1) await one.startAction('greet', { name: String(count) });
    await two.runAction('refuse', {}, { check: false });
    await one.exec('uptime');

    const all = await model.operations();

    expect(all).toHaveLength(53);
    expect(all[0]).toMatchObject({
      summary: juju === '3.6' ? 'greet run on unit-web-0' : 'action "greet"',
      fail: '',
      actions: [{ name: 'greet' }],
    });
    expect(all[0]?.enqueued).toBeInstanceOf(Date);
    expect(await model.operations({ units: ['web/1'] })).toMatchObject([
      { status: 'failed', actions: [{ name: 'refuse', receiver: 'web/1', status: 'failed' }] },
    ]);
    expect(await model.operations({ status: ['failed'] })).toHaveLength(1);
    expect(await model.operations({ actions: ['juju-exec'] })).toHaveLength(1);
    expect(await model.operations({ applications: ['web'], status: ['pending'] })).toEqual([]);
    const [refused] = (await model.operations({ units: ['web/1'] })).flatMap(({ actions }) => actions);
    // Juju 3 leaves out of the list what may be long.
    expect(refused?.log.map(({ message }) => message)).toEqual(juju === '3.6' ? [] : ['thinking']);
    expect((await (await model.action(refused?.id ?? '')).result()).log).toHaveLength(1);
  });

  test('of what is not there are refused', async () => {
    const model = await scene().model();

    await expect(model.operations({ unit: 'web/0' } as object)).rejects.toThrow(
      'operations knows no option "unit"',
    );
  });
});
