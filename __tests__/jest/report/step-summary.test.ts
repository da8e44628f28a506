import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeStepSummary } from '../../../src/jest/report/step-summary';
import { modelRecord } from '../../support/jest-model-record';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'step-summary-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('models, skipped tests and evidence are tables of the page', async () => {
  const path = join(folder, 'summary.md');
  const skipped = { testPath: '/p/deploy.test.ts', test: 'a | b', reason: '"deploys" failed' };
  const evidence = {
    testPath: '/p/deploy.test.ts',
    test: 'breaks',
    folder: join(process.cwd(), 'kept/breaks'),
  };
  const models = [
    modelRecord({ state: 'destroyed' }),
    modelRecord({ state: 'kept', why: 'keepModels is set' }),
    modelRecord({ state: 'failed', why: 'no\nreally' }),
  ];
  writeStepSummary(path, { models, skipped: [skipped], evidence: [evidence] });

  expect(await readFile(path, 'utf8')).toBe(
    [
      '### Juju models',
      '',
      '| Test file | Model | Outcome |',
      '| --- | --- | --- |',
      '| deploy.test.ts | `lab:deploy-a1b2` | destroyed |',
      '| deploy.test.ts | `lab:deploy-a1b2` | kept: keepModels is set |',
      '| deploy.test.ts | `lab:deploy-a1b2` | **left over**: no really |',
      '',
      '### Tests skipped by jest-operator',
      '',
      '| Test file | Test | Because |',
      '| --- | --- | --- |',
      String.raw`| deploy.test.ts | a \| b | "deploys" failed |`,
      '',
      '### Evidence of failures',
      '',
      '| Test file | Test | Folder |',
      '| --- | --- | --- |',
      '| deploy.test.ts | breaks | `kept/breaks` |',
      '',
      '',
    ].join('\n'),
  );
});

test('a run without models adds nothing', async () => {
  const path = join(folder, 'summary.md');
  writeStepSummary(path, { models: [], skipped: [], evidence: [] });

  await expect(stat(path)).rejects.toThrow('ENOENT');
});
