import type { Model } from '../model/model';

/**
 * What `opsTest` knows of a model that it tracks.
 *
 * @public
 */
export interface ModelState {
  /** What the tests call it. */
  readonly alias: string;
  readonly model: Model;
  /** Whether it stays when the file ends. */
  readonly keep: boolean;
  /** Whether its storage is destroyed with it. */
  readonly destroyStorage: boolean;
  readonly controllerName: string;
  readonly cloudName: string;
  /** Its name on the controller, without its owner. */
  readonly modelName: string;
  /** As the juju client takes it after `-m`: `controller:model`, or `controller:owner/model` for another user's. */
  readonly fullName: string;
  /** Its configuration as it was when it was tracked. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** A tracked model with what its end needs. @internal */
export interface TrackedModel extends ModelState {
  /** Its name in the journal. */
  readonly id: string;
  /** Made when it is first asked for. */
  tmpPath?: string;
}

/** A copy for the tests. @internal */
export function publicState(tracked: TrackedModel): ModelState {
  const { alias, model, keep, destroyStorage } = tracked;
  const { controllerName, cloudName, modelName, fullName, config } = tracked;
  return Object.freeze({
    ...{ alias, model, keep, destroyStorage },
    ...{ controllerName, cloudName, modelName, fullName, config },
  });
}
