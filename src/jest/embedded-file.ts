import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { Config } from '@jest/types';

import type { EmbeddedController } from '../embedded';
import { makeCharmFolder } from '../embedded/agent/process/charm-root';
import { baseTemp } from '../ops-test/base-temp';
import { makeTempFolder } from '../ops-test/make-temp-folder';
import { loadCharmScripts } from './charm-scripts';
import { processLedger, watchLedger } from './ledger/process-ledger';
import type { EmbeddedOptions } from './options/embedded-option';
import { strayCharms } from './stray-charms';

/** @internal */
export interface EmbeddedFile {
  readonly controller: EmbeddedController;
  /** What to say of names in the option `charms` that are likely misspelt. */
  strays(): string[];
  /** Ends it, and removes its folder. */
  close(): Promise<void>;
}

/** @internal */
export interface EmbeddedSurroundings {
  /** Where temporary folders shall be. */
  readonly temp: string | undefined;
  /** Tells people what they should know in any case. */
  readonly warn: (line: string) => void;
}

/**
 * Starts the embedded controller of a test file, with the charms' scripts that its options name.
 *
 * @internal
 */
export async function startEmbedded(
  { charms = {}, charmhub = {}, python, ...options }: EmbeddedOptions,
  projectConfig: Config.ProjectConfig,
  { temp, warn }: EmbeddedSurroundings,
): Promise<EmbeddedFile> {
  // Not loaded where it is not asked for: it is as large as the rest.
  const { EmbeddedController } = await import('../embedded/index.js');
  const base = baseTemp(temp, projectConfig.rootDir, process.env);
  const jujuData = makeTempFolder(base, 'jest-operator-juju-');
  // It holds a password. Should this process be killed, the folder is found and removed.
  processLedger().append({ type: 'folder', path: jujuData });
  const remove = () => rm(jujuData, { recursive: true, force: true });
  try {
    const { scripts, sources } = sorted(charms, projectConfig.rootDir);
    const controller = await EmbeddedController.start({
      project: projectConfig.rootDir,
      ...options,
      // Nobody has said what shall become of the code of charms: they are refused, instead of doing nothing.
      refuseCode: options.execute === undefined,
      ...{ jujuData, warn },
      ...(python !== undefined && { python: resolve(projectConfig.rootDir, python) }),
      charms: { ...(await loadCharmScripts(scripts, projectConfig)), ...sources },
      ...(options.execute === true && { charmFolder: await charmFolder(options) }),
      charmhub: Object.fromEntries(
        Object.entries(charmhub).map(([name, path]) => [name, resolve(projectConfig.rootDir, path)]),
      ),
    });
    const met = new Set<string>();
    controller.state.charmChecks.add(({ name }) => void met.add(name));
    return {
      controller,
      strays: () => strayCharms(Object.keys(charms), met),
      close: () => controller.close().finally(remove),
    };
  } catch (error) {
    // Nobody has it yet who could close it.
    await remove();
    throw error;
  }
}

/** The paths of scripts, and the folders of sources. */
function sorted(
  charms: NonNullable<EmbeddedOptions['charms']>,
  rootDir: string,
): {
  readonly scripts: Record<string, string>;
  readonly sources: Record<string, { readonly source: string }>;
} {
  const scripts: Record<string, string> = {};
  const sources: Record<string, { readonly source: string }> = {};
  for (const [name, charm] of Object.entries(charms)) {
    if (typeof charm === 'string') scripts[name] = charm;
    else sources[name] = { source: resolve(rootDir, charm.source) };
  }
  return { scripts, sources };
}

/** The folder that charms are executed in, noted together with somebody who ends their processes should this one be killed. */
async function charmFolder({ debugHooks = false }: EmbeddedOptions): Promise<string> {
  const path = makeCharmFolder();
  const ledger = processLedger();
  await watchLedger(ledger);
  ledger.append({ type: 'charms', path, kept: debugHooks });
  return path;
}
