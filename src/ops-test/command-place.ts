import { resolve } from 'node:path';

import { anySignal } from '../model/calls/call-limits';
import type { ModelInfo } from '../model/model-info';
import type { RunOptions } from './command-line';
import type { OpsTestHost } from './ops-test-host';
import type { CommandPlace } from './run-command';
import type { Workplace } from './workplace';

/** What a command is to know of the test file's models. @internal */
export interface CommandContext {
  readonly host: OpsTestHost;
  /** `undefined` before the file has a controller. */
  readonly place: ClientPlace | undefined;
  /** The model that `juju` shall speak to: the current one, mostly. */
  readonly selected: SelectedModel | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Whose files the juju client reads. @internal */
export type ClientPlace = Pick<Workplace, 'store' | 'controllerName'>;

/** A model by its names. @internal */
export type SelectedModel = Pick<ModelInfo, 'uuid' | 'name' | 'owner' | 'fullName'>;

/** The folder, the environment and the signals of a command. @internal */
export async function commandPlace(options: RunOptions, context: CommandContext): Promise<CommandPlace> {
  const { cwd = '.', env: own, signal } = options;
  const { rootDir, env } = context.host;
  return {
    cwd: resolve(rootDir, cwd),
    env: withoutUnset({ ...withoutSelection(env), ...(await selection(context)), ...own }),
    signal: anySignal(signal, context.signal),
    noteGroup: context.host.noteGroup,
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
async function selection({ place, selected }: CommandContext): Promise<NodeJS.ProcessEnv> {
  if (!place) return {};
  const { store, controllerName } = place;
  return {
    JUJU_DATA: store.directory,
    ...(selected ? { JUJU_MODEL: await selector(place, selected) } : { JUJU_CONTROLLER: controllerName }),
  };
}

/**
 * `controller:model`, but by UUID where the juju client remembers another model by that name: one that is gone. It
 * looks up what it does not know, and fails with what it knows wrongly.
 */
async function selector({ store }: ClientPlace, selected: SelectedModel): Promise<string> {
  const { fullName, name, owner } = selected;
  // It may be on another controller than the file's own.
  const controllerName = fullName.slice(0, fullName.indexOf(':'));
  const remembered = await store.models(controllerName).catch(() => undefined);
  const uuid = remembered?.models[`${owner}/${name}`]?.uuid;
  return uuid === undefined || uuid === selected.uuid ? fullName : `${controllerName}:${selected.uuid}`;
}

function withoutUnset(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
