import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { JujuError } from '../errors';
import type { BaseTemp } from './base-temp';

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
    const path = makeFolder(base.path, modelName);
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

function makeFolder(base: string, modelName: string): string {
  try {
    mkdirSync(base, { recursive: true });
    return mkdtempSync(join(base, `${modelName}-`));
  } catch (cause) {
    throw new JujuError(
      `No temporary folder can be made in ${base}: ${(cause as Error).message}. ` +
        `Name another place with the option baseTemp.`,
      { code: (cause as NodeJS.ErrnoException).code ?? '', cause },
    );
  }
}
