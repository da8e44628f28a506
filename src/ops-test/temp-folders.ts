import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { JujuError } from '../errors';
import type { BaseTemp } from './base-temp';

/**
 * The temporary folders of a test file, one for each model, made when they are first asked for.
 *
 * Synchronous, because `opsTest.tmpPath` is a property.
 *
 * @internal
 */
export class TempFolders {
  readonly #base: () => BaseTemp;
  readonly #made = new Map<string, string>();

  constructor(base: () => BaseTemp) {
    this.#base = base;
  }

  /** The folder of a model; its name begins with the model's. */
  of(modelName: string): string {
    const known = this.#made.get(modelName);
    if (known !== undefined) return known;
    const path = makeFolder(this.#base().path, modelName);
    this.#made.set(modelName, path);
    return path;
  }

  /** Removes them, unless the user named their place; returns those that are there yet. */
  async remove(): Promise<readonly string[]> {
    const paths = [...this.#made.values()];
    if (paths.length === 0 || this.#base().named) return paths;
    await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
    this.#made.clear();
    return [];
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
      { cause },
    );
  }
}
