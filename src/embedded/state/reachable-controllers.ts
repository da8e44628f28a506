import type { ControllerState } from './controller-state';

/**
 * The embedded controllers of this process, by UUID: a model of one can use what a model of another offers. Where
 * Juju's controllers would call each other, these look each other up.
 */
const reachable = new Map<string, ControllerState>();

/** Lets others use what the controller's models offer, until the returned function is called. @internal */
export function makeReachable(state: ControllerState): () => void {
  reachable.set(state.uuid, state);
  return () => {
    reachable.delete(state.uuid);
  };
}

/** The controller that a model is on, as far as it can be reached. @internal */
export function controllerOfModel(modelUuid: string): ControllerState | undefined {
  for (const state of reachable.values()) if (state.models.get(modelUuid) !== undefined) return state;
  return undefined;
}

/** @internal */
export function reachableController(uuid: string): ControllerState | undefined {
  return reachable.get(uuid);
}
