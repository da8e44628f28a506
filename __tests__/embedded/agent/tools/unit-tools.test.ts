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
    Object.assign(model.unit('web/0'), { address: '10.0.0.1', publicAddress: '192.0.2.1' });
  });

  const tools = (unit = 'web/0') => hookTools(model, unit, { series });

  test.each([
    ['a leader', 'web/0', ['is-leader'], 'True\n'],
    ['a leader in YAML', 'web/0', ['is-leader', '--format', 'yaml'], 'true\n'],
    ['a leader in JSON', 'web/0', ['is-leader', '--format', 'json'], 'true\n'],
    ['another', 'web/1', ['is-leader'], 'False\n'],
    ['another in JSON', 'web/1', ['is-leader', '--format=json'], 'false\n'],
    ['an address inside', 'web/0', ['unit-get', 'private-address'], '10.0.0.1\n'],
    ['an address outside', 'web/0', ['unit-get', 'public-address'], '192.0.2.1\n'],
    ['an address in JSON', 'web/0', ['unit-get', '--format', 'json', 'public-address'], '"192.0.2.1"\n'],
  ])('prints %s', async (_title, unit, call, stdout) => {
    expect(await tools(unit).run(call)).toEqual({ ...done, stdout });
  });

  test.each([
    ['arguments of is-leader', ['is-leader', 'unwanted'], 2, 'unrecognized args: ["unwanted"]'],
    ['no setting', ['unit-get'], 2, 'no setting specified'],
    ['an unknown setting', ['unit-get', 'protected-address'], 2, 'unknown setting "protected-address"'],
    ['two settings', ['unit-get', 'private-address', 'blah'], 2, 'unrecognized args: ["blah"]'],
    ['no version', ['application-version-set'], 2, 'no version specified'],
    ['two versions', ['application-version-set', '1', '2'], 2, 'unrecognized args: ["2"]'],
    ['arguments of juju-reboot', ['juju-reboot', 'x'], 2, 'unrecognized args: ["x"]'],
    [
      'to reboot',
      ['juju-reboot'],
      1,
      'cannot reboot for web/0: the embedded controller has no machines of its own, machine 0 is the one that the ' +
        'tests run on. Test what follows a reboot on a real controller',
    ],
    [
      'to reboot at once',
      ['juju-reboot', '--now'],
      1,
      'cannot reboot for web/0: the embedded controller has no machines of its own, machine 0 is the one that the ' +
        'tests run on. Test what follows a reboot on a real controller',
    ],
  ])('refuses %s', async (_title, call, code, message) => {
    expect(await tools().run(call)).toEqual({ code, stdout: '', stderr: `ERROR ${message}\n` });
  });

  test('an address that nobody knows is an error', async () => {
    Object.assign(model.unit('web/1'), { address: '', publicAddress: '' });
    expect(await tools('web/1').run(['unit-get', 'public-address'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR public address not found\n',
    });
    expect(await tools('web/1').run(['unit-get', 'private-address'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR private address not found\n',
    });
  });

  test('the version of the workload is known at once', async () => {
    expect(await tools().run(['application-version-set', '--', '-1.2'])).toEqual(done);
    expect(model.unit('web/0').workloadVersion).toBe('-1.2');
    expect(await tools().run(['application-version-set', ''])).toEqual(done);
    expect(model.unit('web/0').workloadVersion).toBe('');
  });
});
