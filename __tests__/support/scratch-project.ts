import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../..');

interface PackageJson {
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
}

/**
 * A project of a user's: an empty folder with the packed tarball of this package in its `node_modules`, and beside it
 * only what the package itself declares. A dependency that is used and not declared is therefore not found, as it
 * would not be by a strict package manager; and no registry is needed.
 */
export async function scratchProject(files: Readonly<Record<string, string>>): Promise<ScratchProject> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'jest-operator-packed-')));
  const modules = join(directory, 'node_modules');
  const installed = join(modules, 'jest-operator');
  await mkdir(installed, { recursive: true });

  const { stdout } = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', directory],
    {
      cwd: root,
    },
  );
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run('tar', ['-xzf', join(directory, filename), '-C', installed, '--strip-components', '1']);

  const declared = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as PackageJson;
  for (const name of Object.keys({ ...declared.dependencies, ...declared.peerDependencies })) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  return new ScratchProject(directory);
}

class ScratchProject implements AsyncDisposable {
  constructor(readonly directory: string) {}

  /** Runs the project's Jest to its end, whatever that is. */
  async jest(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<FinishedRun> {
    const program = [join(this.directory, 'node_modules/jest/bin/jest.js'), ...args];
    const options = { cwd: this.directory, env: { ...process.env, NODE_OPTIONS: '', ...env } };
    try {
      const { stdout, stderr } = await run(process.execPath, program, options);
      return { exitCode: 0, output: stdout + stderr };
    } catch (error) {
      const failed = error as { code?: number; stdout?: string; stderr?: string };
      return { exitCode: failed.code ?? 1, output: `${failed.stdout ?? ''}${failed.stderr ?? ''}` };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

interface FinishedRun {
  readonly exitCode: number;
  readonly output: string;
}
