import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HookContext } from '../../engine/hook-context';
import type { Unit } from '../../state/entities';
import type { Model } from '../../state/model';
import { storageOf } from '../../state/unit-storage';
import type { UnitPaths } from './unit-paths';

/**
 * The files that a unit is given: its resources, and its storage as folders (a block device is a file of its size).
 *
 * @internal
 */
export class UnitFiles {
  readonly paths: UnitPaths;
  readonly #model: Model;
  readonly #unit: Unit;
  readonly #kept: string;

  /** @param kept - folder for the storage that outlives its unit, to be attached to another */
  constructor(paths: UnitPaths, model: Model, unit: Unit, kept: string) {
    this.paths = paths;
    this.#model = model;
    this.#unit = unit;
    this.#kept = kept;
  }

  /** Brings a resource as it is now, and says where it is. */
  async resource(context: HookContext, name: string): Promise<string> {
    const content = context.resources.get(name);
    const file = this.#unit.application.resources.get(name)?.path ?? name;
    const path = join(this.paths.resources, name, file);
    const present = await readFile(path).catch(() => undefined);
    if (present?.equals(content) === true) return path;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    return path;
  }

  /** Where the charm finds a storage instance; its place on a real machine would be of no use here. */
  storageLocation(id: string): string {
    return join(this.paths.storage, id);
  }

  /** Makes the storage that is attached, and brings what was another unit's before. */
  async prepareStorage(): Promise<void> {
    for (const { id, attached, kind, size } of storageOf(this.#model, this.#unit)) {
      const path = this.storageLocation(id);
      if (!attached || existsSync(path)) continue;
      await mkdir(dirname(path), { recursive: true });
      if (existsSync(join(this.#kept, id))) await rename(join(this.#kept, id), path);
      else if (kind === 'filesystem') await mkdir(path);
      else await makeDevice(path, size);
    }
  }

  /** Puts aside the storage that outlives the unit. */
  async keepStorage(): Promise<void> {
    for (const id of this.#model.storage.keys()) {
      const path = this.storageLocation(id);
      if (!existsSync(path)) continue;
      await mkdir(dirname(join(this.#kept, id)), { recursive: true });
      await rename(path, join(this.#kept, id));
    }
  }
}

/** A file that takes no room until it is written to. */
async function makeDevice(path: string, sizeMiB: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, sizeMiB * 1024 * 1024);
}
