import type { Duration } from '../duration';
import type { KeepModels } from './resolve-keep';
import type { CrashDumpMode } from './crash-dump-settings';

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
  /**
   * When to run `juju-crashdump` before a model is forgotten.
   *
   * @defaultValue `'legacy'`
   */
  readonly crashDump?: CrashDumpMode;
  /** The old word for `crashDump: 'never'`. */
  readonly noCrashDump?: boolean;
  /** More arguments for `juju-crashdump`: words, or a text that is split as a shell does. */
  readonly crashDumpArgs?: string | readonly string[];
  /** The folder that crash dumps go to; `rootDir` where there is none. */
  readonly crashDumpOutput?: string;
  /** More arguments for `charmcraft pack`: words, or a text that is split as a shell does. */
  readonly charmcraftArgs?: string | readonly string[];
  /**
   * Build on this machine itself, and not in a container.
   *
   * @defaultValue `false`
   */
  readonly destructiveMode?: boolean;
  /**
   * Whether packed charms are kept for the next time, or the folder that they are kept in.
   *
   * @defaultValue `true`: in `$XDG_CACHE_HOME/jest-operator`
   */
  readonly charmCache?: boolean | string;
  /** A packed charm, or one for each charm's name, that `buildCharm` takes instead of packing. */
  readonly charmFile?: string | Readonly<Record<string, string>>;
  /**
   * Where Charmhub is asked.
   *
   * @defaultValue `'https://api.charmhub.io'`
   */
  readonly charmhubUrl?: string;
}
