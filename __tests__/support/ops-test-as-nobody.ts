import { execFile, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

import type { OpsTestOptions } from '../../src/ops-test/ops-test-options';
import type { Workshop } from './ops-test-tools';

const child = resolve(__dirname, '../../fixtures/programs/ops-test-as-nobody.js');
const becomeNobody = 'process.setgroups([]); process.setgid(65534); process.setuid(65534)';

/** Why nobody can be had here who may not read everything, where it is so. */
export const noNobody =
  process.getuid?.() === 0 && spawnSync(process.execPath, ['-e', becomeNobody]).status !== 0
    ? 'root cannot become nobody here'
    : undefined;

/** A method of `opsTest`, called by somebody who may not read everything. */
export interface Call {
  readonly method: string;
  readonly args?: readonly unknown[];
  readonly options?: OpsTestOptions;
}

/** What came of it. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string };
  /** What was reported. */
  readonly lines: readonly string[];
}

/** Calls methods one after the other in a process of somebody who may not read everything; each has an `OpsTest` of its own. */
export async function callAsNobody(
  { root, env }: Pick<Workshop, 'root' | 'env'>,
  calls: readonly Call[],
): Promise<readonly Outcome[]> {
  const request = { rootDir: root, env, calls: calls.map((call) => ({ args: [], options: {}, ...call })) };
  const output = await new Promise<string>((done, reject) => {
    const running = execFile(process.execPath, [child], { cwd: '/' }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stderr}`)) : done(stdout),
    );
    running.stdin?.end(JSON.stringify(request));
  });
  return JSON.parse(output) as Outcome[];
}
