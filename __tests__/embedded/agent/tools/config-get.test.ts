import type { JujuSeries } from '../../../../src/embedded/state/profile';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  let model: Model;

  beforeAll(async () => {
    model = newState(series).addModel({ name: 'test', owner: 'admin' });
    const web = await deployFixture(model, 'web');
    web.config.set('port', 1_234_567);
  });

  test.each([
    ['a text', ['config-get', 'title'], 'Welcome\n'],
    ['a text in JSON', ['config-get', 'title', '--format=json'], '"Welcome"\n'],
    ['a truth', ['config-get', 'debug'], 'False\n'],
    ['a number, which is a float on its way', ['config-get', 'port'], '1.234567e+06\n'],
    ['a number in JSON', ['config-get', 'port', '--format', 'json'], '1234567\n'],
    ['a fraction', ['config-get', 'ratio'], '0.5\n'],
    ['an option without a value', ['config-get', 'token'], ''],
    ['an option without a value in JSON', ['config-get', 'token', '--format', 'json'], 'null\n'],
    ['an option that there is not', ['config-get', 'bogus'], ''],
    ['an option that there is not in YAML', ['config-get', 'bogus', '--format', 'yaml'], ''],
    [
      'all that have a value',
      ['config-get'],
      'debug: false\nport: 1.234567e+06\nratio: 0.5\ntitle: Welcome\n',
    ],
    [
      'the same by an empty key',
      ['config-get', ''],
      'debug: false\nport: 1.234567e+06\nratio: 0.5\ntitle: Welcome\n',
    ],
    [
      'all',
      ['config-get', '-a'],
      'debug: false\nport: 1.234567e+06\nratio: 0.5\ntitle: Welcome\ntoken: null\n',
    ],
    [
      'all in JSON',
      ['config-get', '--all', '--format=json'],
      '{"debug":false,"port":1234567,"ratio":0.5,"title":"Welcome","token":null}\n',
    ],
  ])('prints %s', async (_title, call, stdout) => {
    expect(await hookTools(model, 'web/0', { series }).run(call)).toEqual({ code: 0, stdout, stderr: '' });
  });

  test.each([
    [
      'all with a key',
      ['config-get', '--all', 'title'],
      'cannot use argument --all together with key "title"',
    ],
    ['two keys', ['config-get', 'title', 'port'], 'unrecognized args: ["port"]'],
  ])('refuses %s', async (_title, call, message) => {
    expect(await hookTools(model, 'web/0', { series }).run(call)).toEqual({
      code: 2,
      stdout: '',
      stderr: `ERROR ${message}\n`,
    });
  });

  test('what changes while the hook runs it does not see', async () => {
    const tools = hookTools(model, 'web/0', { series });
    await tools.run(['config-get', 'title']);
    model.setApplicationConfig('web', { title: 'Bye' });
    expect(await tools.run(['config-get', 'title'])).toMatchObject({ stdout: 'Welcome\n' });
    expect(await hookTools(model, 'web/0', { series }).run(['config-get', 'title'])).toMatchObject({
      stdout: 'Bye\n',
    });
    model.setApplicationConfig('web', { title: 'Welcome' });
  });
});
