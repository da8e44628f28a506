import { charm } from '../../../src/embedded';
import {
  ApplicationError,
  MachineError,
  UnitError,
  WaitAbortedError,
  WaitFailedError,
  WaitTimeoutError,
} from '../../../src/model/errors';
import type { Model } from '../../../src/model/model';
import { allActive } from '../../../src/model/predicates/all-status';
import { or } from '../../../src/model/predicates/combine';
import { unitStatus } from '../../../src/model/predicates/entity-status';
import type { Predicate } from '../../../src/model/waiting/predicate';
import { profiles, sceneFor, scripts, until } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });
  afterEach(() => {
    for (const [name, script] of Object.entries(scripts)) scene().embedded.charm(name, script);
  });

  /** A model in which the web application is active. */
  async function withWeb(units = 1): Promise<Model> {
    const model = await scene().model();
    await model.deploy(scene().web, { units });
    await model.waitForIdle({ status: 'active' });
    return model;
  }

  test('a wait right after a deploy does not succeed before the charm was installed', async () => {
    const model = await scene().model();
    await model.deploy(scene().web, { units: 2 });

    const status = await model.waitForIdle();

    expect(Object.values(status.units).map(({ workloadStatus }) => workloadStatus.message)).toEqual([
      'ready',
      'ready',
    ]);
    expect(status).toBe(model.lastStatus);
  });

  test('an empty model is idle at once, and an application that is not there never is', async () => {
    const model = await scene().model();

    await expect(model.waitForIdle()).resolves.toMatchObject({ applications: {} });
    await expect(model.waitForIdle({ apps: 'web', timeout: '500ms' })).rejects.toThrow(
      /^Timed out after 0\.5s waiting for web to be idle in .*\nNot ready:\n {2}web {2}is not in the model \(missing\)/,
    );
  });

  test('a timeout that can only be meant in seconds is explained', async () => {
    const model = await scene().model();

    await expect(model.waitForIdle({ apps: 'web', timeout: 60 })).rejects.toThrow(
      /\nA timeout that is a number is in milliseconds: for 60 seconds write '60s'\.$/,
    );
    await expect(model.waitForIdle({ apps: 'web', timeout: '60ms' })).rejects.toThrow(
      /^(?![^]*A timeout that is a number)/,
    );
  });

  test('a name that the model does not have is told at once, with the names that there are, and waited for', async () => {
    const model = await withWeb();
    scene().lines.length = 0;

    const waiting = model.waitForIdle({ apps: ['wbe'], timeout: '500ms' });
    const text = 'wbe is not in the model (missing). Did you mean "web"? It has: web.';
    await until(() => scene().lines.length > 0);
    expect(scene().lines).toEqual([`${model.fullName}: waiting for wbe to be idle: ${text}`]);
    await expect(waiting).rejects.toMatchObject({
      code: 'timeout',
      reasons: [{ entity: 'wbe', missing: true, why: text.slice('wbe '.length) }],
    });
    // Only once, however long it waits.
    expect(scene().lines).toHaveLength(1);

    const predicate = model.wait(or(allActive('wbe'), unitStatus('web/7', 'active')), { timeout: '300ms' });
    await expect(predicate).rejects.toThrow(
      /Not ready:\n {2}wbe {4}is not in the model \(missing\)\. Did you mean "web"\? It has: web\.\n {2}web\/7 {2}is not in the model \(missing\)\. It has: web\/0\./,
    );
    expect(scene().lines.slice(1)).toEqual([
      `${model.fullName}: waiting for or(allActive(wbe), unitStatus(web/7, active)): ${text}`,
      `${model.fullName}: waiting for or(allActive(wbe), unitStatus(web/7, active)): web/7 is not in the model (missing). It has: web/0.`,
    ]);
  });

  test('an application that another command deploys meanwhile is waited for', async () => {
    const model = await scene().model();

    const waiting = model.waitForIdle({ apps: 'web', status: 'active' });
    await until(() => model.lastStatus.timestamp !== undefined);
    await model.deploy(scene().web);

    await expect(waiting).resolves.toMatchObject({
      applications: { web: { status: { current: 'active' } } },
    });
  });

  test('what looks like a secret is neither in the error of a wait nor in its log', async () => {
    const model = await withWeb();
    const failed = model.wait(
      ({ units }) => {
        scene()
          .inside(model)
          .log.append({
            entity: 'unit-web-0',
            timestamp: new Date(Date.now() + 3_600_000),
            module: 'unit.web/0.juju-log',
            location: '',
            level: 'ERROR',
            message: 'cannot log in with password=hunter2222',
          });
        const reasons = [{ entity: 'web/0', why: 'has the token: s3cret-t0ken' }];
        return { ok: units['web/0'] === undefined, reasons };
      },
      { timeout: '200ms' },
    );

    const error = await failed.catch((thrown: unknown) => thrown as WaitTimeoutError);

    expect(error).toMatchObject({ reasons: [{ why: 'has the token: <hidden>' }] });
    const { message, logs } = error as WaitTimeoutError;
    expect(message).toContain('juju-log cannot log in with password=<hidden>');
    expect(message).not.toMatch(/hunter2222|s3cret/);
    expect(logs.at(-1)?.message).toBe('cannot log in with password=<hidden>');
  });

  describe('a wait after a command does not succeed on the state from before it', () => {
    test('after setConfig, even without an idle period, time after time', async () => {
      const model = await withWeb();
      const web = model.applications.require('web');

      for (let round = 0; round < 10; round += 1) {
        await web.setConfig({ greeting: `round ${String(round)}` });
        await model.waitForIdle({ idlePeriod: 0 });

        expect(web.status.message).toBe(`greets with round ${String(round)}`);
      }
    });

    test('after resetConfig', async () => {
      const model = await withWeb();
      const web = model.applications.require('web');
      await web.setConfig({ greeting: 'Hi' });
      await model.waitForIdle({ idlePeriod: 0 });

      await web.resetConfig('greeting');
      await model.waitForIdle({ idlePeriod: 0 });

      expect(web.status.message).toBe('greets with Hello');
    });

    test('and neither does a wait for a predicate', async () => {
      const model = await withWeb();
      const isActive: Predicate = ({ applications }) => applications['web']?.status.current === 'active';

      await model.applications.require('web').setConfig({ greeting: 'Hi' });
      await model.wait(isActive, { successes: 1 });

      expect(model.applications.require('web').status.message).toBe('greets with Hi');
    });

    test('and the state in the middle of a hook is still that from before it', async () => {
      const model = await withWeb();
      const sleeps = charm({
        on: {
          'config-changed': async (unit) => {
            await unit.sleep('20s');
            unit.setStatus('active', 'slept over it');
          },
        },
      });
      scene().embedded.charm('web', sleeps);

      await model.applications.require('web').setConfig({ greeting: 'Hi' });
      await model.wait(({ applications }) => applications['web']?.status.current === 'active', {
        successes: 1,
        settlePeriod: '10m',
      });

      expect(model.applications.require('web').status.message).toBe('slept over it');
    });

    test('after an action that was only started', async () => {
      const model = await withWeb();

      await model.units.require('web/0').startAction('mark');
      await model.waitForIdle({ idlePeriod: 0 });

      expect(model.applications.require('web').status.message).toBe('marked');
    });

    test('but what an action does meanwhile can be waited for', async () => {
      const model = await withWeb();
      const linger = await model.units.require('web/0').startAction('linger');

      const running: Predicate = ({ units }) => units['web/0']?.agentStatus.current === 'executing';

      await expect(model.wait(running, { settlePeriod: '10h', timeout: '5s' })).resolves.toBeDefined();

      await linger.cancel();
    });

    test('after integrate', async () => {
      const model = await withWeb();
      await model.deploy(scene().database);
      await model.waitForIdle();

      await model.integrate('web', 'database');
      await model.waitForIdle({ status: 'active' });

      expect(model.applications.require('web').status.message).toBe('has a database');
    });

    test('after addUnits', async () => {
      const model = await withWeb();

      await model.applications.require('web').addUnits(2);
      const { units } = await model.waitForIdle({ status: 'active', idlePeriod: 0 });

      expect(Object.keys(units)).toEqual(['web/0', 'web/1', 'web/2']);
    });

    test('after a removal that nobody waited for', async () => {
      const model = await withWeb(3);

      await model.removeUnits(['web/1', 'web/2'], { wait: false });
      await model.waitForIdle({ idlePeriod: 0 });

      expect([...model.units.keys()]).toEqual(['web/0']);
    });

    test('after the removal of what it was related to', async () => {
      const model = await withWeb();
      await model.deploy(scene().database);
      await model.integrate('web', 'database');
      await model.waitForIdle({ status: 'active' });

      await model.removeApplication('database', { wait: false });
      await model.waitForIdle({ apps: 'web' });

      expect(model.applications.require('web').status).toMatchObject({
        current: 'blocked',
        message: 'no database',
      });
    });

    test('but a command that changes nothing holds nobody up', async () => {
      const model = await withWeb();
      const web = model.applications.require('web');

      await web.setConfig({ greeting: 'Hello', port: 8080, tls: true, ratio: 0.5 });
      await web.resetConfig(['greeting', 'title']);

      await expect(
        model.waitForIdle({ idlePeriod: 0, settlePeriod: '2h', timeout: '5s' }),
      ).resolves.toBeDefined();
    });

    test('and who does not want to wait for a sign need not', async () => {
      const model = await withWeb();
      scene().embedded.state.models.get(model.uuid);
      scene().embedded.charm('web', charm({ on: { 'config-changed': (unit) => unit.sleep('1h') } }));
      await model.applications.require('web').setConfig({ greeting: 'x' });

      await expect(model.wait(() => true, { successes: 1, settlePeriod: 0 })).resolves.toBeDefined();
    });
  });

  describe('what fails', () => {
    test('in a hook ends the wait at once, with the unit, the hook, the status and the log', async () => {
      const model = await scene().model();
      scene().embedded.faults.failHook({
        of: 'web',
        hook: 'install',
        times: 1_000,
        message: 'no space left',
      });
      await model.deploy(scene().web);

      const failure = model.waitForIdle({ status: 'active' });

      await expect(failure).rejects.toThrow(UnitError);
      const error = (await failure.catch((caught: unknown) => caught)) as UnitError;
      expect(error.message).toMatch(
        /^Units in error: web\/0 \(hook failed: "install"\) \(after \S+ waiting for idle \(status: active\) in /,
      );
      expect(error.message).toMatch(/\n {2}web\/0\*? +error +idle/);
      expect(error.message).toMatch(
        /\nErrors in the debug-log since \S+:\n {2}unit-web-0 \S+ ERROR .*install.*\n.*hook "install".*\n {4}\| +at /,
      );
      expect(error.logs.length).toBeGreaterThan(0);
      expect(error.status?.units['web/0']?.workloadStatus.current).toBe('error');
    });

    test('in a hook is not idle either where errors are not to be raised', async () => {
      const model = await scene().model();
      scene().embedded.faults.failHook({ of: 'web', hook: 'install', times: 1_000 });
      await model.deploy(scene().web);
      await model.wait(({ units }) => units['web/0']?.workloadStatus.current === 'error', { successes: 1 });

      await expect(
        model.waitForIdle({ raiseOnError: false, idlePeriod: 0, timeout: '500ms' }),
      ).rejects.toThrow(/Not ready:\n {2}web\/0 {2}hook failed: "install"/);
    });

    test('in a hook that Juju soon retries need not end the wait', async () => {
      const model = await scene().model();
      scene().embedded.faults.failHook({ of: 'web', hook: 'install', times: 1 });
      await model.deploy(scene().web);

      const status = await model.waitForIdle({ errorGrace: '10m', status: 'active' });

      expect(status.units['web/0']?.workloadStatus.message).toBe('ready');
    });

    test('to be provisioned ends the wait at once', async () => {
      const model = await scene().model();
      scene().embedded.faults.failProvisioning({ error: 'quota exceeded' });
      await model.deploy(scene().web);

      const failure = model.waitForIdle();

      await expect(failure).rejects.toThrow(MachineError);
      await expect(failure).rejects.toThrow(/^Machines in error: 0 \(.*quota exceeded/);
    });

    test('by being blocked ends the wait where that is asked for', async () => {
      const model = await scene().model();
      scene().embedded.charm(
        'web',
        charm({ on: { start: (unit) => unit.setStatus('blocked', 'no database') } }),
      );
      await model.deploy(scene().web);

      await expect(model.waitForIdle({ raiseOnBlocked: true })).rejects.toMatchObject({ code: 'blocked' });
      await expect(model.waitForIdle({ status: 'blocked' })).resolves.toBeDefined();
    });

    test('as an application ends the wait with that', async () => {
      const model = await scene().model();
      await model.deploy(scene().web);
      await model.waitForIdle();
      scene().inside(model).application('web').status.set('error', 'broken');

      await expect(model.waitForIdle()).rejects.toThrow(ApplicationError);
    });
  });

  test('a machine that never comes ends the wait at its deadline, and the message says what is missing', async () => {
    const model = await scene().model();
    scene().embedded.faults.failProvisioning();
    await model.deploy(scene().web);

    const failure = model.waitForIdle({ timeout: '500ms' });

    await expect(failure).rejects.toThrow(WaitTimeoutError);
    await expect(failure).rejects.toThrow(
      /Not ready:\n {2}web\/0 {2}waiting for machine: its charm has not run yet\n/,
    );
  });

  describe('a wait for a predicate', () => {
    test('resolves with the status in which it held', async () => {
      const model = await scene().model();
      await model.deploy(scene().web);

      const status = await model.wait(({ units }) => units['web/0']?.workloadStatus.message === 'ready');

      expect(status.units['web/0']?.workloadStatus.current).toBe('active');
    });

    test('may be told what makes it pointless', async () => {
      const model = await scene().model();
      scene().embedded.faults.failHook({ of: 'web', hook: 'install', times: 1_000 });
      await model.deploy(scene().web);
      const anyError: Predicate = ({ units }) =>
        Object.values(units).some(({ workloadStatus }) => workloadStatus.current === 'error');

      const failure = model.wait(() => false, { error: anyError });

      await expect(failure).rejects.toThrow(WaitFailedError);
      await expect(failure).rejects.toThrow(/^Gave up: anyError \(is true\)/);
    });

    test('that throws ends with what it threw', async () => {
      const model = await scene().model();

      await expect(
        model.wait(({ units }) => (units['web/0'] as unknown as { x: { y: boolean } }).x.y),
      ).rejects.toThrow(TypeError);
    });

    test.each<[unknown, object, string]>([
      ['active', {}, 'wait needs a function of the status; got "active"'],
      [() => true, { error: 'x' }, 'wait needs a function of the status as its error; got "x"'],
      [() => true, { successes: 0 }, 'successes must be a positive whole number; got 0'],
      [() => true, { interval: 1 }, 'wait knows no option "interval"'],
    ])('that makes no sense (%p, %j) is refused', async (ready, options, message) => {
      const model = await scene().model();

      await expect(model.wait(ready as Predicate, options)).rejects.toThrow(message);
    });
  });

  describe('under faults', () => {
    test('a wait goes on over connections that are cut again and again', async () => {
      const model = await scene().model();
      await model.deploy(scene().web, { units: 2 });
      // Each connection from now on carries a login and a few questions, then it breaks.
      scene().embedded.faults.drop({ afterMessages: 4 });
      scene().embedded.faults.drop();

      await model.waitForIdle({ status: 'active' });

      expect(model.units.size).toBe(2);
    });

    test('a wait goes on over a restart of the controller', async () => {
      const model = await scene().model();
      await model.deploy(scene().web);
      const waiting = model.waitForIdle({ status: 'active' });
      await scene().embedded.faults.restart({ downtime: '50ms' });

      await expect(waiting).resolves.toBeDefined();
    });

    test('a wait goes on where the status cannot be had for a while, and says so when it does not end well', async () => {
      const model = await scene().model();
      scene().embedded.faults.failProvisioning();
      await model.deploy(scene().web);
      scene().embedded.faults.failMethod('Client.FullStatus', { message: 'database is busy', times: 2 });

      const failure = model.waitForIdle({ timeout: '500ms' });

      await expect(failure).rejects.toMatchObject({ polls: { failed: 2 } });
      await expect(failure).rejects.toThrow(
        /Polls: \d+ ok, 2 failed \(last: database is busy \(Client\.FullStatus v\d+\)\)$/m,
      );
    });

    test('a wait ends at its deadline where the controller does not answer', async () => {
      const model = await withWeb();
      scene().embedded.faults.hang({ method: 'Client.FullStatus' });

      const failure = model.waitForIdle({ timeout: '100ms' });

      await expect(failure).rejects.toThrow(/^Timed out after 0\.1s .*\nNo status could be had\.\n/);
    });

    test('a wait that is aborted ends at once, whatever the controller does', async () => {
      const model = await withWeb();
      scene().embedded.faults.hang({ method: 'Client.FullStatus' });
      const aborter = new AbortController();
      const waiting = model.waitForIdle({ signal: aborter.signal });
      aborter.abort(new Error('enough'));

      await expect(waiting).rejects.toThrow(WaitAbortedError);
      await expect(waiting).rejects.toMatchObject({ code: 'aborted', cause: { message: 'enough' } });
    });

    test('a wait ends at once when the model is destroyed under it', async () => {
      const model = await scene().model();
      scene().embedded.faults.failProvisioning();
      await model.deploy(scene().web);
      const waiting = model.waitForIdle();
      // It may end before the model has.
      waiting.catch(() => undefined);
      await scene().controller.destroyModel(model.uuid, { force: true, destroyStorage: true });

      await expect(waiting).rejects.toThrow(
        /^Gave up: model-\d+ \(the model is being destroyed\)|lost|not found/,
      );
    });
  });

  test('progress is reported, one line for each entity that goes on', async () => {
    const model = await scene().model();
    scene().lines.length = 0;
    await model.deploy(scene().web);

    await model.waitForIdle();

    const units = scene().lines.filter((line) => line.startsWith(`${model.fullName}: web/0 `));
    expect(units.at(-1)).toMatch(/→ active\/idle "ready"$/);
    expect(new Set(units).size).toBe(units.length);
  });
});

describe("the running test's signal", () => {
  const running: { signal: AbortSignal | undefined } = { signal: undefined };
  const scene = sceneFor({}, { signal: () => running.signal });
  afterEach(() => {
    running.signal = undefined;
  });

  test('ends a wait that began in the test, and no later one', async () => {
    const model = await scene().model();
    scene().embedded.faults.failProvisioning();
    await model.deploy(scene().web);
    const aborter = new AbortController();
    running.signal = aborter.signal;
    const waiting = model.waitForIdle();
    await until(() => model.lastStatus.units['web/0'] !== undefined);
    running.signal = undefined;
    aborter.abort(new Error('the test timed out'));

    await expect(waiting).rejects.toThrow('the test timed out');
    await expect(model.status()).resolves.toBeDefined();
  });

  test('ends whatever a model does, beside the own signal of a call', async () => {
    const model = await scene().model();
    running.signal = AbortSignal.abort(new Error('over'));

    await expect(model.status()).rejects.toMatchObject({ code: 'aborted' });
    await expect(model.getConfig({ signal: new AbortController().signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    await expect(model.deploy(scene().web)).rejects.toMatchObject({ code: 'aborted' });
  });
});
