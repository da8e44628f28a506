import { rm } from 'node:fs/promises';

import type { BaseTemp } from './base-temp';
import { makeTempFolder } from './make-temp-folder';

/**
 * The temporary folders of a test file.
 *
 * Made synchronously, because `opsTest.tmpPath` is a property.
 *
 * @internal
 */
export class TempFolders {
  readonly #base: () => BaseTemp;
  readonly #onMade: (path: string) => void;
  #made: string[] = [];

  /** @param onMade - told of each folder that is to be removed, for the case that nobody here lives to do it */
  constructor(base: () => BaseTemp, onMade: (path: string) => void = () => undefined) {
    this.#base = base;
    this.#onMade = onMade;
  }

  /** A new folder; its name begins with the model's. */
  make(modelName: string): string {
    const base = this.#base();
    const path = makeTempFolder(base, `${modelName}-`);
    this.#made.push(path);
    if (!base.named) this.#onMade(path);
    return path;
  }

  /** Removes them, unless the user named their place: then they are the user's to look at. */
  async remove(report: (line: string) => void): Promise<void> {
    if (this.#made.length === 0 || this.#base().named) return;
    const made = this.#made;
    this.#made = [];
    try {
      await Promise.all(made.map((path) => rm(path, { recursive: true, force: true })));
    } catch (error) {
      report(`a temporary folder cannot be removed: ${(error as Error).message}`);
    }
  }
}
