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

test('others listen to signals only while this process does: who handles them himself is not taken for deaf', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'process-ledger-'));
  const program = `
    const { execFileSync } = require('node:child_process');
    const { Ledger } = require('${dist}/ledger');
    const { letOthersListen, watchLedger } = require('${dist}/process-ledger');
    const listeners = () =>
      execFileSync('ps', ['-eo', 'ppid=,args='], { encoding: 'utf8' })
        .split('\\n')
        .filter((line) => line.trim().startsWith(process.pid + ' ') && line.includes('trap') && !line.includes('reaper')).length;
    (async () => {
      letOthersListen(true);
      await watchLedger(new Ledger('${folder}/one.jsonl'));
      console.log('listening', listeners());
      letOthersListen(false);
      console.log('not any more', listeners());
    })();`;

  const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 20_000 });

  expect(stdout).toBe('listening 1\nnot any more 0\n');
  await rm(folder, { recursive: true, force: true });
}, 30_000);

test('who comes second is refused, too, where no reaper can be started, and the next call tries again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'process-ledger-'));
  // The system has no process to give: of all that is ours nothing is replaced.
  const program = `
    const childProcess = require('node:child_process');
    const { spawn } = childProcess;
    childProcess.spawn = (program, ...rest) => spawn('/there/is/no' + program, ...rest);
    const { Ledger } = require('${dist}/ledger');
    const { watchLedger } = require('${dist}/process-ledger');
    const ledger = new Ledger('${folder}/one.jsonl');
    const outcome = () => watchLedger(ledger).then(() => 'watched', ({ message }) => message.replace(/:.*/, ''));
    (async () => {
      for (const one of await Promise.all([outcome(), outcome()])) console.log(one);
      console.log(await outcome());
      childProcess.spawn = spawn;
      console.log(await outcome(), ledger.read().reaper.pid > 0);
    })();`;

  const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 20_000 });

  const refused = 'The process that destroys models when this one is killed cannot be started\n';
  expect(stdout).toBe(`${refused.repeat(3)}watched true\n`);
  await rm(folder, { recursive: true, force: true });
}, 30_000);
