import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { type JestMajor, JestRun, type JestRunEnd } from './jest-run';

const root = join(__dirname, '../..');

export interface JestProjectOptions {
  /** Where the juju client's files are, that name the controller of the runs. */
  readonly jujuData?: string;
  /** More files, by their paths in the project. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface JestRunOptions {
  readonly jest?: JestMajor;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the run listens to keys, as `--watchAll` does; else it has no input. */
  readonly keys?: boolean;
}

/**
 * A copy of a project of `fixtures/projects`, in which the real Jest runs as a process of its own, with the built
 * package in its `node_modules`. State that outlives a run goes into the project too, and everything with it.
 */
export class JestProject implements AsyncDisposable {
  readonly #options: JestProjectOptions;
  #runs: JestRun[] = [];

  private constructor(
    readonly directory: string,
    options: JestProjectOptions,
  ) {
    this.#options = options;
  }

  static async of(fixture: string, options: JestProjectOptions = {}): Promise<JestProject> {
    const directory = await realpath(await mkdtemp(join(tmpdir(), 'jest-project-')));
    await cp(join(root, 'fixtures/projects', fixture), directory, { recursive: true });
    await mkdir(join(directory, 'node_modules'));
    await symlink(root, join(directory, 'node_modules/jest-operator'));
    for (const [path, text] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    return new JestProject(directory, options);
  }

  /** The folder that ledgers are kept in. */
  get runsFolder(): string {
    return join(this.directory, '.state/jest-operator/runs');
  }

  /** Starts Jest; the run goes on until it ends or is killed. */
  start(args: readonly string[], { jest = 30, env = {}, keys = false }: JestRunOptions = {}): JestRun {
    const { jujuData = join(this.directory, '.juju') } = this.#options;
    const all = { XDG_STATE_HOME: join(this.directory, '.state'), JUJU_DATA: jujuData, ...env };
    const run = new JestRun({ directory: this.directory, root, jest, args, env: all, keys });
    this.#runs.push(run);
    return run;
  }

  /** Runs Jest to its end, whatever that is. */
  async run(args: readonly string[] = [], options: JestRunOptions = {}): Promise<JestRunEnd> {
    return this.start(args, options).ended;
  }

  /** The ledgers that are there, as texts. */
  async ledgers(): Promise<Ledger[]> {
    const paths = await readdir(this.runsFolder, { recursive: true }).catch(() => []);
    const ledgers = paths.filter((path) => path.endsWith('.jsonl'));
    const read = await Promise.all(ledgers.map((path) => this.#ledger(path)));
    return read.filter((ledger) => ledger !== undefined);
  }

  /** `undefined` where it went between the look at its folder and the look at itself: its models are done with. */
  async #ledger(path: string): Promise<Ledger | undefined> {
    try {
      return {
        path: join(this.runsFolder, path),
        pid: Number(/(\d+)-\d+\.jsonl$/.exec(path)?.[1]),
        text: await readFile(join(this.runsFolder, path), 'utf8'),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const run of this.#runs) run.end();
    await Promise.all(this.#runs.map(({ ended }) => ended));
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

export interface Ledger {
  readonly path: string;
  readonly pid: number;
  readonly text: string;
}
