import { resolve } from 'node:path';

import { anySignal } from '../model/call-limits';
import type { RunOptions } from './command-line';
import type { TrackedModel } from './model-state';
import type { OpsTestHost } from './ops-test-host';
import type { CommandPlace } from './run-command';
import type { Workplace } from './workplace';

/** What a command is to know of the test file's models. @internal */
export interface CommandContext {
  readonly host: OpsTestHost;
  /** `undefined` before the file has a controller. */
  readonly place: Workplace | undefined;
  /** The current model. */
  readonly tracked: TrackedModel | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The folder, the environment and the signals of a command. @internal */
export async function commandPlace(options: RunOptions, context: CommandContext): Promise<CommandPlace> {
  const { cwd = '.', env: own, signal } = options;
  const { rootDir, env } = context.host;
  return {
    cwd: resolve(rootDir, cwd),
    env: withoutUnset({ ...withoutSelection(env), ...(await selection(context)), ...own }),
    signal: anySignal(signal, context.signal),
  };
}

/**
 * What the shell of the person who runs the tests has selected must not lead a command to another model; and `juju`
 * refuses the two variables where they disagree.
 */
function withoutSelection(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, JUJU_MODEL: undefined, JUJU_CONTROLLER: undefined };
}

/** `juju` in a command speaks to the current model, or at least to the same controller. */
async function selection({ place, tracked }: CommandContext): Promise<NodeJS.ProcessEnv> {
  if (!place) return {};
  const { store, controllerName } = place;
  return {
    JUJU_DATA: store.directory,
    ...(tracked ? { JUJU_MODEL: await selector(place, tracked) } : { JUJU_CONTROLLER: controllerName }),
  };
}

/**
 * `controller:model`, but by UUID where the juju client remembers another model by that name: one that is gone. It
 * looks up what it does not know, and fails with what it knows wrongly.
 */
async function selector({ store }: Workplace, tracked: TrackedModel): Promise<string> {
  const { controllerName, fullName, modelName, model } = tracked;
  const remembered = await store.models(controllerName).catch(() => undefined);
  const uuid = remembered?.models[`${model.info.owner}/${modelName}`]?.uuid;
  return uuid === undefined || uuid === model.uuid ? fullName : `${controllerName}:${model.uuid}`;
}

function withoutUnset(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
