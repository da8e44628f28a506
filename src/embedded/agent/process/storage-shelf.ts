import { mkdir, rename, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeFolder } from '../../../remove-folder';
import type { StorageInstance } from '../../state/storage-entities';

/**
 * Where the storage of a model is: with the unit that has it, or on the shelf. One for all units of the model, since storage
 * goes from one to another, and who gets it may be quicker than who gives it.
 *
 * @internal
 */
export class StorageShelf {
  readonly #folder: string;
  readonly #places = new Map<string, string>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder - for what no unit has; is made when something is put there */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Brings storage to a place, from wherever it is; new storage is made there. */
  bring({ id, kind, size }: Pick<StorageInstance, 'id' | 'kind' | 'size'>, path: string): Promise<void> {
    return this.#alone(async () => {
      const from = this.#places.get(id);
      if (from === path) return;
      await mkdir(dirname(path), { recursive: true });
      // The mount point of before, and what was written into it meanwhile.
      await removeFolder(path);
      if (from !== undefined) await rename(from, path);
      else if (kind === 'filesystem') await mkdir(path);
      else await makeDevice(path, size);
      this.#places.set(id, path);
    });
  }

  /** Takes storage away from a place, unless it has gone to another unit already, and keeps it for one. */
  putAside(id: string, path: string): Promise<void> {
    return this.#alone(async () => {
      if (this.#places.get(id) !== path) return;
      const place = join(this.#folder, id);
      await mkdir(dirname(place), { recursive: true });
      await rename(path, place);
      this.#places.set(id, place);
    });
  }

  /** Takes away the storage that is no more, wherever it is. @param known - what there is, by its id */
  destroyAllBut(known: ReadonlyMap<string, unknown>): Promise<void> {
    return this.#alone(async () => {
      for (const [id, place] of this.#places) {
        if (known.has(id)) continue;
        this.#places.delete(id);
        await removeFolder(place);
      }
    });
  }

  /** One thing after another: units run beside each other. */
  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** A file that takes no room until it is written to. */
async function makeDevice(path: string, sizeMiB: number): Promise<void> {
  await writeFile(path, '', { flag: 'wx' });
  await truncate(path, sizeMiB * 1024 * 1024);
}
