import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const done = { code: 0, stdout: '', stderr: '' };

let model: Model;

beforeEach(async () => {
  model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web', { units: 2 });
  model.application('web').leader = 'web/0';
  model.application('web').leaderSettings.set('key', 'value').set('sneaky', 'pete');
});

test.each([
  ['a value', ['leader-get', 'key'], 'value\n'],
  ['a value in JSON', ['leader-get', 'key', '--format', 'json'], '"value"\n'],
  ['nothing', ['leader-get', 'unknown'], ''],
  ['nothing in JSON', ['leader-get', 'unknown', '--format=json'], 'null\n'],
  ['all', ['leader-get'], 'key: value\nsneaky: pete\n'],
  ['all by -', ['leader-get', '-', '--format', 'json'], '{"key":"value","sneaky":"pete"}\n'],
])('leader-get prints %s', async (_title, call, stdout) => {
  expect(await hookTools(model, 'web/1').run(call)).toEqual({ ...done, stdout });
});

test('leader-set is seen at once, whatever becomes of the hook, but not by a hook that has looked', async () => {
  const [leader, other] = [hookTools(model, 'web/0'), hookTools(model, 'web/1')];
  await other.run(['leader-get']);
  expect(await leader.run(['leader-set', 'key=new', 'sneaky=', 'more=a b'])).toEqual(done);
  const now = 'key: new\nmore: a b\n';
  expect(await leader.run(['leader-get'])).toEqual({ ...done, stdout: now });
  expect(await other.run(['leader-get'])).toEqual({ ...done, stdout: 'key: value\nsneaky: pete\n' });
  expect(await hookTools(model, 'web/1').run(['leader-get'])).toEqual({ ...done, stdout: now });
});

test.each([
  ['a pair to get', 'web/0', ['leader-get', 'x=y'], 2, 'invalid key "x=y"'],
  ['two keys to get', 'web/0', ['leader-get', 'x', 'y'], 2, 'unrecognized args: ["y"]'],
  ['what is no pair', 'web/0', ['leader-set', 'x'], 2, 'expected "key=value", got "x"'],
  [
    'a unit that does not lead',
    'web/1',
    ['leader-set', 'a=b'],
    1,
    'cannot write leadership settings: cannot write settings: not the leader',
  ],
])('refuses %s', async (_title, unit, call, code, message) => {
  expect(await hookTools(model, unit).run(call)).toEqual({ code, stdout: '', stderr: `ERROR ${message}\n` });
});
