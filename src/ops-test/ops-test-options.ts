import type { Duration } from '../duration';
import type { KeepModels } from './resolve-keep';

/**
 * The options of a test file, as far as {@link OpsTest} is concerned; checked already by who read them.
 *
 * @internal
 */
export interface OpsTestOptions {
  /** The cloud of the models; the controller's own where there is none. */
  readonly cloud?: string;
  /** The controller's name as the juju client knows it; the current one where there is none. */
  readonly controller?: string;
  /** The name of the automatic model. One that exists is used, and either way it is kept. */
  readonly model?: string;
  /**
   * The alias of the automatic model.
   *
   * @defaultValue `'main'`
   */
  readonly modelAlias?: string;
  /**
   * Keep the models; `'on-failure'`: only where a test or a hook has failed.
   *
   * @defaultValue `false`
   */
  readonly keepModels?: KeepModels;
  /**
   * Destroy the storage of models that are made here, where it would otherwise be released.
   *
   * @defaultValue `false`
   */
  readonly destroyStorage?: boolean;
  /** The configuration of the automatic model: an object, or the path of a YAML file. Not used where `model` is given. */
  readonly modelConfig?: string | Readonly<Record<string, unknown>>;
  /** The largest message from the controller, in bytes. */
  readonly jujuMaxFrameSize?: number;
  /** Where temporary files go. */
  readonly baseTemp?: string;
  /**
   * How long the destruction of models may take: of one in `forgetModel`, of all at the end.
   *
   * @defaultValue `'15m'`
   */
  readonly destroyTimeout?: Duration;
}
