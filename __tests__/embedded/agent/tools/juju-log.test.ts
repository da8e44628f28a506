import type { HookInfo } from '../../../../src/embedded/engine/hook-info';
import type { JujuSeries } from '../../../../src/embedded/state/profile';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const inRelation: { readonly hook: HookInfo; readonly name: string } = {
  name: 'db-relation-changed',
  hook: { kind: 'relation-changed', relationId: 3, remoteUnit: 'database/0', remoteApplication: 'database' },
};

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  let model: Model;

  beforeEach(async () => {
    model = newState(series).addModel({
      name: 'test',
      owner: 'admin',
      config: { 'logging-config': '<root>=TRACE' },
    });
    await deployFixture(model, 'web');
  });

  const logged = () =>
    model.log.entries
      .filter(({ module }) => module === 'unit.web/0.juju-log')
      .map(({ level, message }) => `${level} ${message}`);

  test.each([
    ['its arguments with spaces between', ['juju-log', 'hello', 'there  world'], ['INFO hello there  world']],
    ['what is after --', ['juju-log', '--log-level', 'DEBUG', '--', '-l', 'x'], ['DEBUG -l x']],
    ['an empty message', ['juju-log', ''], ['INFO ']],
    ['at the level of -l', ['juju-log', '-l', 'error', 'x'], ['ERROR x']],
    ['at the level of --log-level', ['juju-log', '--log-level=Warn', 'x'], ['WARNING x']],
    ['at level CRITICAL', ['juju-log', '-lCRITICAL', 'x'], ['CRITICAL x']],
    ['at level TRACE', ['juju-log', '-l', 'TRACE', 'x'], ['TRACE x']],
    ['--debug before any level', ['juju-log', '--debug', '-l', 'ERROR', 'x'], ['DEBUG x']],
    ['at INFO by an empty level', ['juju-log', '-l', '', 'x'], ['INFO x']],
    ['nothing at level UNSPECIFIED', ['juju-log', '-l', 'UNSPECIFIED', 'x'], []],
    [
      'at INFO by an unknown level, and says so',
      ['juju-log', '-l', 'LOUD', 'x'],
      ['WARNING Specified log level of "LOUD" is not valid', 'INFO x'],
    ],
  ])('writes %s', async (_title, call, lines) => {
    expect(await hookTools(model, 'web/0', { series }).run(call)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(logged()).toEqual(lines);
  });

  test('says which relation the hook is about', async () => {
    const tools = hookTools(model, 'web/0', { series, ...inRelation });
    await tools.run(['juju-log', 'hello']);
    await tools.run(['juju-log', '-l', 'LOUD', 'hello']);
    expect(logged()).toEqual([
      'INFO db:3: hello',
      'WARNING Specified log level of "LOUD" is not valid',
      'INFO db:3: hello',
    ]);
  });

  test('wants a message', async () => {
    expect(await hookTools(model, 'web/0', { series }).run(['juju-log', '-l', 'INFO'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'ERROR no message specified\n',
    });
  });

  test('says that --format means nothing any more', async () => {
    expect(await hookTools(model, 'web/0', { series }).run(['juju-log', '--format', 'foo', 'msg'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '--format flag deprecated for command "juju-log"',
    });
    expect(logged()).toEqual(['INFO msg']);
  });
});
