import { onEmbedded } from '../support/ops-test-embedded';
import { program } from '../support/ops-test-programs';

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

  test('logModel says so where there are no errors', async () => {
    const { opsTest, host } = await file.open();

    await opsTest.logModel();

    expect(host.lines.at(-1)).toMatch(/\nNo errors in its debug-log\.$/);
  });

  test('a command finds the current model in JUJU_MODEL, and the controller in JUJU_DATA', async () => {
    const env = {
      PATH: process.env['PATH'],
      JUJU_DATA: file.controller.jujuData,
      JUJU_CONTROLLER: 'embedded',
      JUJU_MODEL: 'embedded:other',
    };
    const { opsTest } = await file.open({}, { env });
    const second = await opsTest.trackModel('second');
    const variables = async () => {
      const { stdout } = await opsTest.run(program('print-environment'), { check: true });
      return stdout
        .split('\n')
        .filter((line) => line.startsWith('JUJU_'))
        .sort();
    };

    const data = `JUJU_DATA=${file.controller.jujuData}`;
    expect(await variables()).toEqual([data, `JUJU_MODEL=${opsTest.modelFullName ?? ''}`]);
    expect(await opsTest.modelContext('second', variables)).toEqual([
      data,
      `JUJU_MODEL=embedded:${second.name}`,
    ]);
    await opsTest.forgetModel('main');
    expect(await variables()).toEqual(['JUJU_CONTROLLER=embedded', data]);
  });
});
