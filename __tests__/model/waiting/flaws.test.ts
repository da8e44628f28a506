import { JujuBulkError } from '../../../src/juju/errors';
import { ActionFailedError } from '../../../src/model/action/action-result';
import { MachineError, WaitTimeoutError } from '../../../src/model/errors';
import type { Model } from '../../../src/model/model';
import { profiles, sceneFor, scripts, until } from '../../support/model-scene';

// What python-libjuju gets wrong, as its issues and our reading of it tell, flaw by flaw: each test names one. The edges
// of what they are about are tested where it is.
describe.each(profiles)('flaws of python-libjuju that are not ours, on Juju %s:', (juju) => {
  const scene = sceneFor({ juju });
  afterEach(() => {
    for (const [name, script] of Object.entries(scripts)) scene().embedded.charm(name, script);
  });

  async function withWeb(units = 1): Promise<Model> {
    const model = await scene().model();
    await model.deploy(scene().web, { units });
    await model.waitForIdle({ status: 'active' });
    return model;
  }

  const short = { timeout: '250ms' } as const;

  test('false idle before install: idle while the agent is still being installed', async () => {
    const model = await scene().model();
    scene().embedded.faults.failProvisioning();
    await model.deploy(scene().web);

    await expect(model.waitForIdle({ ...short, idlePeriod: 0, settlePeriod: 0 })).rejects.toThrow(
      /web\/0 {2}waiting for machine: its charm has not run yet/,
    );
  });

  test('scale-down: a wait right after it returns at once', async () => {
    const model = await withWeb(3);

    await model.removeUnits(['web/1', 'web/2'], { wait: false });
    const status = await model.waitForIdle({ apps: 'web', waitForExactUnits: 1, idlePeriod: 0 });

    expect(Object.keys(status.units)).toEqual(['web/0']);
  });

  test('zero units: an application that lost its last unit is idle', async () => {
    const model = await withWeb();
    await model.removeUnits('web/0');

    await expect(model.waitForIdle({ ...short, idlePeriod: 0 })).rejects.toThrow(/web {2}0 units, want ≥ 1/);
    await expect(model.waitForIdle({ waitForExactUnits: 0 })).resolves.toBeDefined();
  });

  test('zero units: exactly none is idle without an idle period', async () => {
    const model = await withWeb();
    await model.removeUnits('web/0');

    await expect(model.waitForIdle({ ...short, waitForExactUnits: 0, idlePeriod: '10h' })).rejects.toThrow(
      /web {2}idle for \S+, want 10h0m/,
    );
  });

  test('subset with exact units: a number is for one application only, and hides the status of others', async () => {
    const model = await withWeb(2);
    await model.deploy(scene().database);
    await model.waitForIdle({ status: 'active' });

    await expect(
      model.waitForIdle({ apps: ['web', 'database'], waitForExactUnits: { web: 2 } }),
    ).resolves.toBeDefined();
    await expect(
      model.waitForIdle({ ...short, apps: ['web', 'database'], waitForExactUnits: { web: 2, database: 2 } }),
    ).rejects.toThrow(/Not ready:\n {2}database {2}1 unit, want exactly 2\n/);
    scene().inside(model).application('web').status.set('waiting', 'for more');
    await expect(
      model.waitForIdle({ ...short, apps: 'web', waitForExactUnits: 2, status: 'active' }),
    ).rejects.toThrow(/web {2}app status is "waiting", want "active": for more/);
  });

  test('at least so many units: one that was ready once counts for ever', async () => {
    const model = await withWeb(2);
    const inside = scene().inside(model);
    const waiting = model.waitForIdle({
      apps: 'web',
      waitForAtLeastUnits: 2,
      status: 'active',
      idlePeriod: '1h',
      timeout: '1s',
    });
    await until(() => model.lastStatus.units['web/1']?.workloadStatus.current === 'active');
    inside.unit('web/1').setWorkloadStatus('blocked', 'no more');

    await expect(waiting).rejects.toThrow(
      /web {4}1 of its units are ready, want ≥ 2\n {2}web\/1 {2}workload is "blocked", want "active": no more/,
    );
  });

  test('hook failure with raiseOnError: false: the unit is idle', async () => {
    const model = await scene().model();
    scene().embedded.faults.failHook({ of: 'web', hook: 'start', times: 1_000 });
    await model.deploy(scene().web);

    await expect(model.waitForIdle({ ...short, raiseOnError: false, idlePeriod: 0 })).rejects.toThrow(
      WaitTimeoutError,
    );
    await expect(model.waitForIdle({ ...short, raiseOnError: false, idlePeriod: 0 })).rejects.toThrow(
      /web\/0 {2}hook failed: "start"/,
    );
  });

  test('provisioning errors: a machine that the cloud refuses is waited for until the timeout', async () => {
    const model = await scene().model();
    scene().embedded.faults.failProvisioning({ error: 'quota exceeded' });
    await model.deploy(scene().web);

    await expect(model.waitForIdle({ timeout: '1h' })).rejects.toThrow(MachineError);
  });

  test('removed entities after a reconnect: they stay in the cache for ever', async () => {
    const model = await withWeb(2);
    await model.deploy(scene().database);
    await model.waitForIdle();
    const restarted = scene().embedded.faults.restart({ downtime: '50ms' });
    scene().inside(model).destroyApplication('database', { force: true });
    scene().inside(model).destroyUnit('web/1', { force: true });
    await restarted;

    await model.blockUntil(() => !model.applications.has('database') && !model.units.has('web/1'));

    expect([...model.applications.keys()]).toEqual(['web']);
    expect([...model.units.keys()]).toEqual(['web/0']);
  });

  test('falsy config values: false, 0 and the empty text are not sent', async () => {
    const model = await withWeb();
    const web = model.applications.require('web');

    await web.setConfig({ tls: false, port: 0, greeting: '' });

    expect(await web.getConfig()).toMatchObject({ tls: false, port: 0, greeting: '' });
  });

  test('cancelled actions: whoever waits for one waits for ever', async () => {
    const model = await withWeb();
    const action = await model.units.require('web/0').startAction('linger');
    const waiting = action.wait({ timeout: '1h' });
    await Promise.all([action.cancel(), expect(waiting).rejects.toThrow(ActionFailedError)]);

    await expect(action.result()).resolves.toMatchObject({
      status: expect.stringMatching(/^(?:cancelled|aborted)$/) as string,
    });
  });

  test('one failure in a bulk call: what succeeded is lost, and so is which failed', async () => {
    const model = await withWeb(2);

    const failure: unknown = await model
      .removeUnits(['web/1', 'web/7', 'web/8'])
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(JujuBulkError);
    expect((failure as JujuBulkError).errors.map(({ text }) => text)).toEqual([
      expect.stringContaining('web/7'),
      expect.stringContaining('web/8'),
    ]);
    expect((failure as JujuBulkError).results).toHaveLength(3);
    await model.blockUntil(() => model.units.size === 1);
    expect([...model.units.keys()]).toEqual(['web/0']);
  });
});
