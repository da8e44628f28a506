import { OptionError } from '../errors';
import { nearestName } from '../../nearest-name';
import { type OptionName, optionNames, optionTable } from './option-table';

/** Where the reporter tells its workers to write; no option, so no user need know it. */
export const runDirectoryVariable = 'JEST_OPERATOR_RUN_DIRECTORY';

const prefix = 'JEST_OPERATOR_';

/** @internal */
export function variableOf(name: string): string {
  return prefix + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/**
 * The options that the environment gives. A variable that is set to nothing counts as not set, as CI systems often
 * have it.
 *
 * @throws OptionError for a `JEST_OPERATOR_…` that is no option's, naming the nearest one
 * @internal
 */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv): Partial<Record<OptionName, unknown>> {
  const byVariable = new Map(optionNames.map((name) => [variableOf(name), name]));
  const options: Partial<Record<OptionName, unknown>> = {};
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(prefix) || variable === runDirectoryVariable || !value) continue;
    const name = byVariable.get(variable);
    if (name === undefined) throw unknownVariable(variable, value, [...byVariable.keys()]);
    options[name] = optionTable[name].fromText(value);
  }
  return options;
}

function unknownVariable(variable: string, value: string, known: readonly string[]): OptionError {
  const meant = nearestName(
    variable.slice(prefix.length),
    known.map((name) => name.slice(prefix.length)),
  );
  return new OptionError(
    `Unknown environment variable ${variable} (value ${JSON.stringify(value)}). ` +
      (meant ? `Did you mean ${prefix}${meant}?` : `jest-operator knows: ${known.join(', ')}`),
  );
}
