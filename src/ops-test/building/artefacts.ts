import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { CharmProject } from './charm-project';
import { fingerprint } from './fingerprint';

/** A packed charm that a build made. @internal */
export interface ArtefactChange {
  readonly path: string;
  /** There was no file of this name before. */
  readonly isNew: boolean;
  remove(): Promise<void>;
}

/**
 * The packed charms in a charm's folder, as they were at one time: what a build has made shows against it. Files of
 * former builds, and those of charms whose names only begin the same, are not taken for it.
 *
 * @internal
 */
export class Artefacts {
  readonly #project: CharmProject;
  readonly #before: ReadonlyMap<string, string>;
  readonly #saved = new Set<string>();

  private constructor(project: CharmProject, before: ReadonlyMap<string, string>) {
    this.#project = project;
    this.#before = before;
  }

  /** Those that are there now. */
  static async in(project: CharmProject): Promise<Artefacts> {
    return new Artefacts(project, await fingerprints(project));
  }

  /** Copies them into a new folder, from which a build that fails can put them back. */
  async save(folder: string): Promise<void> {
    if (this.#before.size === 0) return;
    await mkdir(folder);
    for (const name of this.#before.keys()) {
      const path = join(this.#project.folder, name);
      // A link, which may lead nowhere, or a folder is no packed charm: no build writes there.
      if (!(await lstat(path)).isFile()) continue;
      await copyFile(path, join(folder, name), constants.COPYFILE_FICLONE);
      this.#saved.add(name);
    }
  }

  /** Takes away what a build that failed has made, and puts back what it has overwritten or removed. */
  async restore(saved: string): Promise<void> {
    const now = await fingerprints(this.#project);
    for (const name of now.keys()) if (!this.#before.has(name)) await rm(join(this.#project.folder, name));
    for (const name of this.#saved) {
      if (now.get(name) !== this.#before.get(name)) await this.#putBack(join(saved, name), name);
    }
  }

  async #putBack(copy: string, name: string): Promise<void> {
    const path = join(this.#project.folder, name);
    const part = join(this.#project.folder, `.${name}.${randomUUID()}`);
    try {
      await copyFile(copy, part);
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
  }

  /** What has come or was written anew since then, by name. */
  async changes(): Promise<ArtefactChange[]> {
    const now = await fingerprints(this.#project);
    return [...now]
      .filter(([name, print]) => this.#before.get(name) !== print)
      .map(([name]) => {
        const path = join(this.#project.folder, name);
        return { path, isNew: !this.#before.has(name), remove: () => rm(path, { force: true }) };
      });
  }
}

async function fingerprints({ folder, name }: CharmProject): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((file) => isOf(name, file)).sort();
  const found = new Map<string, string>();
  for (const file of names) {
    found.set(file, await fingerprint(join(folder, file)));
  }
  return found;
}

/** `web.charm` of reactive charms, `web_ubuntu-22.04-amd64.charm`; a charm's own name has no underscore. */
function isOf(charm: string, file: string): boolean {
  return file.endsWith('.charm') && (file === `${charm}.charm` || file.startsWith(`${charm}_`));
}
