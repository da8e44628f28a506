import { JujuError } from '../../src/errors';
import { onEmbedded } from '../support/ops-test-embedded';
import { until } from '../support/ops-test-until';

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  test('an end that comes while the controller is being connected ends the beginning, and no model is made', async () => {
    const { opsTest, host } = file.make();
    file.controller.faults.delay(300, { method: 'Admin.Login' });
    const starting = opsTest.start().catch((error: unknown) => error);

    await opsTest.finish();

    expect(await starting).toBeInstanceOf(JujuError);
    expect(file.models()).toEqual([]);
    expect(host.journaled).toEqual([]);
  });

  test('an end that comes while the model is being made waits for it, and destroys it', async () => {
    const { opsTest, host } = file.make();
    file.controller.faults.delay(200, { method: 'ModelManager.CreateModel', times: 1 });
    const starting = opsTest.start().catch((error: unknown) => error);
    await until(() => host.journaled.length > 0);

    await opsTest.finish();
    await starting;

    expect(file.models()).toEqual([]);
  });

  test('after the end nothing is started', async () => {
    const { opsTest, host } = file.make();
    await opsTest.finish();

    await expect(opsTest.start()).rejects.toThrow('opsTest cannot be started: the test file is over.');

    expect(host.journaled).toEqual([]);
  });

  test('a test that is given up stops connecting to a controller that is silent', async () => {
    const { opsTest, host } = file.make();
    file.controller.faults.hang({ at: 'accept' });
    const starting = opsTest.start().catch((error: unknown) => error);

    setTimeout(() => host.test.abort(new Error('the test timed out')), 50);

    expect(await starting).toMatchObject({ code: 'aborted' });
  });
});
