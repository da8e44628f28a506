'use strict';

// Before the interop tests: virtual environments with what the requirements name, each made anew when they change.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const cache = join(__dirname, '..', 'node_modules', '.cache', 'jest-operator');

/** The folder of a virtual environment with what a file of requirements names. */
function makeEnvironment(name, requirements) {
  const environment = join(cache, name);
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const stamp = join(environment, 'requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return environment;
  rmSync(environment, { recursive: true, force: true });
  const inherit = { stdio: 'inherit' };
  execFileSync('python3', ['-m', 'venv', environment], inherit);
  execFileSync(
    join(environment, 'bin', 'pip'),
    ['install', '--quiet', '--requirement', requirements],
    inherit,
  );
  writeFileSync(stamp, wanted);
  return environment;
}

module.exports = () => {
  const python = makeEnvironment('python', join(__dirname, 'requirements.txt'));
  process.env.INTEROP_PYTHON = join(python, 'bin', 'python');
  process.env.INTEROP_OPS_NEWEST = makeEnvironment('ops', join(__dirname, 'ops', 'requirements-newest.txt'));
  process.env.INTEROP_OPS_2 = makeEnvironment('ops-2', join(__dirname, 'ops', 'requirements-2.txt'));
};
