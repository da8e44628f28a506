import { JujuError } from '../../src/errors';
import { ConnectionClosedError, ConnectionLostError } from '../../src/juju/errors';
import type { CallLimits } from '../../src/model/calls/call-limits';
import type { LogEntry } from '../../src/model/debug-log';
import { EntityNotFoundError } from '../../src/model/errors';
import { allActive } from '../../src/model/predicates/all-status';
import { ModelScene, profiles, sceneFor, until } from '../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test('what asks for the status ends with its timeout where the controller never answers', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);
    scene().embedded.faults.hang({ method: 'Client.FullStatus' });
    const limits = { timeout: '100ms' } as const;

    const ends = [
      model.status(limits),
      web.setConfig({ port: 1 }, limits),
      web.addUnits(1, limits),
      web.remove(limits),
      model.integrate('web', 'database', limits),
      model.deploy(scene().database, limits),
    ];

    // All at once: one that fails while another is waited for would be nobody's.
    await Promise.all(ends.map((end) => expect(end).rejects.toMatchObject({ code: 'timeout' })));
  });

  test('the properties show what each awaited command left behind', async () => {
    const model = await scene().model();
    expect([...model.applications]).toEqual([]);

    const web = await model.deploy(scene().web);
    expect([...model.applications.keys()]).toEqual(['web']);
    expect([...model.units.keys()]).toEqual(['web/0']);
    expect([...model.machines.keys()]).toEqual(['0']);

    await web.addUnits();
    expect(model.units.has('web/1')).toBe(true);

    await model.removeApplication('web');
    expect(model.applications.size).toBe(0);
    expect(model.units.size).toBe(0);
  });

  test('two looks at the same thing give the same object', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);
    const before = { units: model.units, unit: model.units.require('web/0') };

    expect(model.units).toBe(before.units);
    await web.addUnits();

    expect(model.applications.require('web')).toBe(web);
    expect(model.units.require('web/0')).toBe(before.unit);
    expect(web.units[0]).toBe(before.unit);
    expect(before.units.size).toBe(1);
  });

  test('a status that is asked for is of now, and the properties show it from then on', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);
    await model.waitForIdle();
    scene().inside(model).application('web').status.set('active', 'changed behind our back');
    expect(model.applications.require('web').status.message).toBe('ready');

    const status = await model.status();

    expect(status.applications['web']?.status.message).toBe('changed behind our back');
    expect(model.lastStatus).toBe(status);
    expect(model.applications.require('web').status.message).toBe('changed behind our back');
  });

  test("Juju's own form of the status is there for whoever needs it", async () => {
    const model = await scene().model();
    await model.deploy(scene().web);

    expect(await model.rawStatus()).toMatchObject({
      applications: { web: { charm: 'local:web-0' } },
      model: { 'cloud-tag': 'cloud-localhost' },
    });
  });

  test('the status is a table for people, too', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);

    expect(model.statusTable()).toMatch(/\nApp +Version .*\nweb +/);
  });

  test('what must be there and is not is named with what is', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);

    expect(() => model.applications.require('wbe')).toThrow(EntityNotFoundError);
    expect(() => model.applications.require('wbe')).toThrow(
      `There is no application "wbe" in ${model.fullName}. Did you mean "web"? It has: web.`,
    );
    expect(() => model.units.require('web/1')).toThrow(
      `There is no unit "web/1" in ${model.fullName}. It has: web/0.`,
    );
    expect(() => model.machines.require('7')).toThrow(
      `There is no machine "7" in ${model.fullName}. It has: 0.`,
    );
  });

  describe('the options of a model', () => {
    test('are values, or values with where they come from', async () => {
      const model = await scene().model();
      await model.setConfig({ 'update-status-hook-interval': '1m' });

      expect(await model.getConfig()).toMatchObject({
        name: model.name,
        'update-status-hook-interval': '1m',
      });
      expect(await model.getConfigDetails()).toMatchObject({
        'update-status-hook-interval': { value: '1m', source: 'model' },
        'automatically-retry-hooks': { value: true, source: 'default' },
      });
    });

    test('are set and reset, falsy values too', async () => {
      const model = await scene().model();
      await model.setConfig({ 'automatically-retry-hooks': false, 'default-space': '' });
      expect(await model.getConfig()).toMatchObject({ 'automatically-retry-hooks': false });

      await model.resetConfig(['automatically-retry-hooks']);

      expect((await model.getConfigDetails())['automatically-retry-hooks']).toEqual({
        value: true,
        source: 'default',
      });
    });

    test('cannot be set to nothing', async () => {
      const model = await scene().model();

      await expect(model.setConfig({ development: null as unknown as boolean })).rejects.toThrow(
        `The option "development" of model ${model.fullName} cannot be set to null. To give the option its default again, use resetConfig("development").`,
      );
    });
  });

  describe('the debug-log', () => {
    async function withLog() {
      const model = await scene().model();
      await model.deploy(scene().web);
      await model.waitForIdle();
      const { log } = scene().inside(model);
      log.append({
        entity: 'unit-web-0',
        level: 'ERROR',
        module: 'juju.worker',
        location: 'x.go:1',
        message: 'one',
      });
      log.append({
        entity: 'machine-0',
        level: 'WARNING',
        module: 'juju.machine',
        location: '',
        message: 'two',
      });
      return { model, log };
    }

    async function all(lines: AsyncIterable<LogEntry>): Promise<LogEntry[]> {
      const found: LogEntry[] = [];
      for await (const line of lines) found.push(line);
      return found;
    }

    test('has what was written, and ends where it is not to be followed', async () => {
      const { model } = await withLog();

      const lines = await all(model.debugLog({ follow: false }));

      expect(lines.map(({ message }) => message)).toEqual(expect.arrayContaining(['one', 'two']));
      expect(lines.find(({ message }) => message === 'one')).toEqual({
        entity: 'unit-web-0',
        timestamp: expect.any(Date) as Date,
        level: 'ERROR',
        module: 'juju.worker',
        location: 'x.go:1',
        message: 'one',
      });
    });

    test('can be asked for the grave lines, for those of some entities, for the last ones', async () => {
      const { model } = await withLog();
      const texts = async (options: Parameters<typeof model.debugLog>[0]) =>
        (await all(model.debugLog({ follow: false, ...options }))).map(({ message }) => message);

      expect(await texts({ level: 'ERROR' })).toEqual(['one']);
      expect(await texts({ include: 'machine-0', level: 'WARNING' })).toEqual(['two']);
      expect(await texts({ includeModule: 'juju.worker', exclude: ['machine-0'] })).toContain('one');
      expect(await texts({ backlog: 1 })).toEqual(['two']);
      expect(await texts({ since: new Date(Date.now() + 60_000) })).toEqual([]);
    });

    test('goes on with what is yet to be written, until the loop is left', async () => {
      const { model, log } = await withLog();
      const seen: string[] = [];

      for await (const { message } of model.debugLog({ level: 'WARNING' })) {
        seen.push(message);
        if (message === 'two')
          log.append({ entity: 'machine-0', level: 'ERROR', module: 'm', location: '', message: 'three' });
        if (message === 'three') break;
      }

      expect(seen).toEqual(['one', 'two', 'three']);
    });

    test('ends when it is aborted', async () => {
      const { model } = await withLog();
      const aborter = new AbortController();
      const lines = model.debugLog({ signal: aborter.signal })[Symbol.asyncIterator]();
      await lines.next();
      aborter.abort(new Error('enough'));

      const rest = async () => {
        for (let next = await lines.next(); !next.done; next = await lines.next());
      };

      await expect(rest()).rejects.toMatchObject({ code: 'aborted' });
    });

    test('refuses options that nobody reads', async () => {
      const { model } = await withLog();

      await expect(all(model.debugLog({ lines: 3 } as object))).rejects.toThrow(
        'debugLog knows no option "lines"',
      );
    });
  });

  test('a model that was let go of fails, in its properties too', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);
    await model.close();
    await model.close();

    expect(() => model.applications).toThrow(ConnectionClosedError);
    expect(() => model.units).toThrow(
      `The connection to ${model.fullName} was closed: the model was forgotten, or its test file has ended.`,
    );
    await expect(model.status()).rejects.toThrow(ConnectionClosedError);
    await expect(model.waitForIdle()).rejects.toThrow(ConnectionClosedError);
  });

  test('a command in flight when the connection breaks may have been carried out, and the error says so', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);
    await model.waitForIdle();
    scene().embedded.faults.drop({ method: 'Application.SetConfigs', executed: true, times: 1 });

    await expect(web.setConfig({ greeting: 'Hi' })).rejects.toMatchObject({ maybeApplied: true });

    expect(await web.getConfig()).toMatchObject({ greeting: 'Hi' });
    await model.waitForIdle({ idlePeriod: 0 });
    expect(web.status.message).toBe('greets with Hi');
  });

  test.each<[string, () => CallLimits]>([
    ['that takes too long', () => ({ timeout: '100ms' })],
    ['that is aborted', () => ({ signal: AbortSignal.timeout(100) })],
  ])('a command %s may be carried out all the same: waits heed it', async (_, limits) => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);
    await model.waitForIdle();
    scene().embedded.faults.hang({ method: 'Application.SetConfigs', times: 1 });

    await expect(web.setConfig({ greeting: 'Hi' }, limits())).rejects.toThrow(JujuError);

    await expect(model.wait(allActive(), { timeout: '200ms', settlePeriod: '2h' })).rejects.toThrow(
      /web\/0 +agent has not run anything since the configuration of web was changed/,
    );
  });

  test('what await using does in the end is for the layer above to say; else it lets go', async () => {
    const mine = await scene().model();
    const forgotten: string[] = [];
    {
      await using model = await scene().controller.model(mine.name);
      model.onDispose(() => {
        forgotten.push(model.name);
        return Promise.resolve();
      });
    }
    expect(forgotten).toEqual([mine.name]);

    await mine[Symbol.asyncDispose]();
    expect(() => mine.lastStatus).toThrow(ConnectionClosedError);
  });

  test('polls of many waits are shared: each sees the end of the same status', async () => {
    const model = await scene().model();
    await model.deploy(scene().web, { units: 3 });

    const statuses = await Promise.all([
      // Each has a clock of its own for an idle period, and they may differ by a tick.
      model.waitForIdle({ idlePeriod: 0 }),
      model.waitForIdle({ apps: 'web', idlePeriod: 0 }),
      model.waitForIdle({ apps: ['web'], idlePeriod: 0 }),
    ]);

    expect(new Set(statuses).size).toBe(1);
  });

  test('the last machine goes with its last unit, and the maps show it', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);
    await model.waitForIdle();
    await model.removeApplication('web');
    await until(() => scene().inside(model).machines.size === 0);
    await model.status();

    expect(model.machines.size).toBe(0);
  });
});

test('a model that is lost fails at once, in its properties too: what was last known may no longer be true', async () => {
  await using scene = await ModelScene.start({}, { reconnectTimeout: '100ms' });
  const model = await scene.model();
  const web = await model.deploy(scene.web);
  const waiting = model.waitForIdle({ status: 'blocked' });
  waiting.catch(() => undefined);
  scene.embedded.faults.refuse();
  scene.embedded.faults.drop();

  await expect(waiting).rejects.toThrow(ConnectionLostError);
  expect(() => model.applications).toThrow(ConnectionLostError);
  expect(() => web.status).toThrow(/is lost: what was last known of it may no longer be true/);
  await expect(model.status()).rejects.toThrow(ConnectionLostError);
});
