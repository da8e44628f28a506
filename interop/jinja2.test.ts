import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

test('what is kept beside the templates of fixtures/templates is what Jinja2 itself renders', async () => {
  const python = process.env['INTEROP_PYTHON'] ?? 'python3';

  const { stdout } = await promisify(execFile)(python, [join(__dirname, 'jinja2/templates.py')]);

  expect(stdout).toBe('14 templates are what Jinja2 renders\n');
});
