'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { EmbeddedController } = require('../dist/embedded');
const { milliseconds } = require('./statistics');

const files = 8;
const root = path.join(__dirname, '..');

const metadata = `name: web
summary: A charm for the benchmark.
description: It is packed once.
base: ubuntu@22.04
platforms: { amd64: }
`;

// Stands for charmcraft: writes down that it was called, takes two seconds, and leaves an archive.
const charmcraft = `#!/bin/sh
if [ "$1" = version ] || [ "$1" = --version ]; then echo 'charmcraft 3.0.0'; exit; fi
echo packed >>"$PACKS"
sleep 2
cp "$CHARM" web_ubuntu-22.04-amd64.charm
`;

const testFile = `
test('is deployed', async () => {
  const charm = await opsTest.buildCharm('./web');
  await opsTest.model.deploy(charm);
  await opsTest.model.waitForIdle({ apps: 'web', idlePeriod: 0 });
});
`;

async function archive(file) {
  const zip = new (require('yazl').ZipFile)();
  zip.addBuffer(Buffer.from(metadata), 'metadata.yaml');
  zip.addBuffer(
    Buffer.from('bases: [{ name: ubuntu, channel: "22.04", architectures: [amd64] }]\n'),
    'manifest.yaml',
  );
  zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'dispatch', { mode: 0o100755 });
  zip.end();
  fs.writeFileSync(file, await require('node:stream/consumers').buffer(zip.outputStream));
}

async function project(directory) {
  const write = (name, content, mode) => {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), content, { mode });
  };
  write('bin/charmcraft', charmcraft, 0o755);
  // Who is in the group lxd packs without sudo.
  write('bin/id', '#!/bin/sh\necho lxd\n', 0o755);
  write('web/charmcraft.yaml', metadata);
  for (let i = 0; i < files; i++) write(`file-${i}.test.js`, testFile);
  await archive(path.join(directory, 'web.charm'));
}

/** A whole run of the eight files on one controller, from an empty cache of packed charms. */
async function run(controller, workers) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'jest-operator-bench-'));
  await project(directory);
  const packs = path.join(directory, 'packs');
  const made = new Set();
  const watching = controller.state.changes.subscribe(() => {
    for (const { name, isController } of controller.state.models.values()) if (!isController) made.add(name);
  });
  const config = { rootDir: directory, testEnvironment: path.join(root, 'dist/jest/environment.js') };
  const args = [
    path.join(root, 'node_modules/jest/bin/jest.js'),
    `--maxWorkers=${workers}`,
    '--reporters=default',
  ];
  const env = {
    ...process.env,
    PATH: `${path.join(directory, 'bin')}:${process.env.PATH}`,
    JUJU_DATA: controller.jujuData,
    XDG_CACHE_HOME: path.join(directory, 'cache'),
    PACKS: packs,
    CHARM: path.join(directory, 'web.charm'),
  };
  const start = performance.now();
  const child = spawn(process.execPath, [...args, `--config=${JSON.stringify(config)}`], {
    cwd: root,
    env,
    stdio: 'pipe',
  });
  let output = '';
  child.stderr.on('data', (chunk) => (output += chunk));
  const [exitCode] = await once(child, 'close');
  const took = performance.now() - start;
  watching?.();
  const packed = fs.existsSync(packs) ? fs.readFileSync(packs, 'utf8').trim().split('\n').length : 0;
  const left = [...controller.state.models.values()].filter(({ isController }) => !isController).length;
  fs.rmSync(directory, { recursive: true, force: true });
  if (exitCode !== 0) throw new Error(output);
  return { took, packed, made: made.size, left };
}

module.exports = {
  title: `${files} test files that build and deploy one charm, on one embedded controller`,
  async measure() {
    const controller = await EmbeddedController.start({ timeScale: Infinity });
    try {
      const one = await run(controller, 1);
      const four = await run(controller, 4);
      const counts = ({ packed, made, left }) => `${packed} pack, ${made} models, ${left} left`;
      return [
        ['1 worker: wall time', milliseconds(one.took)],
        ['4 workers: wall time', milliseconds(four.took)],
        ['4 workers, of the time with 1', `${Math.round((four.took / one.took) * 100)} %`],
        ['1 worker', counts(one)],
        ['4 workers', counts(four), '1 pack, 8 models, 0 left'],
      ];
    } finally {
      await controller.close();
    }
  },
};
