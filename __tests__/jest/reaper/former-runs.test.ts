import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LedgerEntry } from '../../../src/jest/ledger/entries';
import { createRunDirectory } from '../../../src/jest/ledger/run-directory';
import { sweepFormerRuns } from '../../../src/jest/reaper/former-runs';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'former-runs-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

const runsFolder = () => join(home, 'jest-operator/runs');

/** The ledger of a run whose process is no more: the next life of its number began at another time. */
async function deadLedger(...entries: readonly LedgerEntry[]): Promise<void> {
  const directory = createRunDirectory({ XDG_STATE_HOME: home });
  const at = '2026-01-01T00:00:00.000Z';
  const owner = { type: 'process', pid: process.pid, host: hostname(), began: 'long ago', at } as const;
  const lines = [owner, ...entries].map((entry) => JSON.stringify(entry));
  await writeFile(join(directory, '1-0.jsonl'), lines.join('\n'));
}

async function sweep(): Promise<string[]> {
  const lines: string[] = [];
  await sweepFormerRuns({ XDG_STATE_HOME: home }, (line) => lines.push(line));
  return lines;
}

test('a model whose controller nobody knows any more is named once, and its ledger is dropped', async () => {
  const jujuData = join(home, 'gone');
  await deadLedger(
    {
      type: 'intended',
      id: 'one',
      at: '2026-01-01T00:00:00.000Z',
      testPath: '/p/deploy.test.ts',
      controllerName: 'lab',
      jujuData,
      modelName: 'deploy-a1b2',
      destroyStorage: false,
      embedded: false,
    },
    { type: 'created', id: 'one', uuid: 'uuid-1', fullName: 'lab:deploy-a1b2' },
  );

  expect(await sweep()).toEqual([
    `a former run (2026-01-01T00:00:00.000Z) left lab:deploy-a1b2, and it is not tried any more to destroy it: ` +
      `controller lab is not registered in ${jujuData} now`,
  ]);
  expect(await readdir(runsFolder())).toEqual([]);
  expect(await sweep()).toEqual([]);
});

test('the folder of an embedded controller whose process was killed is removed, without a word', async () => {
  const path = join(home, 'jest-operator-juju-x');
  await mkdir(path);
  await deadLedger({ type: 'folder', path });

  expect(await sweep()).toEqual([]);
  expect(existsSync(path)).toBe(false);
  expect(await readdir(runsFolder())).toEqual([]);
});
