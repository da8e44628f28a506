import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Circus, Config } from '@jest/types';

import { EvidencePlace } from '../../src/jest/evidence/evidence-place';
import { FileEvidence } from '../../src/jest/evidence/file-evidence';
import { FileJournal } from '../../src/jest/file-journal';
import { Ledger } from '../../src/jest/ledger/ledger';
import { runDirectoryVariable } from '../../src/jest/options/environment-variables';
import { noDisks, onDisks, type TestDisks } from '../support/ops-test-disks';
import { onEmbedded } from '../support/ops-test-embedded';
import { failure } from '../support/ops-test-tools';

const noticed: string[] = [];
const before = process.env[runDirectoryVariable] ?? '';

beforeEach(() => {
  noticed.length = 0;
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    noticed.push(String(text));
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  // Set to nothing counts as not set.
  process.env[runDirectoryVariable] = before;
});

const makeRoom = ({ small }: TestDisks) => rmSync(join(small, 'filler'));

(noDisks ? describe.skip : describe)(
  `on a disk that is full${noDisks ? ` (skipped: ${noDisks})` : ''}`,
  () => {
    const disks = onDisks();
    const file = onEmbedded('3.6');

    /** The journal of a test file whose ledger is on the small disk. */
    function journal(): FileJournal {
      process.env[runDirectoryVariable] = disks.small;
      const guarded = { abandon: () => Promise.resolve() };
      return new FileJournal('/p/web.test.ts', { embedded: true }, guarded);
    }

    const ledgerText = () => readFileSync(Ledger.ofThisProcess(disks.small).path, 'utf8');

    /** Leaves no byte, not even in the last block of the ledger. */
    function fillWithLedger(): void {
      const { path } = Ledger.ofThisProcess(disks.small);
      appendFileSync(path, '\n'.repeat(4096 - (statSync(path).size % 4096)));
      disks.fill();
    }

    test('no model is made, nor a cloud added, of which nobody would know after the death of the process', async () => {
      const { opsTest, host } = await file.open({}, {});
      const full = journal();
      const second = file.make({}, { journal: full });
      disks.fill();

      const error = await failure(second.opsTest.start());

      expect(error).toMatchObject({ name: 'TestFileError', code: 'ENOSPC' });
      expect(error.message).toMatch(
        /^Model \S+ is not made: the ledger cannot be written, .*ENOSPC.* let XDG_STATE_HOME name a folder that can be written$/s,
      );
      expect(file.models()).toEqual([opsTest.modelName]);
      expect(full.close()).toEqual([]);
      const cloud = { id: 'c', controllerName: 'lab', jujuData: '/d', cloudName: 'k8s' };
      await expect(full.intendCloud(cloud)).rejects.toThrow(
        /^Cloud k8s is not made: the ledger cannot be written/,
      );
      expect(host.lines.join()).not.toContain('ENOSPC');
    });

    test('a disk that is full once the model is there keeps nothing from being destroyed', async () => {
      const own = journal();
      const { opsTest } = await file.open({}, { journal: own });
      await opsTest.trackModel('second');
      fillWithLedger();

      await opsTest.forgetModel('second');
      await opsTest.finish();

      expect(file.models()).toEqual([]);
      expect(own.close()).toEqual([]);
      expect(noticed.filter((line) => line.includes('cannot be written (ENOSPC'))).toHaveLength(1);
    });

    test('a model that is to stay, which cannot be noted, keeps no other one from being destroyed', async () => {
      const own = journal();
      const { opsTest, host } = await file.open(
        { keepModels: 'on-failure' },
        { journal: own, failures: () => 1 },
      );
      const name = opsTest.modelName;
      await opsTest.trackModel('second', { keep: opsTest.ModelKeep.NEVER });
      fillWithLedger();

      await opsTest.finish();

      expect(file.models()).toEqual([name]);
      expect(host.lines.join('\n')).toMatch(/model \S+ stays, but that cannot be noted, .*ENOSPC/);
    });

    test('what could not be written is written when there is room again', async () => {
      const own = journal();
      const { opsTest } = await file.open({}, { journal: own });
      await opsTest.trackModel('second');
      fillWithLedger();
      await opsTest.forgetModel('second');
      makeRoom(disks);

      await opsTest.finish();

      expect(ledgerText().match(/"type":"destroyed"/g)).toHaveLength(2);
    });

    test('a line is written as a whole, or it is an error', () => {
      const ledger = Ledger.ofThisProcess(disks.small);
      const padding = 'x'.repeat(3_000);
      const entry = { type: 'failed', id: 'one', by: 'test file', message: padding } as const;

      expect(() => {
        for (let count = 0; count < 100; count++) ledger.append(entry);
      }).toThrow('ENOSPC');

      const lines = ledgerText().split('\n').slice(1);
      expect(lines.slice(1, -1).every((line) => line.endsWith('"}'))).toBe(true);
      expect(ledger.read().owner).toMatchObject({ pid: process.pid });
    });

    /** The evidence of a test file, below that folder. */
    async function evidenceIn(rootDir: string): Promise<FileEvidence> {
      const { opsTest } = await file.open();
      const projectConfig = { rootDir, id: 'p' } as Config.ProjectConfig;
      const place = new EvidencePlace({ testPath: join(rootDir, 'web.test.ts'), projectConfig });
      const report = { name: 'web.test.ts', progress: () => undefined, evidence: () => undefined };
      return new FileEvidence({ opsTest, place, report });
    }

    const broken = {
      ...{ name: 'breaks', invocations: 1, startedAt: Date.now(), errors: ['x'], parent: { name: 'ROOT' } },
    } as Circus.TestEntry;

    test('evidence that cannot be kept leaves no folder that would be nobody’s, and fails nothing', async () => {
      const evidence = await evidenceIn(disks.small);
      mkdirSync(join(disks.small, 'jest-operator-evidence/web'), { recursive: true });
      disks.fill();

      await evidence.onTestFailure(broken);

      expect(noticed.join('')).toMatch(/the evidence of "breaks" is not complete: ENOSPC/);
      expect(readdirSync(join(disks.small, 'jest-operator-evidence/web'))).toEqual([]);
    });

    test('evidence that has no place, on a disk that is read-only, fails nothing, and that is said', async () => {
      const evidence = await evidenceIn(disks.readOnly);

      await evidence.onTestFailure(broken);

      // Node's recursive `mkdir` says ENOENT there, and not EROFS.
      expect(noticed.join('')).toMatch(
        /the evidence of "breaks" is not complete: E(?:NOENT|ROFS): .*read-only\/jest-operator-evidence'/,
      );
    });
  },
);
