import type { JujuSeries } from '../../../../src/embedded/state/profile';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const done = { code: 0, stdout: '', stderr: '' };

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  let model: Model;

  beforeEach(async () => {
    model = newState(series).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'web');
    model.unit('web/0').state.set('one', 'two').set('three', 'four five').set('n', '1');
  });

  const files = new Map([
    ['/charm/pairs.yaml', 'a: b\nnumber: 1.0\ntruth: yes\nnothing:\nlines: |\n  x\n  y\n'],
    ['/charm/list.yaml', '- a\n'],
    ['/charm/nested.yaml', 'ok: 1\nbad:\n  c: d\nworse: [e]\n'],
  ]);

  const tools = () => hookTools(model, 'web/0', { series, files });

  const kept = () => Object.fromEntries(model.unit('web/0').state);

  test.each([
    ['a value', ['state-get', 'one'], 'two\n'],
    ['a value in JSON', ['state-get', 'one', '--format=json'], '"two"\n'],
    ['nothing under a key', ['state-get', 'x'], ''],
    ['nothing under a key in JSON', ['state-get', 'x', '--format=json'], '""\n'],
    ['nothing under a key in YAML', ['state-get', 'x', '--format=yaml'], '""\n'],
    ['all', ['state-get'], '"n": "1"\none: two\nthree: four five\n'],
    ['all by -', ['state-get', '-', '--format=json'], '{"n":"1","one":"two","three":"four five"}\n'],
  ])('state-get prints %s', async (_title, call, stdout) => {
    expect(await tools().run(call)).toEqual({ ...done, stdout });
  });

  test('state-get prints that there is nothing', async () => {
    model.unit('web/0').state.clear();
    expect(await tools().run(['state-get'])).toEqual({ ...done, stdout: '{}\n' });
    expect(await tools().run(['state-get', '--format', 'json'])).toEqual({ ...done, stdout: 'null\n' });
  });

  test.each([
    ['one pair', ['state-set', 'one=2'], { one: '2' }],
    ['pairs, space around them taken away', ['state-set', ' a = b c ', 'n='], { a: 'b c', n: '' }],
    ['a value with equals signs', ['state-set', 'a=b=c'], { a: 'b=c' }],
    ['nothing', ['state-set'], {}],
    [
      'pairs of a file, which are texts as they are written',
      ['state-set', '--file', 'pairs.yaml'],
      { a: 'b', number: '1.0', truth: 'yes', nothing: '', lines: 'x\ny\n' },
    ],
    [
      'arguments before those of a file',
      ['state-set', '--file=/charm/pairs.yaml', 'a=z'],
      { a: 'z', number: '1.0' },
    ],
  ])('state-set keeps %s when the hook has succeeded', async (_title, call, pairs) => {
    const hook = tools();
    const before = kept();
    expect(await hook.run(call)).toEqual(done);
    expect(kept()).toEqual(before);
    hook.context.flush();
    expect(kept()).toMatchObject({ three: 'four five', ...pairs });
  });

  test.each([
    ['YAML', 'a: 1\nb: x\n'],
    ['JSON', '{"a": 1, "b": "x"}'],
    ['the last of a key that comes twice', 'a: 2\nb: x\na: 1\n'],
    ['the first of several documents', 'a: 1\nb: x\n---\na: 2\n'],
  ])('state-set reads %s from standard input', async (_title, stdin) => {
    const hook = tools();
    expect(await hook.run(['state-set', '--file', '-', 'c=d'], stdin)).toEqual(done);
    expect(hook.context.state.all).toMatchObject({ a: '1', b: 'x', c: 'd' });
    expect(await hook.run(['state-set', '--file', '-'], '')).toEqual(done);
  });

  test('state-set says where its input is no YAML', async () => {
    expect(await tools().run(['state-set', '--file', '-'], 'a: b\nc: d: e\n')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR yaml: line 2: bad indentation of a mapping entry\n',
    });
  });

  test('state-delete forgets, also what is not there', async () => {
    const hook = tools();
    for (const key of ['one', 'bogus']) expect(await hook.run(['state-delete', key])).toEqual(done);
    expect(await hook.run(['state-delete'])).toEqual(done);
    expect(await hook.run(['state-get', 'one', '--format=json'])).toEqual({ ...done, stdout: '""\n' });
    hook.context.flush();
    expect(kept()).toEqual({ three: 'four five', n: '1' });
  });

  test.each([
    ['two keys to get', ['state-get', 'a', 'b'], 2, 'unrecognized args: ["b"]'],
    ['two keys to delete', ['state-delete', 'a', 'b'], 2, 'unrecognized args: ["b"]'],
    ['a missing key, if it must be there', ['state-get', '--strict', 'x'], 1, '"x" not found'],
    ['what is no pair', ['state-set', 'a'], 2, 'expected "key=value", got "a"'],
    ['a pair without a key', ['state-set', '=b'], 2, 'expected "key=value", got "=b"'],
    ['a key twice', ['state-set', 'a=b', 'a=c'], 2, 'key "a" specified more than once'],
    ['a file that is not there', ['state-set', '--file', 'x'], 1, 'open /charm/x: no such file or directory'],
    [
      'a file with a list',
      ['state-set', '--file', 'list.yaml'],
      1,
      'yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]string',
    ],
    [
      'values that are no texts',
      ['state-set', '--file', 'nested.yaml'],
      1,
      'yaml: unmarshal errors:\n  line 3: cannot unmarshal !!map into string\n  line 4: cannot unmarshal !!seq into string',
    ],
    ['a key too long', ['state-set', `${'k'.repeat(257)}=v`], 1, 'max allowed key length (256) exceeded'],
    [
      'a value too long',
      ['state-set', `k=${'é'.repeat(32_769)}`],
      1,
      'max allowed value length (65536) exceeded',
    ],
  ])('refuses %s', async (_title, call, code, message) => {
    expect(await tools().run(call)).toEqual({ code, stdout: '', stderr: `ERROR ${message}\n` });
  });
});
