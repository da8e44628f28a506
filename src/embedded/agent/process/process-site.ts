import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { endProcessesOf } from '../../../processes-of-folder';
import { removeFolder } from '../../../remove-folder';
import type { JujuSeries } from '../../state/profile';
import type { Model } from '../../state/model';
import { toolNames } from '../tools/run-hook-tool';
import type { CharmPythons } from '../python/charm-pythons';
import { Codeless } from './codeless';
import { makeCharmFolder } from './charm-root';
import type { HostCommands } from '../isolation/host-commands';
import type { WorkloadCommands } from '../pebble/exec-sessions';
import type { Launcher } from './launch';
import { Slots } from '../../../slots';
import { shellQuoted } from '../../../shell-quoted';
import { StorageShelf } from './storage-shelf';
import { makeToolsFolder } from './tools-folder';
import { Watchdog } from './watchdog';

/** What the process agents of a controller are made with. @internal */
export interface ProcessSiteSeed {
  readonly series: JujuSeries;
  readonly launcher: Launcher;
  readonly hostCommands: HostCommands;
  /** How many processes run at a time. */
  readonly concurrency: number;
  /** Folders of sources, by the names of charms. */
  readonly sources: Readonly<Record<string, string>>;
  readonly pythons: CharmPythons;
  readonly debugHooks: boolean;
  /** The programs of a charm's container, as tests have given them. */
  commandsOf(charm: string, container: string): WorkloadCommands;
  /** Where the controller listens. */
  apiAddresses(): readonly string[];
  /** Tells who watches. */
  notice(line: string): void;
  /** Tells people of what a charm lacks. */
  warn(line: string): void;
  /** The folder that everything is in, made by somebody who clears it away should we be killed. Default: a new one. */
  readonly folder?: string | undefined;
}

/**
 * Where the charms of a controller run: one folder, with the hook tools and a folder for each unit, and what they share.
 *
 * @internal
 */
export class ProcessSite {
  readonly launcher: Launcher;
  readonly hostCommands: HostCommands;
  readonly slots: Slots;
  readonly sources: Readonly<Record<string, string>>;
  readonly pythons: CharmPythons;
  readonly debugHooks: boolean;
  readonly commandsOf: (charm: string, container: string) => WorkloadCommands;
  readonly folder: string;
  readonly apiAddresses: () => readonly string[];
  readonly notice: (line: string) => void;
  /** Charms that have been found without code, by their names. */
  readonly codeless: Codeless;
  /** There once the hook tools are. */
  readonly ready: Promise<void>;
  readonly #shelves = new WeakMap<Model, StorageShelf>();
  readonly #watchdog: Watchdog | undefined;
  #units = 0;

  constructor(seed: ProcessSiteSeed) {
    this.launcher = seed.launcher;
    this.hostCommands = seed.hostCommands;
    this.slots = new Slots(seed.concurrency);
    this.sources = seed.sources;
    this.pythons = seed.pythons;
    this.debugHooks = seed.debugHooks;
    this.commandsOf = (charm, container) => seed.commandsOf(charm, container);
    this.apiAddresses = () => seed.apiAddresses();
    this.notice = (line) => seed.notice(line);
    this.codeless = new Codeless((line) => seed.warn(line));
    this.folder = seed.folder ?? makeCharmFolder();
    this.#watchdog = seed.folder === undefined ? new Watchdog(this.folder, this.debugHooks) : undefined;
    const commands = [...toolNames(seed.series), ...seed.hostCommands.names];
    this.ready = this.#prepare([...new Set(commands)]);
    this.ready.catch(() => undefined);
  }

  get toolsFolder(): string {
    return join(this.folder, 'tools');
  }

  /** A folder of its own for a unit, made. */
  async makeUnitFolder(): Promise<string> {
    this.#units += 1;
    const folder = join(this.folder, String(this.#units));
    await mkdir(folder);
    return folder;
  }

  /** Where the storage of a model is. */
  shelfOf(model: Model): StorageShelf {
    const shelf =
      this.#shelves.get(model) ?? new StorageShelf(join(this.folder, 'kept', model.uuid.slice(0, 8)));
    this.#shelves.set(model, shelf);
    return shelf;
  }

  /** Ends the processes that were started for a unit, wherever they have gone. */
  async endProcesses(folder: string): Promise<void> {
    await endProcessesOf(folder);
    await this.launcher.release?.(folder);
  }

  /** Takes a unit's folder away, unless somebody wants to look into it. What cannot be removed is told. */
  async remove(folder: string): Promise<void> {
    if (this.debugHooks) return;
    try {
      await removeFolder(folder);
    } catch (error) {
      this.notice(
        `a folder that a charm has used cannot be removed: ${(error as Error).message}. Remove it: rm -rf ${shellQuoted(folder)}`,
      );
    }
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.ready.catch(() => undefined);
    await this.launcher.close();
    await endProcessesOf(this.folder);
    await this.remove(this.folder);
    // Last: should we be killed meanwhile, it has still something to do.
    await this.#watchdog?.dismiss();
  }

  async #prepare(commands: readonly string[]): Promise<void> {
    await Promise.all([makeToolsFolder(this.toolsFolder, commands), this.#watchdog?.begun]);
  }
}
