import type { Model } from '../model/model';
import type { OpsTestHost } from './ops-test-host';

/**
 * What `opsTest` knows of a model that it tracks.
 *
 * @public
 */
export interface ModelState {
  /** What the tests call it. */
  readonly alias: string;
  readonly model: Model;
  /** Whether it stays when the file ends, as things are now: with `keepModels: 'on-failure'` a failure changes it. */
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
  /** Whether it stays where a test of the file has failed, and goes else: `keepModels: 'on-failure'`. */
  readonly keepOnFailure: boolean;
  /** Made when it is first asked for. */
  tmpPath?: string;
}

/** Whether a model stays, as things are now. @internal */
export function staysNow(
  { keep, keepOnFailure }: Pick<TrackedModel, 'keep' | 'keepOnFailure'>,
  { failures }: Pick<OpsTestHost, 'failures'>,
): boolean {
  return keep || (keepOnFailure && (failures?.() ?? 0) > 0);
}

/** A copy for the tests. @internal */
export function publicState(tracked: TrackedModel, host: Pick<OpsTestHost, 'failures'>): ModelState {
  const { alias, model, destroyStorage } = tracked;
  const keep = staysNow(tracked, host);
  const { controllerName, cloudName, modelName, fullName, config } = tracked;
  return Object.freeze({
    ...{ alias, model, keep, destroyStorage },
    ...{ controllerName, cloudName, modelName, fullName, config },
  });
}
