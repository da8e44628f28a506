import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Circus, Config } from '@jest/types';

import { EvidencePlace } from '../../../src/jest/evidence/evidence-place';
import { FileEvidence, type FileEvidenceScene } from '../../../src/jest/evidence/file-evidence';
import { onEmbedded } from '../../support/ops-test-embedded';
import { testFolder } from '../../support/ops-test-folder';

const file = onEmbedded('3.6');

const placeIn = (rootDir: string, option: string | true = true, displayName?: string) =>
  new EvidencePlace(
    {
      testPath: join(rootDir, 'tests/web.test.ts'),
      projectConfig: {
        rootDir,
        id: displayName ?? 'p',
        ...(displayName !== undefined && { displayName: { name: displayName, color: 'red' } }),
      } as Config.ProjectConfig,
    },
    option,
  );

/** A test as circus has it, as far as evidence is concerned. */
const failing = (name: string, invocations = 1) =>
  ({
    name,
    invocations,
    startedAt: Date.now(),
    errors: ['it broke'],
    parent: { name: 'ROOT' },
  }) as Circus.TestEntry;

async function scene(changes: Partial<FileEvidenceScene> = {}) {
  const rootDir = testFolder();
  const { opsTest } = await file.open();
  const named: string[] = [];
  const report = {
    name: 'web.test.ts',
    progress: () => undefined,
    evidence: ({ folder }: { readonly folder: string }) => void named.push(folder),
  };
  const place = placeIn(rootDir);
  return { rootDir, named, evidence: new FileEvidence({ opsTest, place, report, ...changes }) };
}

const noticed = () => jest.spyOn(process.stderr, 'write').mockReturnValue(true);

afterEach(() => jest.restoreAllMocks());

test('a test that fails in its function and in a hook has one folder for each attempt', async () => {
  const { evidence, rootDir } = await scene();
  const test = failing('breaks');

  await evidence.onTestFailure(test);
  await evidence.onHookFailure({ type: 'afterEach' } as Circus.Hook, { test });
  await evidence.onTestDone(test);
  test.invocations = 2;
  await evidence.onTestDone(test);

  expect(readdirSync(join(rootDir, 'jest-operator-evidence/tests-web')).sort()).toEqual([
    'breaks',
    'breaks-attempt-2',
  ]);
});

test('tests of one name have folders of their own, whatever their names are', async () => {
  const { evidence, rootDir } = await scene();

  for (const name of ['../..', '../..', 'x'.repeat(300), 'größer?\n'])
    await evidence.onTestFailure(failing(name));

  expect(readdirSync(join(rootDir, 'jest-operator-evidence/tests-web')).sort()).toEqual([
    'gro-er',
    'unnamed',
    'unnamed-2',
    'x'.repeat(80),
  ]);
});

test('with the option off nothing is kept', async () => {
  const { evidence, rootDir, named } = await scene({ place: undefined });

  await evidence.begin();
  await evidence.onTestFailure(failing('breaks'));

  expect(readdirSync(rootDir)).toEqual([]);
  expect(named).toEqual([]);
});

test('where nothing can be written that is said, and no error comes of it', async () => {
  const { evidence, rootDir } = await scene();
  writeFileSync(join(rootDir, 'jest-operator-evidence'), 'a file in the way');
  const write = noticed();

  await evidence.begin();
  await evidence.onTestFailure(failing('breaks'));

  const text = write.mock.calls.map(([line]) => String(line)).join('');
  expect(text).toMatch(
    /^\[jest-operator\] web\.test\.ts: the evidence of "breaks" is not complete: E(?:EXIST|NOTDIR): /,
  );
});

test('a controller that hangs costs its time once, and a tenth of it for each further failure', async () => {
  const { evidence, rootDir } = await scene({ limitMs: 500 });
  file.controller.faults.hang({});
  const tookMs = async (name: string) => {
    const startedMs = performance.now();
    await evidence.onTestFailure(failing(name));
    return performance.now() - startedMs;
  };

  expect(await tookMs('first')).toBeGreaterThanOrEqual(499);
  await tookMs('second');

  const limitOf = (name: string) => {
    const path = join(rootDir, 'jest-operator-evidence/tests-web', name, 'evidence.json');
    return JSON.parse(readFileSync(path, 'utf8')) as { complete: boolean; limitMs: number };
  };
  expect(limitOf('first')).toMatchObject({ complete: true, limitMs: 500 });
  expect(limitOf('second')).toMatchObject({ complete: true, limitMs: 50 });
});

test('two projects that run the same file keep apart what they keep, and do not remove the other’s', async () => {
  const rootDir = testFolder();
  const { opsTest } = await file.open();
  const report = { name: 'web.test.ts', progress: () => undefined, evidence: () => undefined };
  const of = (name: string) => new FileEvidence({ opsTest, place: placeIn(rootDir, 'kept', name), report });

  await of('juju-3').onTestFailure(failing('breaks'));
  await of('juju-4').onTestFailure(failing('breaks'));
  await of('juju-4').begin();

  expect(readdirSync(join(rootDir, 'kept/juju-3/tests-web'))).toEqual(['breaks']);
  expect(readdirSync(join(rootDir, 'kept/juju-4'))).toEqual([]);
});
