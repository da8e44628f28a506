import { readDispatch, writeDispatch } from '../../../../src/embedded/agent/python/dispatch-form';

const flat = '#!/bin/sh\n\nJUJU_DISPATCH_PATH="${JUJU_DISPATCH_PATH:-$0}" PYTHONPATH=lib:venv';
const venv = writeDispatch('src/charm.py');

test.each([
  ['in two lines', `${flat} \\\n  exec ./src/charm.py\n`],
  ['in one line', `${flat} ./src/charm.py\n`],
])("the dispatch of charmcraft's charm plugin is known, %s", (_, text) => {
  expect(readDispatch(text)).toEqual({ entry: 'src/charm.py', by: 'shebang' });
});

test.each([
  ['today', venv],
  ['with its comments and indentation', venv.replace('\nln -s', '\n    # As there is none.\n    ln -s')],
  ['before that', venv.replace('mkdir -p "${venv_bin_path}"', 'mkdir -p "{venv_bin_path}"')],
  [
    'at first',
    venv
      .replace('venv_bin_path="${dispatch_path}/venv/bin"\n', '')
      .replace('"${venv_bin_path}/python"', '"${dispatch_path}/venv/bin/python"')
      .replace('mkdir -p "${venv_bin_path}"\n', ''),
  ],
])('the dispatch of its other plugins is known, as they write it %s', (_, text) => {
  expect(readDispatch(text)).toEqual({ entry: 'src/charm.py', by: 'venv' });
});

test('what Python runs is read from it', () => {
  expect(readDispatch(writeDispatch('app/my-charm.v2.py'))?.entry).toBe('app/my-charm.v2.py');
  expect(readDispatch(`${flat} ./charm.py`)?.entry).toBe('charm.py');
});

test.each([
  ['is another program', '#!/bin/sh\nexec ./src/charm.py\n'],
  ['is for another shell', venv.replace('/bin/sh', '/bin/bash')],
  ['does something more', venv.replace('fi\n', 'fi\nexport DEBUG=1\n')],
  ['does something after it', `${flat} ./src/charm.py\necho done\n`],
  ['sets another path', `${flat}:extra ./src/charm.py\n`],
  ['runs another language', `${flat} ./src/charm.rb\n`],
  ['leads out of the charm', `${flat} ./../charm.py\n`],
  ['is empty', ''],
])('a dispatch that %s is not known', (_, text) => {
  expect(readDispatch(text)).toBeUndefined();
});
