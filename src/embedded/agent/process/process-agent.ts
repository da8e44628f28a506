import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Charm } from '../../charm/charm';
import type { HookContext } from '../../engine/hook-context';
import type { Model } from '../../state/model';
import type { Unit } from '../../state/entities';
import { writeLog } from '../../engine/write-log';
import type { HookOperation, HookOutcome } from '../unit-agent';
import { CharmExitError, CharmTerminatedError } from '../unit-agent';
import { CharmFolder } from './charm-folder';
import { CharmOutput } from './charm-output';
import { endingOf } from './ending';
import type { Handler } from './find-handler';
import { findHandler } from './find-handler';
import { HookLaunch } from './hook-launch';
import type { Ended } from './launch';
import type { ProcessSite } from './process-site';
import { explainFailure } from './rerun-script';
import { type ContainerSource, UnitContainers } from './unit-containers';
import { UnitFiles } from './unit-files';
import { unitPaths } from './unit-paths';

/** What a unit's processes are started for. @internal */
export interface ProcessUnit {
  readonly model: Model;
  readonly unit: Unit;
  /** The unit's folder. */
  readonly root: string;
}

/**
 * Executes the charm of one unit in processes of this machine: the counterpart of Juju's runner.
 *
 * @internal
 */
export class ProcessAgent {
  readonly #site: ProcessSite;
  readonly #of: ProcessUnit;
  readonly #folder: CharmFolder;
  readonly #files: UnitFiles;
  readonly #containers: UnitContainers;
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(site: ProcessSite, of: ProcessUnit) {
    this.#site = site;
    this.#of = of;
    const paths = unitPaths(of.root, of.unit.name);
    this.#folder = new CharmFolder(paths.charm, (charm) =>
      site.pythons.install(charm, paths.charm, paths.commands),
    );
    const { model, unit } = of;
    this.#files = new UnitFiles(paths, model, unit, site.shelfOf(model));
    const source: ContainerSource = {
      commands: (name) => site.commandsOf(this.#charm.name, name),
      mounts: (name) => this.#files.mounted(this.#charm.meta.containers.get(name)?.mounts ?? []),
    };
    this.#containers = new UnitContainers(paths, source, {
      up: (container, pebble) => unit.pebbles.set(container, pebble),
      told: () => model.note('unit', unit.name),
    });
  }

  /** Runs one thing after another, also where somebody did not wait for the end of what was aborted. */
  run(operation: HookOperation, context: HookContext, signal: AbortSignal): Promise<HookOutcome> {
    const outcome = this.#last.then(() => this.#run(operation, context, signal));
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  /** Ends what the unit's hooks have left behind, and takes its folder away. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#last;
    await this.#site.endProcesses(this.#of.root);
    this.#of.unit.pebbles.clear();
    await this.#containers.close();
    await this.#files.giveStorageBack();
    await this.#site.remove(this.#of.root);
  }

  async #run(operation: HookOperation, context: HookContext, signal: AbortSignal): Promise<HookOutcome> {
    signal.throwIfAborted();
    const charm = this.#charm;
    await this.#folder.deploy(charm, this.#site.sources[charm.name]);
    if (operation.kind === 'hook') this.#site.codeless.look(charm.name, this.#folder.path);
    const handler = await this.#handler(operation);
    if (handler === undefined) return { found: false };
    await this.#files.arrangeStorage();
    if (!(await this.#prepareContainers(operation))) return { found: false };
    await this.#site.slots.use(() => this.#execute(operation, context, { charm, handler, signal }), signal);
    return { found: true, via: handler.via };
  }

  async #handler(operation: HookOperation): Promise<(Handler & { readonly args?: string[] }) | undefined> {
    if (operation.kind === 'hook') return findHandler(this.#folder.path, `hooks/${operation.name}`);
    if (operation.kind === 'action') return findHandler(this.#folder.path, `actions/${operation.name}`);
    const script = join(this.#of.root, 'juju-exec', 'script.sh');
    await mkdir(join(this.#of.root, 'juju-exec'), { recursive: true });
    await writeFile(script, operation.commands);
    // Where there is no bash, Juju would not run either.
    const shell = existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh';
    return { path: shell, args: [script], via: 'juju-exec' };
  }

  async #execute(
    operation: HookOperation,
    context: HookContext,
    {
      charm,
      handler,
      signal,
    }: {
      readonly charm: Charm;
      readonly handler: Handler & { readonly args?: string[] };
      readonly signal: AbortSignal;
    },
  ): Promise<void> {
    const { model, unit } = this.#of;
    const output = new CharmOutput(model, unit, operation);
    const hook = new HookLaunch(this.#site, this.#files, {
      ...{ operation, context, model, unit, charm },
      ...{ command: handler.path, args: handler.args ?? [] },
    });
    const ended = await hook.run(output, signal).catch((cause: unknown) => notStarted(cause, handler));
    output.end();
    context.action?.setOutput({
      code: ended.code ?? (operation.kind === 'exec' ? 0 : -1),
      ...output.results,
    });
    // A hook that was ended with its unit is nobody's any more; an action has to say how it ended.
    if (operation.kind === 'hook') signal.throwIfAborted();
    try {
      check(ended, operation, handler);
    } catch (error) {
      if (this.#site.debugHooks) await explainFailure(this.#site, this.#of, hook);
      throw error;
    }
  }

  /**
   * A container comes up with the hook that tells of it, not before: what relies on it earlier fails on a cluster now and
   * then.
   *
   * @returns whether the hook can be run: one that tells of a container that the charm could not reach cannot
   */
  async #prepareContainers(operation: HookOperation): Promise<boolean> {
    const { model, unit } = this.#of;
    if (model.type !== 'caas') return true;
    await this.#containers.prepare();
    const container = operation.kind === 'hook' ? operation.info.workload : undefined;
    if (container === undefined) return true;
    if (this.#site.launcher.showsPods === true) {
      await this.#containers.bringUp(container);
      return true;
    }
    writeLog(model, unit, {
      ...{ level: 'WARNING', module: 'juju.worker.uniter', location: '' },
      message: `the container "${container}" stays down: charms find Pebble at /charm/containers only in a jail, see isolation in docs/running-charms.md`,
    });
    return false;
  }

  /** The charm that the unit runs now. */
  get #charm(): Charm {
    const { model, unit } = this.#of;
    return model.charms.get(unit.charmUrl) ?? unit.application.charm;
  }
}

function notStarted(cause: unknown, { via }: Handler): never {
  const { message } = cause as Error;
  throw new CharmExitError(message, { via, cause });
}

/** A command's exit code is a result like any other; that of a hook or action decides about it. */
function check(ended: Ended, operation: HookOperation, { via }: Handler): void {
  if (operation.kind === 'exec' && ended.code !== null) return;
  if (ended.code === 0) return;
  const isTold = ended.signal === 'SIGTERM' || ended.signal === 'SIGKILL';
  if (isTold && operation.kind !== 'exec') throw new CharmTerminatedError('terminated');
  throw new CharmExitError(endingOf(ended), { via });
}
