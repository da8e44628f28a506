import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dist = join(__dirname, '../../../dist/jest/ledger');

// In a process of its own, of the built package: a reaper is a built file.
test('the reaper of a run that is over ends when the next run of the same process has one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'process-ledger-'));
  const program = `
    const { Ledger } = require('${dist}/ledger');
    const { watchLedger } = require('${dist}/process-ledger');
    const { isAlive } = require('${dist}/../../process-life');
    const ledgers = ['one', 'two'].map((name) => new Ledger('${folder}/' + name + '.jsonl'));
    (async () => {
      const [one, two] = ledgers;
      await watchLedger(one);
      const first = one.read().reaper;
      await watchLedger(one);
      console.log('still there', isAlive(first));
      require('node:fs').unlinkSync(one.path);
      await watchLedger(two);
      while (isAlive(first)) await new Promise((resolve) => setTimeout(resolve, 10));
      console.log('gone');
    })();`;

  const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 20_000 });

  expect(stdout).toBe('still there true\ngone\n');
  await rm(folder, { recursive: true, force: true });
}, 30_000);
