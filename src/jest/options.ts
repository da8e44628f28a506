import { basename } from 'node:path';

import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';

import { OptionError } from './errors';
import { docblockKeys } from './options/docblock-options';
import { optionsFromEnvironment, variableOf } from './options/environment-variables';
import { isRecord } from '../is-record';
import { nearestName } from '../nearest-name';
import { shown } from './options/option-forms';
import { type JestOperatorOptions, type OptionName, optionNames, optionTable } from './options/option-table';

/** What jest-environment-node itself takes. Everything else there would become a global of the tests. */
const nodeEnvironmentOptions: readonly string[] = ['customExportConditions', 'globalsCleanup'];

/**
 * The options of one test file, and Jest's own configuration without them.
 *
 * @internal
 */
export interface ReadOptions {
  readonly options: JestOperatorOptions;
  readonly config: JestEnvironmentConfig;
}

/**
 * Reads the options of a test file: docblock, then environment variable, then `testEnvironmentOptions`.
 *
 * @throws OptionError for the first one that is not right, naming it, its value, where it stands and what to write
 * @internal
 */
export function readOptions(
  config: JestEnvironmentConfig,
  { testPath, docblockPragmas }: Pick<EnvironmentContext, 'testPath' | 'docblockPragmas'>,
  env: NodeJS.ProcessEnv = process.env,
): ReadOptions {
  const given = config.projectConfig.testEnvironmentOptions;
  const inDocblock = docblockKeys(docblockPragmas, testPath);
  const place = (key: string) =>
    inDocblock.has(key) ? `in the docblock of ${basename(testPath)}` : 'in testEnvironmentOptions';
  checkKeys(given, place);

  const fromEnvironment = optionsFromEnvironment(env);
  const options: Partial<Record<OptionName, unknown>> = {};
  for (const name of optionNames) {
    const useEnvironment =
      name in fromEnvironment && !inDocblock.has(name) && !saysOnlyYes(fromEnvironment[name], given[name]);
    const value = useEnvironment ? fromEnvironment[name] : given[name];
    if (value === undefined) continue;
    checkValue(name, value, useEnvironment ? variableOf(name) : `option ${name} ${place(name)}`);
    options[name] = value;
  }
  checkTogether(options as JestOperatorOptions);
  return { options: options as JestOperatorOptions, config: withoutOurs(config) };
}

/** `JEST_OPERATOR_EMBEDDED=true` switches on what the configuration says more of. */
const saysOnlyYes = (value: unknown, configured: unknown): boolean => value === true && isRecord(configured);

function checkKeys(given: Readonly<Record<string, unknown>>, place: (key: string) => string): void {
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(optionTable, key) || nodeEnvironmentOptions.includes(key)) continue;
    const meant = nearestName(key, optionNames);
    throw new OptionError(
      `Unknown option ${key} (value ${shown(given[key])}) ${place(key)}. ` +
        (meant ? `Did you mean ${meant}?` : `jest-operator knows: ${optionNames.join(', ')}`),
    );
  }
}

function checkValue(name: OptionName, value: unknown, source: string): void {
  const form = optionTable[name];
  if (form.accepts(value)) return;
  const wrong = form.wrongPart?.(value);
  throw new OptionError(
    wrong === undefined ? `${source} must be ${form.expected}; got ${shown(value)}` : `${source}: ${wrong}`,
  );
}

function checkTogether({ noDeploy, model, embedded, controller }: JestOperatorOptions): void {
  if (noDeploy && model === undefined) {
    throw new OptionError(
      'noDeploy needs model: the name of a model in which the charms are deployed already. ' +
        `Give model (or ${variableOf('model')}), or take noDeploy (or ${variableOf('noDeploy')}) away`,
    );
  }
  if (!embedded) return;
  if (noDeploy) {
    throw new OptionError(
      'noDeploy does not go with embedded: an embedded controller starts empty, so nothing is deployed yet. ' +
        `For a real controller set ${variableOf('embedded')}=false`,
    );
  }
  if (controller !== undefined) {
    throw new OptionError(
      `controller (${shown(controller)}) does not go with embedded: a test file runs on the one or the other. ` +
        `For ${controller} set ${variableOf('embedded')}=false`,
    );
  }
}

function withoutOurs(config: JestEnvironmentConfig): JestEnvironmentConfig {
  const rest = Object.entries(config.projectConfig.testEnvironmentOptions).filter(
    ([key]) => !Object.hasOwn(optionTable, key),
  );
  const projectConfig = { ...config.projectConfig, testEnvironmentOptions: Object.fromEntries(rest) };
  return { ...config, projectConfig };
}
