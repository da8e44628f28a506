import type { Action } from '../../../../src/embedded/state/action-entities';
import type { JujuSeries } from '../../../../src/embedded/state/profile';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const done = { code: 0, stdout: '', stderr: '' };

const parameters = {
  name: 'Juju',
  times: 1_000_000,
  loud: true,
  outfile: { name: 'out.tgz', size: { unit: 'GiB' } },
  list: ['a', 'b'],
};

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  let model: Model;

  beforeEach(async () => {
    model = newState(series).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'web');
  });

  function action(given: Readonly<Record<string, unknown>> = parameters) {
    const operation = model.enqueue([{ receiver: 'web/0', name: 'greet', parameters: { name: 'Juju' } }]);
    const enqueued = operation.actions[0] as Action;
    enqueued.status = 'running';
    return {
      enqueued,
      hook: hookTools(model, 'web/0', { series, action: { ...enqueued, parameters: given } }),
    };
  }

  test.each([
    ['a text', ['action-get', 'name'], 'Juju\n'],
    ['a truth', ['action-get', 'loud'], 'True\n'],
    ['a number, which is a float on its way', ['action-get', 'times'], '1e+06\n'],
    ['a number in JSON', ['action-get', 'times', '--format=json'], '1000000\n'],
    ['a list', ['action-get', 'list'], '- a\n- b\n'],
    ['a text in a map', ['action-get', 'outfile.name'], 'out.tgz\n'],
    ['a map in a map', ['action-get', 'outfile.size'], 'unit: GiB\n'],
    ['a map in a map in JSON', ['action-get', 'outfile.size', '--format', 'json'], '{"unit":"GiB"}\n'],
    ['nothing of what is not there', ['action-get', 'bogus'], ''],
    ['nothing below a text', ['action-get', 'name.first', '--format=json'], 'null\n'],
    ['nothing of what every object has', ['action-get', 'constructor', '--format=json'], 'null\n'],
    [
      'all',
      ['action-get', '--format', 'json'],
      '{"list":["a","b"],"loud":true,"name":"Juju","outfile":{"name":"out.tgz","size":{"unit":"GiB"}},"times":1000000}\n',
    ],
  ])('action-get prints %s', async (_title, call, stdout) => {
    expect(await action().hook.run(call)).toEqual({ ...done, stdout });
  });

  test('action-get prints that there are no parameters', async () => {
    expect(await action({}).hook.run(['action-get'])).toEqual({ ...done, stdout: '{}\n' });
  });

  test('action-set merges results, all of them texts', async () => {
    const { hook } = action();
    for (const args of [
      ['outfile.size=10G'],
      ['foo.bar=2'],
      ['foo.baz.val=3', 'foo.bar.zab=4'],
      ['foo.baz=1', 'e='],
      [],
    ]) {
      expect(await hook.run(['action-set', ...args])).toEqual(done);
    }
    expect(hook.context.action?.results).toEqual({
      outfile: { size: '10G' },
      foo: { bar: { zab: '4' }, baz: '1' },
      e: '',
    });
  });

  test('action-log tells at once', async () => {
    const { enqueued, hook } = action();
    expect(await hook.run(['action-log', 'half', 'of', 'it'])).toEqual(done);
    expect(enqueued.log.map(({ message }) => message)).toEqual(['half of it']);
  });

  test.each([
    ['its message', ['a failure message'], 'a failure message'],
    ['an empty one', [''], ''],
    ['one that Juju has', [], 'action failed without reason given, check action for errors'],
  ])('action-fail fails with %s', async (_title, args, failure) => {
    const { hook } = action();
    expect(await hook.run(['action-fail', ...args])).toEqual(done);
    expect(hook.context.action?.failure).toBe(failure);
  });

  const badKey =
    'must start and end with lowercase alphanumeric, and contain only lowercase alphanumeric and hyphens';

  test.each([
    ['more than one key', ['action-get', 'foo', 'bar'], 'unrecognized args: ["bar"]'],
    [
      'a result without a value',
      ['action-set', 'result'],
      'argument "result" must be of the form key...=value',
    ],
    ['a key in capitals', ['action-set', 'Foo=1'], `key "Foo" ${badKey}`],
    ['a key that begins with a hyphen', ['action-set', 'a=1', 'b.-foo=1'], `key "-foo" ${badKey}`],
    ['an empty key in a path', ['action-set', 'foo..bar=1'], `key "" ${badKey}`],
    ['a key of Juju', ['action-set', 'stdout=foo'], 'cannot set reserved action key "stdout"'],
    ['no message to log', ['action-log'], 'no message specified'],
    ['two failures', ['action-fail', 'a', 'b'], 'unrecognized args: ["b"]'],
  ])('refuses %s', async (_title, call, message) => {
    const { hook } = action();
    expect(await hook.run(call)).toEqual({ code: 2, stdout: '', stderr: `ERROR ${message}\n` });
    expect(hook.context.action).toMatchObject({ results: {}, failure: undefined });
  });

  test.each([[['action-get']], [['action-set', 'a=b']], [['action-log', 'x']], [['action-fail']]])(
    '%j is for actions',
    async (call) => {
      expect(await hookTools(model, 'web/0', { series }).run(call)).toEqual({
        code: 1,
        stdout: '',
        stderr: 'ERROR not running an action\n',
      });
    },
  );

  test('a machine does not reboot while an action runs', async () => {
    expect(await action().hook.run(['juju-reboot'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR juju-reboot is not supported when running an action.\n',
    });
  });
});
