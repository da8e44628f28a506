import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';

import type * as jestTransform from '@jest/transform';
import type { Config } from '@jest/types';

import type { CharmScript } from '../embedded';
import { OptionError } from './errors';
import { resolveFromRunningJest } from './running-jest';

/**
 * Loads the modules that the option `embedded.charms` names, through the project's own `transform`, into the realm
 * that the embedded controller lives in.
 *
 * They are loaded anew for each test file: what a script remembers in a variable of its module is that file's alone.
 *
 * @throws OptionError naming the charm and the module that cannot be loaded
 * @internal
 */
export async function loadCharmScripts(
  paths: Readonly<Record<string, string>>,
  projectConfig: Config.ProjectConfig,
): Promise<Record<string, CharmScript>> {
  const scripts: Record<string, CharmScript> = {};
  if (Object.keys(paths).length === 0) return scripts;
  const before = new Set(Object.keys(require.cache));
  const transformer = await scriptTransformer(projectConfig);
  for (const [charm, path] of Object.entries(paths)) {
    const file = resolve(projectConfig.rootDir, path);
    try {
      scripts[charm] = await transformer.requireAndTranspileModule<CharmScript>(file);
    } catch (cause) {
      throw new OptionError(
        `The script of charm ${charm} (option embedded.charms) cannot be loaded from ${file}: ${reason(cause as Error)}`,
        { cause },
      );
    }
  }
  forgetModules(before);
  return scripts;
}

function reason({ message, code }: NodeJS.ErrnoException): string {
  // Node adds all the modules that led there, down to Jest's own.
  return code === 'MODULE_NOT_FOUND' ? (message.split('\n')[0] ?? '') : message;
}

async function scriptTransformer(
  projectConfig: Config.ProjectConfig,
): Promise<jestTransform.ScriptTransformer> {
  const path = resolveFromRunningJest('@jest/transform', [projectConfig.runner]);
  const { createScriptTransformer } = createRequire(__filename)(path) as typeof jestTransform;
  return createScriptTransformer(projectConfig);
}

function forgetModules(before: ReadonlySet<string>): void {
  for (const path of Object.keys(require.cache)) {
    if (!before.has(path) && !path.includes(`${sep}node_modules${sep}`))
      Reflect.deleteProperty(require.cache, path);
  }
}
