import { onEmbedded } from '../support/ops-test-embedded';

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  test('logModel reports the status and the errors in the debug-log, and nothing that is no error', async () => {
    const { opsTest, host } = await file.open();
    const { log } = file.controller.state.model(opsTest.model.uuid);
    const line = { entity: 'unit-web-0', timestamp: new Date(), module: 'unit.web/0.juju-log', location: '' };
    log.append({ ...line, level: 'ERROR', message: 'disk full' });
    log.append({ ...line, level: 'INFO', message: 'all is well' });

    await opsTest.logModel();

    const text = host.lines.at(-1) ?? '';
    expect(text).toMatch(new RegExp(`^Status of model ${opsTest.modelFullName ?? ''}:\nModel +Cloud`));
    expect(text).toMatch(/Errors in its debug-log:\n.*ERROR unit\.web\/0\.juju-log disk full$/);
  });

  test('logModel shows the whole status, machines that are well too', async () => {
    const { opsTest, host } = await file.open();
    await opsTest.model.addMachine();
    await opsTest.model.wait(({ machines }) => machines['0']?.agentStatus.current === 'started');

    await opsTest.logModel();

    expect(host.lines.at(-1)).toMatch(/\nMachine +State .*\n0 +started /);
  });

  test('logModel hides what looks like a secret, in the log and in a status', async () => {
    const { opsTest, host } = await file.open();
    const model = file.controller.state.model(opsTest.model.uuid);
    const line = { entity: 'unit-web-0', timestamp: new Date(), module: 'unit.web/0.juju-log', location: '' };
    model.log.append({ ...line, level: 'ERROR', message: 'login with password=hunter2222 failed' });

    await opsTest.logModel();

    expect(host.lines.at(-1)).toMatch(/login with password=<hidden> failed$/);
  });

  test('logModel says so where there are no errors', async () => {
    const { opsTest, host } = await file.open();

    await opsTest.logModel();

    expect(host.lines.at(-1)).toMatch(/\nNo errors in its debug-log\.$/);
  });
});
