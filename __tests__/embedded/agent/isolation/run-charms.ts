import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Isolation } from '../../../../src/embedded/agent/isolation/isolation';
import type { IsolationChoice } from '../../../../src/embedded/agent/isolation/isolation-choice';
import type { HostCommandsOption } from '../../../../src/embedded/agent/isolation/host-commands';
import { HostCommands } from '../../../../src/embedded/agent/isolation/host-commands';
import type { Ended } from '../../../../src/embedded/agent/process/launch';
import { SpawnLauncher } from '../../../../src/embedded/agent/process/spawn-launcher';
import { ToolServer } from '../../../../src/embedded/agent/process/tool-server';
import { makeToolsFolder } from '../../../../src/embedded/agent/process/tools-folder';

/** Hooks of units to run one after another, each a shell script. */
export interface CharmRun {
  readonly choice?: IsolationChoice;
  readonly hostCommands?: HostCommandsOption;
  readonly quota?: number;
  readonly readable?: readonly string[];
  /** `{tools}`, `{socket:web/1}` and `{root:web/1}` in a script stand for these paths. */
  readonly hooks: readonly {
    readonly unit: string;
    readonly script: string;
    readonly env?: Record<string, string>;
  }[];
}

export interface HookResult extends Ended {
  readonly stdout: string;
  readonly stderr: string;
}

/** What came of a run; `refusal` where it was refused before anything ran. */
export interface CharmRunResult {
  readonly kind?: string;
  readonly refusal?: string;
  readonly notices: readonly string[];
  readonly results: readonly HookResult[];
  readonly calls: HostCommands['calls'];
}

/** A site as the process agent makes it, with nothing but launches in it. */
export class Site {
  readonly hostCommands: HostCommands;
  readonly notices: string[] = [];
  readonly folder: string;
  readonly #isolation: Isolation;

  private constructor(folder: string, hostCommands: HostCommands, isolation: Isolation, notices: string[]) {
    this.folder = folder;
    this.hostCommands = hostCommands;
    this.#isolation = isolation;
    this.notices = notices;
  }

  static async make({
    choice = 'jail',
    hostCommands,
    quota,
    readable = [],
  }: Omit<CharmRun, 'hooks'>): Promise<Site> {
    const commands = new HostCommands(hostCommands ?? (choice === 'none' ? undefined : 'refuse'));
    const notices: string[] = [];
    const isolation = await Isolation.around(new SpawnLauncher(), {
      ...{ choice, hostCommands: commands.names, notice: (line) => void notices.push(line) },
      readable: () => readable,
      ...(quota !== undefined && { quota }),
    });
    const folder = await mkdtemp(join(tmpdir(), 'jest-op-'));
    await makeToolsFolder(join(folder, 'tools'), commands.names);
    return new Site(folder, commands, isolation, notices);
  }

  get kind(): string {
    return this.#isolation.kind;
  }

  root(unit: string): string {
    return join(this.folder, unit.replace('/', '-'));
  }

  async run(
    unit: string,
    script: string,
    env: Record<string, string> = {},
    controller = new AbortController(),
  ): Promise<HookResult> {
    const root = this.root(unit);
    const charm = join(root, 'charm');
    await mkdir(charm, { recursive: true });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    const names = { unit, hook: 'install', charm: 'web' };
    const socket = join(root, 'agent.socket');
    const run = (call: Parameters<HostCommands['run']>[1]) => this.hostCommands.run(names, call);
    const server = await ToolServer.start({ socket, contextId: unit, run });
    const launch = {
      ...{ command: '/bin/sh', args: ['-c', this.#expand(script)], cwd: charm, root, ...names },
      env: { ...this.#env(unit, socket, charm), ...this.#expandAll(env) },
    };
    const output = {
      stdout: (part: Buffer) => void stdout.push(part),
      stderr: (part: Buffer) => void stderr.push(part),
    };
    try {
      const ended = await this.#isolation.start(launch, output, controller.signal);
      return { ...ended, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
    } finally {
      await server.close();
    }
  }

  async release(unit: string): Promise<void> {
    await this.#isolation.release(this.root(unit));
  }

  async close(): Promise<void> {
    await this.#isolation.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  #env(unit: string, socket: string, charm: string): Record<string, string> {
    return {
      PATH: `${join(this.folder, 'tools')}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      JUJU_CONTEXT_ID: unit,
      JUJU_CHARM_DIR: charm,
      JUJU_AGENT_SOCKET_ADDRESS: socket,
      JUJU_AGENT_SOCKET_NETWORK: 'unix',
    };
  }

  #expandAll(env: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, this.#expand(value)]));
  }

  #expand(script: string): string {
    return script
      .replaceAll('{tools}', join(this.folder, 'tools'))
      .replaceAll(/\{socket:([^}]*)\}/g, (_match, unit: string) => join(this.root(unit), 'agent.socket'))
      .replaceAll(/\{root:([^}]*)\}/g, (_match, unit: string) => this.root(unit));
  }
}

/** Runs all of it, as the user that this process is. Called by the program that `CharmRunner` writes. @public */
export async function runCharms({ hooks, ...options }: CharmRun): Promise<CharmRunResult> {
  let site: Site;
  try {
    site = await Site.make(options);
  } catch (error) {
    return { refusal: (error as Error).message, notices: [], results: [], calls: [] };
  }
  try {
    const results: HookResult[] = [];
    for (const { unit, script, env } of hooks) results.push(await site.run(unit, script, env));
    return { kind: site.kind, notices: site.notices, results, calls: site.hostCommands.calls };
  } finally {
    await site.close();
  }
}
