import { mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';

import type { Config } from '@jest/types';

import { ensureFolder } from '../../ensure-folder';
import { evidenceFileName, evidenceFolderName } from '../../evidence-names';

/** Longer names are trouble for archives, and for people. */
const longest = 80;

/** Which test file, in which of Jest's projects: two of them may run the same file. @internal */
export interface EvidenceSubject {
  readonly testPath: string;
  readonly projectConfig: Config.ProjectConfig;
}

/**
 * Where the evidence of a test file's failures is kept: a folder of its own in the one that the option `evidence` names.
 *
 * @internal
 */
export class EvidencePlace {
  readonly file: string;
  readonly project: string;
  readonly #folder: string;

  constructor({ testPath, projectConfig }: EvidenceSubject, option: string | true = true) {
    const { rootDir, id, displayName } = projectConfig;
    this.file = relative(rootDir, testPath);
    this.project = id;
    const stem = this.file.replace(/(?:[._-](?:test|spec))?\.[^.]+$/i, '');
    const names = [displayName?.name, stem].filter((name) => name !== undefined).map(slug);
    this.#folder = join(resolve(rootDir, option === true ? evidenceFolderName : option), ...names);
  }

  /** Removes what former runs of the same file have kept here, and nothing else. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const folder = join(this.#folder, name);
      if (await this.#isOurs(folder)) await rm(folder, { recursive: true, force: true });
    }
    await rmdir(this.#folder).catch(() => undefined);
  }

  /** A new folder for the failure of a test or hook. */
  async make(title: string): Promise<string> {
    ensureFolder(this.#folder);
    const name = slug(title);
    for (let number = 1; ; number++) {
      const folder = join(this.#folder, number === 1 ? name : `${name}-${String(number)}`);
      try {
        await mkdir(folder);
        return folder;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }

  /** A folder that is only called like one of ours belongs to somebody else. */
  async #isOurs(folder: string): Promise<boolean> {
    try {
      const summary = JSON.parse(await readFile(join(folder, evidenceFileName), 'utf8')) as Record<
        string,
        unknown
      >;
      return summary['file'] === this.file && summary['project'] === this.project;
    } catch {
      return false;
    }
  }
}

/** For a path on any system, and for a shell. */
function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[^\w.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return basename(plain.slice(0, longest).replace(/[-.]+$/, '')) || 'unnamed';
}
