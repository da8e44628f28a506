import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { OpsTest } from '../../src/ops-test/ops-test';
import type { OpsTestHost } from '../../src/ops-test/ops-test-host';
import type { OpsTestOptions } from '../../src/ops-test/ops-test-options';
import { testFolder } from './ops-test-folder';
import { type RecordingHost, recordingHost } from './ops-test-host';
import { program } from './ops-test-programs';

/** How a program that stands for another was called. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly model?: string;
}

export interface Workshop {
  /** Jest's `rootDir`, and where the charms are. */
  readonly root: string;
  readonly opsTest: OpsTest;
  readonly host: RecordingHost;
  /** What commands see. */
  readonly env: NodeJS.ProcessEnv;
  /** `charmcraft pack --verbosity=debug`, one after the other; without the questions for charmcraft's version. */
  commands(): string[];
  calls(): Call[];
  /** Writes a file below `root`. */
  write(path: string, text: string): string;
  read(path: string): string;
}

export interface WorkshopOptions {
  readonly programs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly options?: OpsTestOptions;
  readonly host?: Partial<OpsTestHost>;
  /** The folder, where several share one. */
  readonly root?: string;
}

const allPrograms = ['charmcraft', 'charm', 'sudo', 'id', 'getent', 'juju-bundle', 'juju-crashdump'];

/** An `OpsTest` with a root folder, a home and a `PATH` of its own, on which programs of fixtures/bin stand for the real. */
export function workshop(given: WorkshopOptions = {}): Workshop {
  const { programs = allPrograms, options, host: ownHost, root = testFolder() } = given;
  const bin = join(testFolder(), 'bin');
  mkdirSync(bin);
  for (const name of programs) symlinkSync(program(name), join(bin, name));
  const calls = join(bin, '..', 'calls');
  const path = `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const env = { PATH: path, HOME: join(bin, '..'), CALLS: calls, OWN_GROUPS: 'users lxd', ...given.env };
  const host = recordingHost({ rootDir: root, env, ...ownHost });
  const opsTest = new OpsTest(
    // Nothing is kept where a test is not about that.
    { baseTemp: join(bin, '..', 'tmp'), charmCache: false, ...options },
    host,
  );
  const all = (): Call[] =>
    existsSync(calls)
      ? readFileSync(calls, 'utf8')
          // What stands behind the last line break is a line that is still being written.
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Call)
      : [];
  return {
    ...{ root, opsTest, host, env },
    calls: all,
    commands: () =>
      all()
        .map(({ program: name, args }) => [name, ...args].join(' '))
        .filter((line) => line !== 'charmcraft version'),
    write(name, text) {
      const target = join(root, name);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      return target;
    },
    read: (name) => readFileSync(join(root, name), 'utf8'),
  };
}

/** Writes the folder of a charm. */
export function writeCharm(
  { write }: Pick<Workshop, 'write'>,
  folder: string,
  name: string,
  plan?: object,
): void {
  write(`${folder}/charmcraft.yaml`, `name: ${name}\ntype: charm\nsummary: s\ndescription: d\n`);
  write(`${folder}/src/charm.py`, 'import ops\n');
  if (plan) write(`${folder}/pack.json`, JSON.stringify(plan));
}

export async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not fail');
}
