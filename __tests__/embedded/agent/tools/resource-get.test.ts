import type { JujuSeries } from '../../../../src/embedded/state/profile';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  test.each([
    ['prints the path, without a line break', ['data'], 0, '/resources/data/data.txt', ''],
    [
      'says what could not be had',
      ['bogus'],
      1,
      '',
      'ERROR could not download resource: resource "bogus" not found\n',
    ],
    ['wants a name', [], 2, '', 'ERROR missing required resource name\n'],
    ['wants no more', ['data', 'more'], 2, '', 'ERROR unrecognized args: ["more"]\n'],
    ['has no formats', ['--format=json', 'data'], 2, '', 'ERROR option provided but not defined: --format\n'],
  ])('%s', async (_title, args, code, stdout, stderr) => {
    const model = newState(series).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'web');
    const hook = hookTools(model, 'web/0', { series, resources: { data: '/resources/data/data.txt' } });
    expect(await hook.run(['resource-get', ...args])).toEqual({ code, stdout, stderr });
  });
});
