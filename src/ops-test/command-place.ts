import { resolve } from 'node:path';

import { anySignal } from '../model/call-limits';
import type { RunOptions } from './command-line';
import type { OpsTestHost } from './ops-test-host';
import type { CommandPlace } from './run-command';

/** What a command is to know of the test file's models. @internal */
export interface CommandModel {
  readonly jujuData: string | undefined;
  readonly controllerName: string | undefined;
  /** The current model, `controller:model`. */
  readonly modelFullName: string | undefined;
}

/** The folder, the environment and the signals of a command. @internal */
export function commandPlace(
  { cwd = '.', env: own, signal }: RunOptions,
  { rootDir, env }: Pick<OpsTestHost, 'rootDir' | 'env'>,
  model: CommandModel,
  testSignal: AbortSignal | undefined,
): CommandPlace {
  return {
    cwd: resolve(rootDir, cwd),
    env: commandEnvironment(env, model, own),
    signal: anySignal(signal, testSignal),
  };
}

/**
 * The environment of a command: `juju` in it speaks to the current model.
 *
 * What the shell of the person who runs the tests has in `JUJU_MODEL` and `JUJU_CONTROLLER` must not lead a command to
 * another model, and `juju` refuses the two where they disagree; so they are replaced.
 */
function commandEnvironment(
  base: NodeJS.ProcessEnv,
  { jujuData, controllerName, modelFullName }: CommandModel,
  own: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...base };
  if (jujuData !== undefined) env['JUJU_DATA'] = jujuData;
  delete env['JUJU_MODEL'];
  delete env['JUJU_CONTROLLER'];
  if (modelFullName !== undefined) env['JUJU_MODEL'] = modelFullName;
  else if (controllerName !== undefined) env['JUJU_CONTROLLER'] = controllerName;
  return withoutUnset({ ...env, ...own });
}

function withoutUnset(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
