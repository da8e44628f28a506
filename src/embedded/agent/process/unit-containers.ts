import { mkdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ContainerMounts } from '../pebble/container-files';
import type { WorkloadCommands } from '../pebble/exec-sessions';
import type { Pebble } from '../pebble/pebble';
import { PebbleServer } from '../pebble/pebble-server';
import type { UnitPaths } from './unit-paths';

/** Who is told of containers: of those that have come up, and that one of them has a notice. @internal */
export interface ContainerWatch {
  up(container: string, pebble: Pebble): void;
  told(): void;
}

/** What is in a container, by its name. @internal */
export interface ContainerSource {
  commands(container: string): WorkloadCommands;
  mounts(container: string): ContainerMounts;
}

/**
 * The containers of one pod, each with a Pebble where the charm looks for it. There is no image behind them.
 *
 * @internal
 */
export class UnitContainers {
  readonly #paths: UnitPaths;
  readonly #of: ContainerSource;
  readonly #watch: ContainerWatch;
  readonly #up = new Map<string, Promise<PebbleServer>>();

  constructor(paths: UnitPaths, of: ContainerSource, watch: ContainerWatch) {
    this.#paths = paths;
    this.#of = of;
    this.#watch = watch;
  }

  /** Makes the folder that the charm sees before any container is up. */
  async prepare(): Promise<void> {
    await mkdir(join(this.#paths.pod, 'containers'), { recursive: true });
  }

  /** Brings a container up, unless it is: from now on its charm can connect. */
  async bringUp(name: string): Promise<void> {
    const up = this.#up.get(name) ?? this.#start(name);
    this.#up.set(name, up);
    await up;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#up.values()].map(async (up) => (await up.catch(() => undefined))?.close()));
    this.#up.clear();
  }

  async #start(name: string): Promise<PebbleServer> {
    const root = join(this.#paths.containers, name);
    const place = join(this.#paths.pod, 'containers', name);
    // Storage is mounted on folders that others can see.
    const points = [...this.#of.mounts(name).keys()].map((location) => join(root, posix.join('/', location)));
    await Promise.all([root, place, ...points].map((folder) => mkdir(folder, { recursive: true })));
    const server = new PebbleServer({
      root,
      socket: join(place, 'pebble.socket'),
      mounts: () => this.#of.mounts(name),
      commands: () => this.#of.commands(name),
      told: () => this.#watch.told(),
    });
    await server.listen();
    this.#watch.up(name, server.pebble);
    return server;
  }
}
