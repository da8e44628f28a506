import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');

test('the example with a charm in Python passes with the newest ops', async () => {
  const python = join(process.env['INTEROP_OPS_NEWEST'] ?? '', 'bin', 'python');
  const args = ['node_modules/jest/bin/jest.js', '--config', 'example/ops/jest.config.js', '--ci'];
  const env = { ...process.env, EXAMPLE_PYTHON: python };

  const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: root, env });

  expect(stderr).toMatch(/Tests: +4 passed, 4 total/);
}, 120_000);
