import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { readModelConfig } from '../../src/ops-test/read-model-config';
import { testFolder } from '../support/ops-test-folder';

function fileWith(text: string): string {
  const path = join(testFolder(), 'config.yaml');
  writeFileSync(path, text);
  return path;
}

test('an object passes through, and nothing is nothing', async () => {
  const config = { 'logging-config': 'x' };

  expect(await readModelConfig(config, '/')).toBe(config);
  expect(await readModelConfig(undefined, '/')).toBeUndefined();
});

test('a path, relative to rootDir, is read as YAML', async () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'model.yaml'), 'update-status-hook-interval: 1m\ntest-mode: true\n');

  expect(await readModelConfig('model.yaml', folder)).toEqual({
    'update-status-hook-interval': '1m',
    'test-mode': true,
  });
});

test.each(['', '# nothing\n', '---\n'])('an empty file (%j) is nothing', async (text) => {
  expect(await readModelConfig(fileWith(text), '/')).toBeUndefined();
});

test('a missing file is an error that names it', async () => {
  await expect(readModelConfig('no/such.yaml', '/repo')).rejects.toThrow(
    "The model's configuration cannot be read from /repo/no/such.yaml: there is no such file. Correct the option modelConfig.",
  );
});

test('a folder is an error that names it', async () => {
  const folder = testFolder();

  await expect(readModelConfig(folder, '/')).rejects.toThrow(
    `The model's configuration cannot be read from ${folder}: EISDIR`,
  );
});

test.each([
  ['- a\n- b\n', 'it holds a list'],
  ['just words\n', 'it holds a string'],
  ['a: b: c\n', 'it is no YAML from line 1 on'],
])('a file with %j is an error that says what is wrong', async (text, why) => {
  const path = fileWith(text);

  await expect(readModelConfig(path, '/')).rejects.toThrow(
    `The model's configuration in ${path} must be a YAML mapping of keys to values, such as ` +
      `"update-status-hook-interval: 1m"; but ${why}`,
  );
});

test.each(['a: 1\npassword: *s3cret\n', 'password: !s3cret x\n', 'password: "s3cret\n', 's3cret\n'])(
  'what is in a file that is no mapping is in no message: %j',
  async (text) => {
    const error = await readModelConfig(fileWith(text), '/').catch((failure: unknown) => failure);

    expect(error).toBeInstanceOf(Error);
    expect(inspect(error)).not.toContain('s3cret');
  },
);
