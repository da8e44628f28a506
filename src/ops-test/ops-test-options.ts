import type { Duration } from '../duration';
import type { CrashDumpMode } from './crash-dump-settings';

/**
 * The options of a test file that are about its models, its folders and what it builds. All are optional.
 *
 * @example
 * ```ts
 * const options: OpsTestOptions = { keepModels: 'on-failure', destructiveMode: true };
 * ```
 *
 * @public
 */
export interface OpsTestOptions {
  /** The cloud that models are made on; the controller's own where there is none. */
  readonly cloud?: string;
  /** The controller's name as the `juju` client knows it; the current one where there is none. */
  readonly controller?: string;
  /** The name of the file's model. One that exists is used, and either way it is kept. */
  readonly model?: string;
  /**
   * The alias of the file's model in `opsTest.models`.
   *
   * @defaultValue `'main'`
   */
  readonly modelAlias?: string;
  /**
   * Keep the models after the run; `'on-failure'`: only those of a file in which a test or a hook has failed.
   *
   * @defaultValue `false`
   */
  readonly keepModels?: boolean | 'on-failure';
  /**
   * Destroy the storage of the models too, where it would otherwise be released.
   *
   * @defaultValue `false`
   */
  readonly destroyStorage?: boolean;
  /** The configuration of the file's model: an object, or the path of a YAML file. Not used where `model` is given. */
  readonly modelConfig?: string | Readonly<Record<string, unknown>>;
  /** The largest message from the controller, in bytes. */
  readonly jujuMaxFrameSize?: number;
  /**
   * Where to keep what is known of a file's models when a test fails: `true` for `jest-operator-evidence` in Jest's
   * `rootDir`, the path of another folder, or `false` for nowhere.
   *
   * @defaultValue `true`
   */
  readonly evidence?: boolean | string;
  /** Where temporary files go. */
  readonly baseTemp?: string;
  /**
   * How long the end of a file may take: the destruction of its models. What is not gone by then is named, fails the
   * file and is left to the next run.
   *
   * @defaultValue `'15m'`
   */
  readonly destroyTimeout?: Duration;
  /**
   * When to run `juju-crashdump` before a model is destroyed: `always`, `on-failure` (of a test or hook of the file),
   * `legacy` (on failure, where the model is not kept) or `never`.
   *
   * @defaultValue `'legacy'`
   */
  readonly crashDump?: CrashDumpMode;
  /** The old word for `crashDump: 'never'`, before which it goes: write that instead. */
  readonly noCrashDump?: boolean;
  /** More arguments for `juju-crashdump`: a list, or a text that is split as a shell does. */
  readonly crashDumpArgs?: string | readonly string[];
  /** The folder that crash dumps go to; Jest's `rootDir` where there is none. */
  readonly crashDumpOutput?: string;
  /** More arguments for `charmcraft pack`: a list, or a text that is split as a shell does. */
  readonly charmcraftArgs?: string | readonly string[];
  /**
   * Build charms on this machine itself and not in a container: `charmcraft pack --destructive-mode`.
   *
   * @defaultValue `false`
   */
  readonly destructiveMode?: boolean;
  /**
   * Whether packed charms are kept for all test files, workers and runs; or the folder that they are kept in.
   *
   * @defaultValue `true`: in `$XDG_CACHE_HOME/jest-operator/charms`, else below `~/.cache`
   */
  readonly charmCache?: boolean | string;
  /**
   * Print each line that commands and builds write, as it comes.
   *
   * @defaultValue `false`: the last line of one that takes long is shown now and then
   */
  readonly liveOutput?: boolean;
  /** A packed charm that `buildCharm` gives instead of packing; or an object with one for each charm's name. */
  readonly charmFile?: string | Readonly<Record<string, string>>;
  /**
   * Where Charmhub's API is asked: a mirror's address.
   *
   * @defaultValue `'https://api.charmhub.io'`
   */
  readonly charmhubUrl?: string;
}
