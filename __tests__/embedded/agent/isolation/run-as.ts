import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { transformFileSync } from '@swc/core';
import type { CharmRun, CharmRunResult } from './run-charms';

const project = resolve(__dirname, '../../../..');
const entry = '__tests__/embedded/agent/isolation/run-charms';
/** Of folders whose programs are read from beside the code. */
const programs = ['src/embedded/agent/isolation/programs', 'src/embedded/agent/process/programs'];
const nobody = 65534;
/** Of util-linux. */
const setpriv = 'setpriv';

/** Who charms can be run as: who runs the tests, and where that is root somebody who is not. */
export const users: readonly string[] = process.getuid?.() === 0 ? ['root', 'nobody'] : ['this user'];

/** Why nobody cannot be had here, where it cannot. */
export function nobodyIsMissing(): string | undefined {
  const { error, status } = spawnSync(setpriv, [...asNobody, process.execPath, '--version']);
  if (error !== undefined) return `setpriv: ${error.message}`;
  return status === 0 ? undefined : `nobody cannot execute ${process.execPath}`;
}

interface Running {
  readonly child: ReturnType<CharmRunner['start']>;
  readonly lines: AsyncIterator<string, unknown>;
}

/** What runs charms as another user: our own code, compiled into a folder that everybody may read. */
export class CharmRunner {
  readonly #running = new Map<string, Running>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'jest-op-as-'));
  /** What a process that is killed leaves behind is in it, and goes with it. */
  readonly #temp = join(this.#folder, 'tmp');

  constructor() {
    chmodSync(this.#folder, 0o755);
    mkdirSync(this.#temp);
    chmodSync(this.#temp, 0o1777);
    this.#compile(entry, new Set());
    for (const folder of programs) this.#copy(folder);
    writeFileSync(join(this.#folder, 'main.js'), main);
  }

  /** Runs charms in a process of that user, which is kept for the next time. */
  async run(user: string, run: CharmRun): Promise<CharmRunResult> {
    let running = this.#running.get(user);
    if (running === undefined) {
      const child = this.start(user);
      running = { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
      this.#running.set(user, running);
    }
    running.child.stdin.write(`${JSON.stringify(run)}\n`);
    const line = await running.lines.next();
    if (line.done === true) throw new Error(`what runs charms as ${user} has ended: its error is above`);
    return JSON.parse(line.value) as CharmRunResult;
  }

  /** Starts a process that runs charms, each run a line of its input, for a caller who ends it. */
  start(user: string) {
    const node = [process.execPath, join(this.#folder, 'main.js')];
    const program = user === 'nobody' ? [setpriv, ...asNobody, ...node] : node;
    const [command = '', ...args] = [...leavingOpen, ...program];
    const env = { ...process.env, TMPDIR: this.#temp };
    return spawn(command, args, { cwd: '/', env, stdio: ['pipe', 'pipe', 'inherit'] });
  }

  async close(): Promise<void> {
    for (const { child } of this.#running.values()) {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Compiles a module, and what it imports by relative paths, and what these import. */
  #compile(module: string, seen: Set<string>): void {
    if (seen.has(module)) return;
    seen.add(module);
    const { code } = transformFileSync(join(project, `${module}.ts`), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const target = join(this.#folder, `${module}.js`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
    for (const [, path = ''] of code.matchAll(/(?:require|import)\("(\.[^"]+)"\)/g)) {
      this.#compile(join(dirname(module), path), seen);
    }
  }

  #copy(folder: string): void {
    mkdirSync(join(this.#folder, folder), { recursive: true });
    for (const name of readdirSync(join(project, folder))) {
      copyFileSync(join(project, folder, name), join(this.#folder, folder, name));
    }
  }
}

/** A file that is open in all that is started, as those of a shell or a CI may be; Node itself closes the first few. */
const leavingOpen = [
  ...['perl', '-MPOSIX=dup2', '-e'],
  'open my $file, q(<), q(/dev/null); dup2(fileno $file, 200); exec @ARGV',
];

const asNobody = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--inh-caps=-all'];

const main = `
const { runCharms } = require('./${entry}');
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  runCharms(JSON.parse(line)).then((result) => console.log(JSON.stringify(result)));
});
`;
