'use strict';

// Before the interop tests: a virtual environment with what requirements.txt names, made anew when that changes.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const requirements = join(__dirname, 'requirements.txt');
const environment = join(__dirname, '..', 'node_modules', '.cache', 'jest-operator', 'python');

module.exports = () => {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const stamp = join(environment, 'requirements.sha256');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(environment, { recursive: true, force: true });
    const inherit = { stdio: 'inherit' };
    execFileSync('python3', ['-m', 'venv', environment], inherit);
    execFileSync(
      join(environment, 'bin', 'pip'),
      ['install', '--quiet', '--requirement', requirements],
      inherit,
    );
    writeFileSync(stamp, wanted);
  }
  process.env.INTEROP_PYTHON = join(environment, 'bin', 'python');
};
