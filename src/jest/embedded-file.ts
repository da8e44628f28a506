import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { Config } from '@jest/types';

import type { EmbeddedController } from '../embedded';
import { baseTemp } from '../ops-test/base-temp';
import { loadCharmScripts } from './charm-scripts';
import { processLedger } from './ledger/process-ledger';
import type { EmbeddedOptions } from './options/embedded-option';

/** @internal */
export interface EmbeddedFile {
  readonly controller: EmbeddedController;
  /** Ends it, and removes its folder. */
  close(): Promise<void>;
}

/**
 * Starts the embedded controller of a test file, with the charms' scripts that its options name.
 *
 * @internal
 */
export async function startEmbedded(
  { charms = {}, charmhub = {}, ...options }: EmbeddedOptions,
  projectConfig: Config.ProjectConfig,
  temp: string | undefined,
): Promise<EmbeddedFile> {
  // Not loaded where it is not asked for: it is as large as the rest.
  const { EmbeddedController } = await import('../embedded/index.js');
  const jujuData = mkdtempSync(
    join(baseTemp(temp, projectConfig.rootDir, process.env).path, 'jest-operator-juju-'),
  );
  // It holds a password. Should this process be killed, the folder is found and removed.
  processLedger().append({ type: 'folder', path: jujuData });
  const remove = () => rm(jujuData, { recursive: true, force: true });
  try {
    const scripts = await loadCharmScripts(charms, projectConfig);
    const controller = await EmbeddedController.start({
      project: projectConfig.rootDir,
      ...options,
      jujuData,
      charms: scripts,
      charmhub: Object.fromEntries(
        Object.entries(charmhub).map(([name, path]) => [name, resolve(projectConfig.rootDir, path)]),
      ),
    });
    return { controller, close: () => controller.close().finally(remove) };
  } catch (error) {
    // Nobody has it yet who could close it.
    await remove();
    throw error;
  }
}
