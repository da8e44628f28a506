import { checkKeys } from '../model/calls/check-keys';
import type { CallLimits } from '../model/calls/call-limits';
import { type ControllerReference, nameOfController } from '../model/controller/controllers';
import { notValid } from '../errors';
import type { ModelKeep } from './model-keep';

/**
 * Which model to track, and what becomes of it.
 *
 * @public
 */
export interface TrackModelOptions extends CallLimits {
  /**
   * The model's name on the controller; `owner/name` for another user's.
   *
   * @defaultValue a new name, made of the test file's name and the alias
   */
  readonly modelName?: string | undefined;
  /**
   * The controller to track the model on, for tests across controllers: its name, as the `juju` client has registered
   * it, or what is connected to it. The model is kept, destroyed and swept as any other.
   *
   * @defaultValue that of the current model, which is `opsTest.controller` but in the context of a model elsewhere; for a
   * cloud of `addK8s` always `opsTest.controller`
   */
  readonly controller?: ControllerReference | undefined;
  /**
   * The cloud to make the model on.
   *
   * @defaultValue that of the current model, else the option `cloud`, else the controller's own; on another controller
   * than the current model's always that controller's own
   */
  readonly cloudName?: string | undefined;
  /**
   * `true`: only a model that is there already; `false`: only a new one.
   *
   * @defaultValue with a `modelName`, whichever it turns out to be; else a new one
   */
  readonly useExisting?: boolean | undefined;
  /**
   * Whether the model stays: a `ModelKeep`, or `true`, or `false` (destroyed unless the option `keepModels` is set).
   *
   * @defaultValue `ModelKeep.IF_EXISTS`
   */
  readonly keep?: ModelKeep | Uppercase<ModelKeep> | boolean | undefined;
  /**
   * Whether its storage is destroyed with it, where it would otherwise be released.
   *
   * @defaultValue the option `destroyStorage` for a new model, `false` for one that was there already
   */
  readonly destroyStorage?: boolean | undefined;
  /** The configuration of a new model. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** The region of the cloud for a new model. */
  readonly region?: string | undefined;
  /** The name of the credential for a new model. */
  readonly credential?: string | undefined;
}

const keys = [
  'controller',
  'modelName',
  'cloudName',
  'useExisting',
  'keep',
  'destroyStorage',
  'config',
  'region',
  'credential',
  'signal',
  'timeout',
];

/** What makes no sense for a model that is there already. */
const forNewModels = ['config', 'region', 'credential'] as const;

/** @throws TypeError or JujuError for a wish that contradicts itself or is unknown @internal */
export function checkTrackModel(alias: unknown, options: TrackModelOptions): void {
  if (typeof alias !== 'string' || alias === '') {
    throw new TypeError(`The alias of a model must be a text; got ${JSON.stringify(alias)}`);
  }
  checkKeys(options, keys, 'trackModel');
  const { useExisting, modelName, controller } = options;
  if (controller !== undefined) nameOfController(controller);
  for (const name of ['useExisting', 'destroyStorage'] as const) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== 'boolean') {
      throw new TypeError(`${name} must be true or false; got ${JSON.stringify(value)}`);
    }
  }
  if (!useExisting) return;
  if (modelName === undefined) {
    throw notValid('Cannot use an existing model (useExisting) when modelName is not given.');
  }
  const unused = creationOptions(options);
  if (unused.length > 0) {
    throw notValid(
      `${unused.join(', ')} cannot be given for model "${modelName}", which is there already (useExisting): ` +
        `change its configuration with model.setConfig, or let a new one be made.`,
    );
  }
}

/** Those options that only a new model takes. @internal */
export function creationOptions(options: TrackModelOptions): readonly string[] {
  return forNewModels.filter((name) => options[name] !== undefined);
}
