import { setTimeout as sleep } from 'node:timers/promises';

import { ConnectionClosedError, RequestAbortedError } from '../../../src/juju/errors';
import type { ModelEvent, ModelEvents } from '../../../src/model/events/model-events';
import type { Model } from '../../../src/model/model';
import type { StatusChange } from '../../../src/model/status/status-changes';
import { profiles, sceneFor, until } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const errors: unknown[] = [];
  const running: { signal: AbortSignal | undefined } = { signal: undefined };
  const scene = sceneFor(
    { juju },
    { onListenerError: (error) => errors.push(error), signal: () => running.signal },
  );
  afterEach(() => {
    running.signal = undefined;
    errors.length = 0;
    for (const listener of listeners.splice(0)) listener[Symbol.dispose]();
  });

  const listeners: Disposable[] = [];

  /** Listens until the end of the test. */
  function listen<Event extends ModelEvent>(model: Model, event: Event, listener: ModelEvents[Event]): void {
    listeners.push(model.on(event, listener));
  }

  async function withWeb(): Promise<Model> {
    const model = await scene().model();
    await model.deploy(scene().web);
    await model.waitForIdle({ status: 'active' });
    return model;
  }

  describe('model.on', () => {
    test('tells what comes, changes and goes, with what it was and is', async () => {
      const model = await scene().model();
      const seen: string[] = [];
      listen(model, 'unit:added', ({ name, before, after }) => {
        seen.push(`+${name} ${before ? 'again' : 'new'} ${after?.life ?? ''}`);
      });
      listen(model, 'unit:changed', ({ name, before, after }, { units }) => {
        expect(before).not.toBe(after);
        expect(units[name]).toBe(after);
        seen.push(`${name} ${String(after?.workloadStatus.message)}`);
      });
      listen(model, 'unit:removed', ({ name, before, after }) => {
        seen.push(`-${name} ${before?.application ?? ''} ${after ? 'still' : 'gone'}`);
      });

      await model.deploy(scene().web);
      await model.waitForIdle({ status: 'active' });
      await model.removeApplication('web');
      await until(() => seen.at(-1)?.startsWith('-') ?? false);

      expect(seen[0]).toBe('+web/0 new alive');
      expect(seen).toContain('web/0 ready');
      expect(seen.at(-1)).toBe('-web/0 web gone');
    });

    test('tells of each kind of thing by itself', async () => {
      const model = await withWeb();
      const seen: string[] = [];
      const events: ModelEvent[] = [
        'application:added',
        'machine:added',
        'relation:added',
        'relation:removed',
      ];
      for (const event of events) {
        listen(model, event, (change: unknown) => seen.push(`${event} ${(change as StatusChange).name}`));
      }

      await model.deploy(scene().database);
      await model.integrate('web', 'database');
      await model.removeApplication('database');
      await until(() => seen.some((line) => line.startsWith('relation:removed')));

      expect(seen).toEqual([
        'application:added database',
        'machine:added 1',
        'relation:added web:database database:sql',
        'relation:removed web:database database:sql',
      ]);
    });

    test('polls for its listeners while nobody waits, and no more when the last is disposed of', async () => {
      const model = await withWeb();
      const seen: string[] = [];
      const listener = model.on('unit:changed', ({ name }) => seen.push(name));

      scene().inside(model).unit('web/0').setWorkloadStatus('active', 'from elsewhere');
      await until(() => seen.length > 0);
      listener[Symbol.dispose]();
      listener[Symbol.dispose]();

      await sleep(20);
      const before = model.lastStatus;
      scene().inside(model).unit('web/0').setWorkloadStatus('active', 'unseen');
      await sleep(50);
      expect(model.lastStatus).toBe(before);
      expect(seen).toEqual(['web/0']);
    });

    test('calls a listener no more that has disposed of itself, though there is more to tell', async () => {
      const model = await scene().model();
      const seen: string[] = [];
      const listener = model.on('unit:added', ({ name }) => {
        seen.push(name);
        listener[Symbol.dispose]();
      });

      await model.deploy(scene().web, { units: 3 });
      await model.waitForIdle();

      expect(seen).toEqual(['web/0']);
    });

    test('reports what a listener throws or rejects with, and goes on', async () => {
      const model = await scene().model();
      const [thrown, rejected] = [new Error('thrown'), new Error('rejected')];
      const seen: string[] = [];
      listen(model, 'application:added', () => {
        throw thrown;
      });
      listen(model, 'application:added', () => Promise.reject(rejected));
      listen(model, 'application:added', ({ name }) => seen.push(name));

      await model.deploy(scene().web);
      await until(() => seen.length > 0 && errors.length > 1);

      expect(errors).toEqual([thrown, rejected]);
      expect(seen).toEqual(['web']);
    });

    test('tells of the connection, and then of what has gone meanwhile', async () => {
      const model = await withWeb();
      await model.deploy(scene().database);
      await model.waitForIdle();
      const seen: string[] = [];
      listen(model, 'disconnected', ({ message }) => seen.push(`disconnected: ${message}`));
      listen(model, 'reconnected', () => seen.push('reconnected'));
      listen(model, 'application:removed', ({ name }) => seen.push(`${name} removed`));
      const inside = scene().inside(model);

      const restarted = scene().embedded.faults.restart({ downtime: '100ms' });
      inside.destroyApplication('database', { force: true });
      await restarted;
      await until(() => seen.length >= 3);

      expect(seen.map((line) => line.split(':')[0])).toEqual([
        'disconnected',
        'reconnected',
        'database removed',
      ]);
      expect([...model.applications.keys()]).toEqual(['web']);
      expect([...model.units.keys()]).toEqual(['web/0']);
    });

    test('ends with the test that called it, when that is given up', async () => {
      const model = await withWeb();
      const aborter = new AbortController();
      running.signal = aborter.signal;
      const seen: string[] = [];
      model.on('unit:changed', ({ name }) => seen.push(name));
      scene().lines.length = 0;

      aborter.abort(new Error('the test timed out'));
      scene().inside(model).unit('web/0').setWorkloadStatus('active', 'later');
      await sleep(30);

      expect(seen).toEqual([]);
      expect(scene().lines).toEqual([
        `${model.fullName}: there are no more "unit:changed" events: Observing ${model.fullName} was aborted`,
      ]);
    });

    test('is refused where the connection is gone', async () => {
      const model = await scene().model();
      await model.close();

      expect(() => model.on('unit:added', () => undefined)).toThrow(ConnectionClosedError);
      expect(() => model.on('reconnected', () => undefined)).toThrow(ConnectionClosedError);
      expect(() => model.changes()).toThrow(ConnectionClosedError);
    });

    test('is refused for what there is not', async () => {
      const model = await scene().model();

      expect(() => model.on('unit:change' as ModelEvent, () => undefined)).toThrow(
        new TypeError(
          'A model has no event "unit:change". It has disconnected, reconnected, lost, and :added, :changed, :removed ' +
            'of model, application, unit, machine, relation, remoteApplication, offer, such as "unit:changed"',
        ),
      );
      expect(() => model.on('unit:added', undefined as never)).toThrow(
        'model.on("unit:added") needs a function; got undefined',
      );
    });

    test('reports no progress: nobody waits', async () => {
      const model = await withWeb();
      scene().lines.length = 0;
      const seen: string[] = [];
      listen(model, 'unit:changed', ({ name }) => seen.push(name));

      scene().inside(model).unit('web/0').setWorkloadStatus('active', 'from elsewhere');
      await until(() => seen.length > 0);

      expect(scene().lines).toEqual([]);
    });
  });

  describe('model.changes', () => {
    test('tells what changes from the call on, until the loop is left', async () => {
      const model = await scene().model();
      const changes = model.changes();
      await model.deploy(scene().web);

      const seen: string[] = [];
      for await (const { kind, name, change, line } of changes) {
        seen.push(`${kind} ${name} ${change}`);
        if (line?.includes('active/idle "ready"')) break;
      }

      expect(seen.slice(0, 2)).toEqual(['application web added', 'unit web/0 added']);
      expect(seen.at(-1)).toBe('unit web/0 changed');
      const last = model.lastStatus;
      scene().inside(model).unit('web/0').setWorkloadStatus('active', 'unseen');
      await sleep(30);
      expect(model.lastStatus).toBe(last);
    });

    test('tells a slow loop what has changed meanwhile as one difference', async () => {
      const model = await withWeb();
      const messages: (string | undefined)[] = [];
      const unit = () => scene().inside(model).unit('web/0');

      unit().setWorkloadStatus('active', 'one');
      for await (const { kind, after } of model.changes()) {
        if (kind !== 'unit') continue;
        messages.push(after?.workloadStatus.message);
        if (messages.length === 2) break;
        for (const message of ['two', 'three', 'four']) {
          unit().setWorkloadStatus('active', message);
          await model.status();
        }
      }

      expect(messages).toEqual(['one', 'four']);
    });

    test('ends with its signal, and with the connection', async () => {
      const model = await withWeb();
      const aborter = new AbortController();
      const loop = async (signal?: AbortSignal) => {
        for await (const { line } of model.changes({ signal })) expect(line).toBe('never');
      };
      const [one, other] = [loop(aborter.signal), loop()];

      aborter.abort(new Error('enough'));
      await expect(one).rejects.toThrow(RequestAbortedError);
      await expect(one).rejects.toMatchObject({ cause: { message: 'enough' } });
      await Promise.all([model.close(), expect(other).rejects.toThrow(ConnectionClosedError)]);
    });

    test('knows its options', async () => {
      const model = await scene().model();

      expect(() => model.changes({ timeout: '1s' } as never)).toThrow('changes knows no option "timeout"');
    });
  });
});
