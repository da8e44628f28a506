import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The majors of Jest that the package is for. */
export type JestMajor = 29 | 30;

export const jestMajors: readonly JestMajor[] = [30, 29];

const program: Readonly<Record<JestMajor, string>> = {
  29: 'node_modules/jest-29/bin/jest.js',
  30: 'node_modules/jest/bin/jest.js',
};

/** How a run ended. */
export interface JestRunEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it printed on both outputs. */
  readonly output: string;
}

interface Start {
  readonly directory: string;
  readonly root: string;
  readonly jest: JestMajor;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether keys may be pressed. */
  readonly keys: boolean;
}

/** A run of Jest, in a process group of its own, as a shell would start it. */
export class JestRun {
  readonly ended: Promise<JestRunEnd>;
  readonly #child: ChildProcess;
  #output = '';

  constructor({ directory, root, jest, args, env, keys }: Start) {
    this.#child = spawn(process.execPath, [join(root, program[jest]), ...args, '--no-color'], {
      cwd: directory,
      detached: true,
      env: { ...inherited(), ...env },
      stdio: [keys ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (exitCode, signal) => resolve({ exitCode, signal, output: this.#output }));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output;
  }

  /** As on a terminal. */
  press(key: string): void {
    this.#child.stdin?.write(key);
  }

  /** To its first process alone, as CI does when it cancels a job. */
  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** To all its processes, as a terminal does on Ctrl-C. */
  killGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** Ends whatever of it is still there. */
  end(): void {
    try {
      this.killGroup('SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** The environment without what belongs to the Jest that runs this test. */
function inherited(): NodeJS.ProcessEnv {
  const ours = /^(?:JEST_|NODE_OPTIONS$|GITHUB_STEP_SUMMARY$|JUJU_|TOX_ENV_DIR$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
