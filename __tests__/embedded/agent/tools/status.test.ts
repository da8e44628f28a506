import type { JujuSeries } from '../../../../src/embedded/state/profile';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const done = { code: 0, stdout: '', stderr: '' };

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  let model: Model;

  beforeEach(async () => {
    model = newState(series).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'web', { units: 2 });
    model.application('web').leader = 'web/0';
    model.unit('web/0').setWorkloadStatus('blocked', 'needs a db');
    model.unit('web/1').setWorkloadStatus('active', '', { why: 'so' });
  });

  const tools = (unit = 'web/0') => hookTools(model, unit, { series });

  test.each([
    ['the status', ['status-get'], 'blocked\n'],
    ['the status in YAML', ['status-get', '--format', 'yaml'], 'status: blocked\n'],
    ['the status in JSON', ['status-get', '--format', 'json'], '{"status":"blocked"}\n'],
    ['all', ['status-get', '--include-data'], 'message: needs a db\nstatus: blocked\nstatus-data: {}\n'],
    [
      'all as ops asks for it',
      ['status-get', '--include-data', '--format=json', '--application=False'],
      '{"message":"needs a db","status":"blocked","status-data":{}}\n',
    ],
    ['the status of the application', ['status-get', '--application'], 'blocked\n'],
    [
      'the status of the application and its units',
      ['status-get', '--application', '--format=json'],
      '{"application-status":{"status":"blocked","units":{"web/0":{"status":"blocked"},"web/1":{"status":"active"}}}}\n',
    ],
    [
      'all of the application and its units',
      ['status-get', '--application', '--include-data'],
      'application-status:\n  message: needs a db\n  status: blocked\n  status-data: {}\n  units:\n    web/0:\n' +
        '      message: needs a db\n      status: blocked\n      status-data: {}\n    web/1:\n      message: ""\n' +
        '      status: active\n      status-data:\n        why: so\n',
    ],
  ])('status-get prints %s', async (_title, call, stdout) => {
    expect(await tools().run(call)).toEqual({ ...done, stdout });
  });

  test('status-get prints what the hook saw first', async () => {
    const hook = tools();
    await hook.run(['status-get']);
    await hook.run(['status-set', 'active']);
    expect(await hook.run(['status-get'])).toEqual({ ...done, stdout: 'blocked\n' });
    const other = tools();
    await other.run(['status-set', 'waiting']);
    expect(await other.run(['status-get'])).toEqual({ ...done, stdout: 'waiting\n' });
  });

  test.each(['maintenance', 'blocked', 'waiting', 'active'])('status-set says %s', async (status) => {
    expect(await tools().run(['status-set', status, 'a message'])).toEqual(done);
    expect(model.unit('web/0').workload).toMatchObject({ status, message: 'a message' });
    expect(await tools().run(['status-set', status])).toEqual(done);
    expect(model.unit('web/0').workload).toMatchObject({ status, message: '' });
  });

  test('the leader says how the application is', async () => {
    expect(await tools().run(['status-set', '--application=True', 'active', '--', '-- up'])).toEqual(done);
    expect(model.application('web').status).toMatchObject({ status: 'active', message: '-- up' });
  });

  test.each([
    ['no status', 'web/0', ['status-set'], 2, 'invalid args, require <status> [message]'],
    [
      'a status that charms cannot set',
      'web/0',
      ['status-set', 'error'],
      2,
      'invalid status "error", expected one of [maintenance blocked waiting active]',
    ],
    ['a message in two', 'web/0', ['status-set', 'active', 'a', 'b'], 2, 'unrecognized args: ["b"]'],
    ['arguments of status-get', 'web/0', ['status-get', 'x'], 2, 'unrecognized args: ["x"]'],
    [
      'to speak for the application',
      'web/1',
      ['status-set', '--application', 'active'],
      1,
      'this unit is not the leader',
    ],
    [
      'to show the application',
      'web/1',
      ['status-get', '--application'],
      1,
      'finding application status: this unit is not the leader',
    ],
  ])('refuses %s', async (_title, unit, call, code, message) => {
    expect(await tools(unit).run(call)).toEqual({ code, stdout: '', stderr: `ERROR ${message}\n` });
  });
});
