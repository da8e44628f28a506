'use strict';

// Runs every scripts/interop/*.py with a real Python, in an environment of their own below node_modules. Each says in a
// line `# requires: …` what it needs from PyPI. Without Python there is nothing to compare with: that is said, and is no
// failure.

const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const python = process.env.PYTHON ?? 'python3';
const venv = join(__dirname, '../../node_modules/.cache/interop');
const inVenv = join(venv, 'bin/python');

const scripts = readdirSync(__dirname).filter((name) => name.endsWith('.py'));
const requirements = scripts.flatMap((name) => {
  const [, line = ''] = /^# requires: (.*)$/m.exec(readFileSync(join(__dirname, name), 'utf8')) ?? [];
  return line.split(/\s+/).filter(Boolean);
});

if (spawnSync(python, ['-m', 'venv', '--help']).status !== 0) {
  console.log(`interop: skipped, because there is no ${python} with the module venv`);
  process.exit(0);
}
run(python, ['-m', 'venv', venv]);
run(inVenv, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements]);
const failed = scripts.filter(
  (name) => spawnSync(inVenv, [join(__dirname, name)], { stdio: 'inherit' }).status !== 0,
);
if (failed.length > 0) {
  console.error(`interop: ${failed.join(', ')} failed`);
  process.exit(1);
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`interop: ${program} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}
