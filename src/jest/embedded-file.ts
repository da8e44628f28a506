import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from '@jest/types';

import type { EmbeddedController } from '../embedded';
import { baseTemp } from '../ops-test/base-temp';
import { loadCharmScripts } from './charm-scripts';
import { processLedger } from './ledger/process-ledger';
import type { EmbeddedOptions } from './options/embedded-option';

/**
 * Starts the embedded controller of a test file, with the charms' scripts that its options name.
 *
 * @internal
 */
export async function startEmbedded(
  { charms = {}, ...options }: EmbeddedOptions,
  projectConfig: Config.ProjectConfig,
  temp: string | undefined,
): Promise<EmbeddedController> {
  // Not loaded where it is not asked for: it is as large as the rest.
  const { EmbeddedController } = await import('../embedded/index.js');
  const jujuData = mkdtempSync(
    join(baseTemp(temp, projectConfig.rootDir, process.env).path, 'jest-operator-juju-'),
  );
  // It holds a password. Should this process be killed, the folder is found and removed.
  processLedger().append({ type: 'folder', path: jujuData });
  return EmbeddedController.start({
    ...options,
    jujuData,
    charms: await loadCharmScripts(charms, projectConfig),
  });
}
