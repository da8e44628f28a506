'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { median, milliseconds } = require('./statistics');

const files = 15;
const root = path.join(__dirname, '..');

/** The run time that Jest reports for each of some identical files, in one worker, the first (cold) one left out. */
function runTimes(testEnvironment, testEnvironmentOptions) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'jest-operator-bench-'));
  try {
    for (let i = 0; i < files; i++) {
      fs.writeFileSync(
        path.join(directory, `file-${i}.test.js`),
        `test('adds', () => expect(1 + 1).toBe(2));`,
      );
    }
    const config = { rootDir: directory, testEnvironment, testEnvironmentOptions };
    const output = path.join(directory, 'results.json');
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const args = [
      jest,
      '--runInBand',
      '--json',
      `--outputFile=${output}`,
      `--config=${JSON.stringify(config)}`,
    ];
    execFileSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
    const { testResults } = JSON.parse(fs.readFileSync(output, 'utf8'));
    return testResults
      .map(({ startTime, endTime }) => ({ startTime, took: endTime - startTime }))
      .sort((a, b) => a.startTime - b.startTime)
      .slice(1)
      .map(({ took }) => took);
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

module.exports = {
  title:
    'A test file with a model on the embedded controller, over the same file under jest-environment-node',
  async measure() {
    const plain = median(runTimes('node', {}));
    const figures = [['jest-environment-node', milliseconds(plain)]];
    for (const juju of ['3.6', '4.0']) {
      const own = median(runTimes(path.join(root, 'dist/jest/environment.js'), { embedded: { juju } }));
      figures.push([`extra time of a file, Juju ${juju}`, milliseconds(own - plain), '< 250 ms']);
    }
    return figures;
  },
};
