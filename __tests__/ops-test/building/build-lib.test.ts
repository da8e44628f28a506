import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { BuildError, ProgramNotFoundError } from '../../../src/ops-test/errors';
import { program } from '../../support/ops-test-programs';
import { failure, workshop } from '../../support/ops-test-tools';

const python = program('recorded-python');

test('a library with a setup.py is built by it, in its folder', async () => {
  const here = workshop();
  here.write('my lib/setup.py', '');

  const path = await here.opsTest.buildLib('my lib', { python });

  expect(path).toBe(join(here.opsTest.tmpPath, 'libs/my_lib-1.0.tar.gz'));
  const [call] = here.calls();
  expect(call?.args.slice(0, 4)).toEqual(['setup.py', 'sdist', '--formats=gztar', '-d']);
  expect(call?.cwd).toBe(join(here.root, 'my lib'));
  expect(readdirSync(join(here.opsTest.tmpPath, 'libs'))).toEqual(['my_lib-1.0.tar.gz']);
});

test("a library with a pyproject.toml alone is built by Python's `build`", async () => {
  const here = workshop();
  here.write('lib/pyproject.toml', '');

  await here.opsTest.buildLib('./lib', { python });

  const args = here.calls()[0]?.args ?? [];
  expect([...args.slice(0, 4), args.at(-1)]).toEqual(['-m', 'build', '--sdist', '--outdir', '.']);
});

test('a build that fails is a BuildError with what was written, and leaves nothing', async () => {
  const here = workshop({ env: { PYTHON_FAILS: 'SyntaxError: invalid syntax' } });
  here.write('lib/setup.py', '');

  const error = await failure(here.opsTest.buildLib('lib', { python }));

  expect(error).toBeInstanceOf(BuildError);
  expect(error).toMatchObject({ path: 'lib', exitCode: 1, code: 'failed' });
  expect(error.message).toContain('Failed to build library lib:\nSyntaxError: invalid syntax');
  expect(readdirSync(join(here.opsTest.tmpPath, 'libs'))).toEqual([]);
});

test('a build that makes nothing is a BuildError', async () => {
  const here = workshop({ env: { PYTHON_MAKES_NOTHING: '1' } });
  here.write('lib/setup.py', '');

  await expect(here.opsTest.buildLib('lib', { python })).rejects.toThrow(
    'Failed to build library lib: it made no .tar.gz',
  );
});

test('a Python that lacks `build` is an error that says how to get it', async () => {
  const here = workshop({ env: { PYTHON_FAILS: '/usr/bin/python3: No module named build' } });
  here.write('lib/pyproject.toml', '');

  await expect(here.opsTest.buildLib('lib', { python })).rejects.toThrow(
    `Install it for that Python: ${python} -m pip install build`,
  );
});

test('no Python is an error that names the option', async () => {
  const here = workshop();
  here.write('lib/setup.py', '');

  const error = await failure(here.opsTest.buildLib('lib', { python: 'python9' }));

  expect(error).toBeInstanceOf(ProgramNotFoundError);
  expect(error.message).toContain('Install it, or name another one with the option python.');
});

test.each<[unknown, object, string]>([
  ['nowhere', {}, 'There is no Python library at nowhere: there is no '],
  ['.', {}, 'There is no Python library at .: '],
  [undefined, {}, "buildLib takes the path of a library's folder; got undefined"],
  ['lib', { pyhton: 'x' }, 'buildLib knows no option "pyhton"'],
])('buildLib(%j, %j) is an error that says why', async (path, options, message) => {
  await expect(workshop().opsTest.buildLib(path as string, options)).rejects.toThrow(message);
});

/** The Python that real libraries are built with; `PYTHON` names another one. */
const real = process.env['PYTHON'] ?? 'python3';

function pythonHas(module: string): boolean {
  try {
    execFileSync(real, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function filesIn(archive: string): string[] {
  return execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
}

(pythonHas('setuptools') ? describe : describe.skip)(
  'with real Python and setuptools (skipped where they are not installed)',
  () => {
    test('the sdist of a library with dashes in its name is found', async () => {
      const here = workshop({ env: { PATH: process.env['PATH'] } });
      here.write(
        'lib/setup.py',
        "from setuptools import setup\nsetup(name='my-test-lib', version='1.2', packages=[])\n",
      );

      const path = await here.opsTest.buildLib('lib', { python: real });

      expect(path).toMatch(/\/libs\/my[-_]test[-_]lib-1\.2\.tar\.gz$/);
      expect(filesIn(path)).toEqual(expect.arrayContaining([expect.stringMatching(/setup\.py$/)]));
    });
  },
);

(pythonHas('build') ? describe : describe.skip)(
  'with real Python and its `build` (skipped where it is not installed; `PYTHON` names one that has it)',
  () => {
    test('the sdist of a project with a pyproject.toml is made by the backend that it names', async () => {
      const here = workshop({ env: { PATH: process.env['PATH'] } });
      here.write(
        'lib/pyproject.toml',
        '[build-system]\nrequires = []\nbuild-backend = "own"\nbackend-path = ["."]\n',
      );
      here.write(
        'lib/own.py',
        'import os, tarfile\n\n\ndef build_sdist(folder, config_settings=None):\n' +
          '    name = "own_lib-3.0.tar.gz"\n' +
          '    with tarfile.open(os.path.join(folder, name), "w:gz") as tar:\n' +
          '        tar.add("own.py", "own_lib-3.0/own.py")\n    return name\n',
      );

      const path = await here.opsTest.buildLib('lib', { python: real });

      expect(path).toBe(join(here.opsTest.tmpPath, 'libs/own_lib-3.0.tar.gz'));
      expect(filesIn(path)).toEqual(['own_lib-3.0/own.py']);
      expect(existsSync(join(here.root, 'lib/dist'))).toBe(false);
    });
  },
);
