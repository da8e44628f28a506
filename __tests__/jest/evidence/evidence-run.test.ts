import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { embeddedForJest } from '../../support/jest-embedded';
import { JestProject } from '../../support/jest-project';
import { jestResults } from '../../support/jest-results';
import { jestMajors } from '../../support/jest-run';

jest.setTimeout(120_000);

const lab = embeddedForJest();
const project = () => JestProject.of('evidence', { jujuData: lab.controller.jujuData });

const kept = async ({ directory }: JestProject, ...path: string[]) =>
  (await readdir(join(directory, 'jest-operator-evidence', ...path)).catch(() => [])).sort();

const textOf = ({ directory }: JestProject, ...path: string[]) =>
  readFile(join(directory, 'jest-operator-evidence', ...path), 'utf8');

const summaryOf = async (project: JestProject, ...path: string[]) =>
  JSON.parse(await textOf(project, ...path, 'evidence.json')) as Record<string, unknown>;

test.each(jestMajors)(
  'each failure leaves a folder that the run names, and keeps its model where that is asked for, on Jest %i',
  async (major) => {
    await using plain = await project();
    const summary = join(plain.directory, 'summary.md');

    const run = await jestResults(plain, ['-w=2'], {
      jest: major,
      env: { GITHUB_STEP_SUMMARY: summary, JEST_OPERATOR_KEEP_MODELS: 'on-failure' },
    });

    expect(await kept(plain)).toEqual(['concurrent', 'fails', 'retries']);
    expect(await kept(plain, 'concurrent')).toEqual(['one-of-two', 'two-of-two']);
    expect(await kept(plain, 'fails')).toEqual([
      'beforeAll-of-with-a-hook-that-breaks',
      'web-breaks-badly-again',
      'web-takes-too-long',
    ]);
    expect(await kept(plain, 'retries')).toEqual([
      'passes-the-third-time',
      'passes-the-third-time-attempt-2',
    ]);
    expect(await kept(plain, 'fails', 'web-breaks-badly-again', 'main')).toEqual([
      'actions.json',
      'debug-log.txt',
      'status.json',
      'status.txt',
      'timeline.txt',
    ]);
    expect(await summaryOf(plain, 'fails', 'web-takes-too-long')).toMatchObject({
      file: 'fails.test.ts',
      test: 'web › takes too long',
      attempt: 1,
      complete: true,
      waits: [
        { waitingFor: 'what never comes', notReady: [{ entity: 'what never comes', why: 'is false' }] },
      ],
      models: [{ alias: 'main', problems: [] }],
    });
    expect(await textOf(plain, 'fails', 'web-takes-too-long', 'waits.txt')).toMatch(
      /^Stopped after \S+ of waiting for what never comes in lab:fails-....\nNot ready:\n {2}what never comes {2}is false\n$/,
    );
    expect(run.output).toContain(
      '[jest-operator] fails.test.ts: what was there when it failed:\n' +
        '[jest-operator]   ✕ web › breaks: badly/again: jest-operator-evidence/fails/web-breaks-badly-again\n' +
        '[jest-operator]   ✕ web › takes too long: jest-operator-evidence/fails/web-takes-too-long\n',
    );
    expect(await readFile(summary, 'utf8')).toContain(
      '| fails.test.ts | web › takes too long | `jest-operator-evidence/fails/web-takes-too-long` |',
    );
    expect(run.tests['fails.test.ts']).toMatchObject({
      'web is well': 'passed',
      'web takes too long': 'failed',
    });
    expect(run.tests['retries.test.ts']).toEqual({ 'passes the third time': 'passed' });
    expect(run.output).toContain('it broke');
    // What passes in the end is no failure to keep a model for.
    expect(lab.live()).toEqual([
      expect.stringMatching(/^concurrent-....$/),
      expect.stringMatching(/^fails-....$/),
    ]);
    expect(run.output).toContain(
      `kept lab:${lab.live()[1] ?? ''} (something failed in its file, and keepModels is 'on-failure')`,
    );
  },
);

test('without our reporter the file names its folders, and the next run removes those and nothing else', async () => {
  await using plain = await project();
  const env = { JEST_OPERATOR_EVIDENCE: 'ci/kept' };

  const { output } = await plain.run(['fails', '-t', 'breaks: badly', '--reporters=default'], { env });

  expect(output).toContain('  ✕ web › breaks: badly/again: ci/kept/fails/web-breaks-badly-again\n');
  const folder = join(plain.directory, 'ci/kept/fails');
  expect(await readdir(join(folder, 'web-breaks-badly-again'))).toEqual(['evidence.json', 'main']);
  expect(lab.live()).toEqual([]);

  await mkdir(join(folder, 'mine'));
  const second = await plain.run(['fails', '-t', 'is well'], { env });
  expect(await readdir(folder)).toEqual(['mine']);
  expect(second.output).not.toContain('[jest-operator]');
});
