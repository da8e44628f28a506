import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Launch } from '../process/launch';
import { guardPaths } from './guard-paths';
import type { JailPlan } from './jail';
import { Jail } from './jail';

/** What all jails of a controller are made with. @internal */
export interface JailSettings extends Pick<JailPlan, 'calls' | 'perl' | 'quota'> {
  /** Names of the commands that are answered by us. */
  readonly hostCommands: readonly string[];
  /** Paths that charms need, and that are in folders which each jail has for itself: /tmp, /run, /dev. */
  readonly readable: () => readonly string[];
}

/**
 * The jails of units, by the folders of these: each made when its unit first runs something, and kept, so that a hook finds
 * what the one before it wrote.
 *
 * @internal
 */
export class UnitJails {
  readonly #settings: JailSettings;
  readonly #jails = new Map<string, Promise<Jail>>();
  #made = 0;
  readonly #guards = new Map<string, Map<string, string>>();
  readonly #skeletons = new Map<string, Promise<string>>();

  constructor(settings: JailSettings) {
    this.#settings = settings;
  }

  /** The jail of the launch's unit. */
  async of(launch: Launch): Promise<Jail> {
    const { root } = launch;
    const present = this.#jails.get(root);
    if ((await present?.catch(() => undefined))?.isAlive === true && present !== undefined) return present;
    // Asked once more: somebody may have made one while we waited.
    const now = this.#jails.get(root);
    if (now !== undefined && now !== present) return now;
    const jail = this.#make(launch);
    this.#jails.set(root, jail);
    return jail;
  }

  /** Ends the jail of a unit that is gone. */
  async release(root: string): Promise<void> {
    const jail = this.#jails.get(root);
    this.#jails.delete(root);
    await (await jail?.catch(() => undefined))?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#jails.keys()].map((root) => this.release(root)));
  }

  /** What a jail is made of that is like that of the launch's unit, to be made by hand. */
  async planByHand(launch: Launch): Promise<JailPlan> {
    return await this.#plan(launch, 'by-hand');
  }

  async #make(launch: Launch): Promise<Jail> {
    this.#made += 1;
    const plan = await this.#plan(launch, String(this.#made));
    await mkdir(plan.folder, { recursive: true });
    return await Jail.make(plan);
  }

  async #plan({ root, env, pod }: Launch, name: string): Promise<JailPlan> {
    const { hostCommands, readable, ...settings } = this.#settings;
    // By the seam: beside the folders of units, and the first one in the charm's PATH.
    const site = dirname(root);
    const [tools = ''] = (env['PATH'] ?? '').split(':');
    return {
      ...settings,
      folder: join(site, 'jails', name),
      guards: tools === '' ? new Map<string, string>() : this.#guardsBy(join(tools, 'jujuc'), hostCommands),
      ...(process.getuid?.() !== 0 && { lower: await this.#skeleton(site) }),
      readable: outermost(readable().filter((path) => isOutOfSight(path) && existsSync(path))),
      hidden: site,
      shown: tools === '' ? [] : [tools],
      ...{ root, pod },
    };
  }

  #guardsBy(program: string, hostCommands: readonly string[]): Map<string, string> {
    let guards = this.#guards.get(program);
    guards ??= guardPaths(hostCommands, program);
    this.#guards.set(program, guards);
    return guards;
  }

  #skeleton(site: string): Promise<string> {
    let skeleton = this.#skeletons.get(site);
    skeleton ??= makeSkeleton(this.#settings.perl, join(site, 'jails', 'skeleton'));
    this.#skeletons.set(site, skeleton);
    return skeleton;
  }
}

/** Each path once, those left out that another one has within: a mount over a mount cannot be changed any more. */
function outermost(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}

/** Whether a jail has something of its own in that place, so that what is there on the machine has to be brought in. */
function isOutOfSight(path: string): boolean {
  return ['/dev', '/run', '/tmp'].some((own) => path.startsWith(`${own}/`));
}

async function makeSkeleton(perl: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const program = join(__dirname, 'programs', 'skeleton.pl');
  await once(spawn(perl, [program, folder], { cwd: '/', env: {}, stdio: 'ignore' }), 'exit');
  return folder;
}
