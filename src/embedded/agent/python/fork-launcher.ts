import { constants, existsSync } from 'node:fs';
import { access, mkdtemp, readFile, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { ByHand, Ended, Launch, Launcher, LaunchOutput } from '../process/launch';
import { findInPath } from '../process/find-in-path';
import type { DispatchForm } from './dispatch-form';
import { readDispatch } from './dispatch-form';
import { forkRequest, serverEnvironment } from './fork-request';
import { ForkServer } from './fork-server';
import { ModulesPrints } from './modules-print';

/** @internal */
export interface ForkOptions {
  /** Says something once, for whom it may concern: that hooks start slowly, and why. */
  readonly say: (notice: string) => void;
  /** Whether each unit has a server of its own, because it has a jail of its own. */
  readonly perUnit: boolean;
}

/** An interpreter, and by what name it would be started. */
interface Python {
  readonly path: string;
  readonly name: string;
}

/** How a hook can be forked. */
interface Plan {
  readonly form: DispatchForm;
  readonly python: Python;
  /** Equal for hooks that can be forked from the same server. */
  readonly key: string;
}

/**
 * Starts the hooks of Python charms by forking, where it is known what their `dispatch` does; everything else, and what
 * the fork server will not start or cannot, another launcher starts.
 *
 * @internal
 */
export class ForkLauncher implements Launcher {
  readonly #cold: Launcher;
  readonly #options: ForkOptions;
  readonly #servers = new Map<string, Promise<ForkServer | undefined>>();
  readonly #prints = new ModulesPrints();
  readonly #said = new Set<string>();
  #closed = false;

  constructor(cold: Launcher, options: ForkOptions) {
    this.#cold = cold;
    this.#options = options;
  }

  async start(launch: Launch, output: LaunchOutput, signal: AbortSignal): Promise<Ended> {
    const plan = this.#closed ? undefined : await planFork(launch, this.#prints);
    const server = plan === undefined ? undefined : await this.#server(plan, launch);
    if (plan === undefined || server === undefined) return this.#cold.start(launch, output, signal);
    signal.throwIfAborted();
    const outcome = await server.run(forkRequest(launch, plan.form, plan.python.name), output, signal);
    if (server.death !== undefined) this.#sayOnce(launch, server.death);
    if (!('refused' in outcome)) return outcome;
    if (this.#closed) return { code: null, signal: 'SIGKILL' };
    signal.throwIfAborted();
    this.#sayOnce(launch, outcome.refused);
    return this.#cold.start(launch, output, signal);
  }

  get showsPods(): boolean {
    return this.#cold.showsPods === true;
  }

  /** As by its `dispatch`: forked or not, a charm sees the same. */
  async byHand(launch: Launch): Promise<ByHand | undefined> {
    return await this.#cold.byHand?.(launch);
  }

  /** Ends the servers of a unit that is gone, before its jail goes. */
  async release(root: string): Promise<void> {
    const own = [...this.#servers].filter(([key]) => key.startsWith(`${root}\n`));
    for (const [key] of own) this.#servers.delete(key);
    await Promise.all(own.map(async ([, server]) => (await server)?.close()));
    await this.#cold.release?.(root);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const starting = [...this.#servers.values()];
    await Promise.all(starting.map(async (server) => (await server)?.close()));
    await this.#cold.close();
  }

  /** The server of a plan; none where it could not be started or has died: that is not tried again. */
  async #server(plan: Plan, launch: Launch): Promise<ForkServer | undefined> {
    const key = this.#options.perUnit ? `${launch.root}\n${plan.key}` : plan.key;
    let starting = this.#servers.get(key);
    if (starting === undefined) {
      starting = this.#startServer(plan, launch).catch((error: unknown) => {
        this.#sayOnce(launch, error instanceof Error ? error.message : String(error));
        return undefined;
      });
      this.#servers.set(key, starting);
    }
    const server = await starting;
    return server?.death === undefined ? server : undefined;
  }

  async #startServer({ form, python }: Plan, launch: Launch): Promise<ForkServer> {
    const { root, cwd } = this.#options.perUnit ? launch : await makeServerFolder(launch);
    const command = form.by === 'venv' ? join(cwd, 'venv/bin/python') : python.path;
    const env = serverEnvironment(launch, form, cwd);
    return await ForkServer.start(this.#cold, { ...launch, root, cwd, command, args: [], env });
  }

  #sayOnce({ charm }: Launch, why: string): void {
    if (this.#closed || this.#said.has(charm)) return;
    this.#said.add(charm);
    this.#options.say(
      `hooks of charm "${charm}" start slowly, each with an interpreter of its own, not forked from one that has imported ops: ${why}`,
    );
  }
}

/** What serves more than one unit has a folder of its own beside theirs, with the same modules. */
async function makeServerFolder({ root, cwd }: Launch): Promise<Pick<Launch, 'cwd' | 'root'>> {
  const folder = await mkdtemp(join(dirname(root), 'fork-server-'));
  const modules = join(cwd, 'venv');
  if (existsSync(modules)) await symlink(await realpath(modules), join(folder, 'venv'));
  return { root: folder, cwd: folder };
}

async function planFork(launch: Launch, prints: ModulesPrints): Promise<Plan | undefined> {
  const { command, args, cwd } = launch;
  if (command !== join(cwd, 'dispatch') || args.length > 0) return undefined;
  const text = await readFile(command, 'utf8').catch(() => '');
  const form = readDispatch(text);
  if (form === undefined) return undefined;
  const python = form.by === 'venv' ? venvPython(cwd) : await shebangPython(launch, form);
  if (python === undefined || !(await isExecutable(python.path))) return undefined;
  return { form, python, key: `${form.by}\n${await realpath(python.path)}\n${await prints.of(cwd)}` };
}

function venvPython(cwd: string): Python {
  const path = join(cwd, 'venv/bin/python');
  return { path, name: path };
}

/** What the first line of a program names, as the system would find it: only where it is Python, without flags. */
async function shebangPython({ cwd, env }: Launch, { entry }: DispatchForm): Promise<Python | undefined> {
  const file = join(cwd, entry);
  if (!(await isExecutable(file))) return undefined;
  const [line = ''] = (await readFile(file, 'utf8')).split('\n', 1);
  const [, named, direct] =
    /^#! *(?:\/usr\/bin\/env +(python3?[\d.]*)|(\/\S*\/python3?[\d.]*)) *$/.exec(line) ?? [];
  if (direct !== undefined) return { path: direct, name: direct };
  const path = named === undefined ? undefined : findInPath(named, env['PATH'] ?? '');
  return path === undefined || named === undefined ? undefined : { path, name: named };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
