import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CharmContainer } from '../../charm/charm';
import type { HookContext } from '../../engine/hook-context';
import type { Unit } from '../../state/entities';
import type { Model } from '../../state/model';
import type { StorageInstance } from '../../state/storage-entities';
import { storageOf } from '../../state/unit-storage';
import { RealFolders } from './real-folders';
import type { StorageShelf } from './storage-shelf';
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
  readonly #shelf: StorageShelf;
  /** The storage that was attached when the unit ran last. */
  readonly #brought = new Map<string, StorageInstance['kind']>();

  constructor(paths: UnitPaths, model: Model, unit: Unit, shelf: StorageShelf) {
    this.paths = paths;
    this.#model = model;
    this.#unit = unit;
    this.#shelf = shelf;
  }

  /** What of the unit's folder the charm may change, beside its own: a resource that is a program is made executable. */
  get owned(): string[] {
    return [this.paths.resources, this.paths.storage];
  }

  /** Brings a resource as it is now, and says where it is. */
  async resource(context: HookContext, name: string): Promise<string> {
    const content = context.resources.get(name);
    const file = this.#unit.application.resources.get(name)?.path ?? name;
    const path = join(this.paths.resources, name, file);
    const folders = new RealFolders(this.paths.resources);
    const present = (await folders.find(`${name}/${file}`))?.isFile() === true;
    if (present && (await readFile(path)).equals(content)) return path;
    await writeFile(await folders.place(`${name}/${file}`), content, { flag: 'wx' });
    return path;
  }

  /** Where the charm finds a storage instance; its place on a real machine would be of no use here. */
  storageLocation(id: string): string {
    // Right in the folder that no charm can replace: in one between it could put a link.
    return join(this.paths.storage, id.replace('/', '-'));
  }

  /** Where a container of the unit has which of its storage: Kubernetes gives each a filesystem of a name once. */
  mounted(mounts: CharmContainer['mounts']): Map<string, string> {
    const folders = new Map<string, string>();
    for (const { storage, location } of mounts) {
      const found = storageOf(this.#model, this.#unit).find(
        ({ id, attached, name }) => attached && name === storage && this.#brought.get(id) === 'filesystem',
      );
      if (found !== undefined) folders.set(location, this.storageLocation(found.id));
    }
    return folders;
  }

  /** Makes the folders in which a charm may change what it is given. */
  async prepare(): Promise<void> {
    await Promise.all(this.owned.map((folder) => mkdir(folder, { recursive: true })));
  }

  /** Brings the storage that is attached, and gives back what is so no more. */
  async arrangeStorage(): Promise<void> {
    await this.#shelf.destroyAllBut(this.#model.storage);
    const attached = storageOf(this.#model, this.#unit).filter((instance) => instance.attached);
    for (const [id, kind] of [...this.#brought]) {
      if (attached.some((instance) => instance.id === id)) continue;
      const path = this.storageLocation(id);
      await this.#shelf.putAside(id, path);
      // A filesystem is unmounted; the folder that it was mounted on stays.
      if (kind === 'filesystem') await mkdir(path, { recursive: true });
      this.#brought.delete(id);
    }
    for (const instance of attached) {
      await this.#shelf.bring(instance, this.storageLocation(instance.id));
      this.#brought.set(instance.id, instance.kind);
    }
  }

  /** The unit is gone: what outlives it is for another. Where only we end, everything stays at its place. */
  async giveStorageBack(): Promise<void> {
    for (const id of this.#brought.keys()) {
      // Not by the owner's name: on Kubernetes the next unit has the same one, and may have the storage already.
      const isForAnother = this.#model.storage.has(id) && !this.#unit.storage.has(id);
      if (isForAnother) await this.#shelf.putAside(id, this.storageLocation(id));
    }
  }
}
