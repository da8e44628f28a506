'use strict';

// Before the interop tests: virtual environments of Python's, made anew when what is in them changes. One has what
// requirements.txt names, two have releases of ops; that of charmcraft is apart, and where it cannot be had its test is
// skipped with the reason.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const cache = join(__dirname, '..', 'node_modules', '.cache', 'jest-operator');

module.exports = () => {
  process.env.INTEROP_PYTHON = join(environment('python', 'requirements.txt'), 'bin', 'python');
  process.env.INTEROP_OPS_NEWEST = environment('ops', 'ops/requirements-newest.txt');
  process.env.INTEROP_OPS_2 = environment('ops-2', 'ops/requirements-2.txt');
  try {
    const charmcraft = environment('charmcraft', 'charmcraft-requirements.txt');
    execFileSync('python3', [join(__dirname, 'charmcraft/link_apt.py'), charmcraft], { stdio: 'pipe' });
    process.env.INTEROP_CHARMCRAFT = join(charmcraft, 'bin');
  } catch (error) {
    process.env.INTEROP_NO_CHARMCRAFT = String(error.stderr || error.message).trim();
  }
};

function environment(name, requirements) {
  const file = join(__dirname, requirements);
  const folder = join(cache, name);
  const wanted = createHash('sha256').update(readFileSync(file)).digest('hex');
  const stamp = join(folder, 'requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  const stdio = ['ignore', 'inherit', 'pipe'];
  execFileSync('python3', ['-m', 'venv', folder], { stdio });
  execFileSync(join(folder, 'bin', 'pip'), ['install', '--quiet', '--requirement', file], { stdio });
  writeFileSync(stamp, wanted);
  return folder;
}
