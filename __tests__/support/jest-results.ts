import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { JestProject, JestRunOptions } from './jest-project';
import type { JestRunEnd } from './jest-run';

/** What Jest says of the tests of a run. */
export interface JestResults extends JestRunEnd {
  /** Each test with its outcome, by the file's name: `{ 'a.test.js': { 'block name': 'passed' } }`. */
  readonly tests: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why files failed as a whole, by the file's name. */
  readonly fileErrors: Readonly<Record<string, string>>;
}

interface Json {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs Jest to its end and reads its results. */
export async function jestResults(
  project: JestProject,
  args: readonly string[] = [],
  options: JestRunOptions = {},
): Promise<JestResults> {
  const file = join(project.directory, 'results.json');
  const end = await project.run(['--json', '--outputFile', file, ...args], options);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`Jest wrote no results; it ended with ${String(end.exitCode)}:\n${end.output}`);
  });
  const { testResults } = JSON.parse(text) as Json;
  const byFile = <T>(read: (result: Json['testResults'][number]) => T) =>
    Object.fromEntries(testResults.map((result) => [result.name.split('/').at(-1) ?? '', read(result)]));
  return {
    ...end,
    tests: byFile(({ assertionResults }) =>
      Object.fromEntries(assertionResults.map(({ fullName, status }) => [fullName, status])),
    ),
    fileErrors: byFile(({ status, message, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed') ? message : '',
    ),
  };
}
