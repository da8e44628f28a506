import type { Duration } from '../../duration';
import { embedded, type EmbeddedOptions } from './embedded-option';
import {
  duration,
  fileOrObject,
  flag,
  flagOrFailure,
  flagOrPath,
  type OptionForm,
  positiveInteger,
  text,
} from './option-forms';

/**
 * The options of a test file, for `testEnvironmentOptions` in Jest's configuration. Each is also an environment
 * variable (`keepModels` is `JEST_OPERATOR_KEEP_MODELS`), which goes before the configuration, and can be given for
 * one file in its docblock (`@jest-environment-options {"keepModels": true}`), which goes before both.
 *
 * @public
 */
export interface JestOperatorOptions {
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
   * Where to keep what is known of a file's models when a test fails: `true` for `jest-operator-evidence` in Jest's
   * `rootDir`, the path of another folder, or `false` for nowhere.
   *
   * @defaultValue `true`
   */
  readonly evidence?: boolean | string;
  /**
   * Destroy the storage of the models too, where it would otherwise be released.
   *
   * @defaultValue `false`
   */
  readonly destroyStorage?: boolean;
  /** The configuration of the file's model: an object, or the path of a YAML file. */
  readonly modelConfig?: string | Record<string, unknown>;
  /** Skip the tests marked `skipIfDeployed`: what they deploy is in the model named by `model` already. */
  readonly noDeploy?: boolean;
  /** The largest message from the controller, in bytes. */
  readonly jujuMaxFrameSize?: number;
  /** Where temporary files go. */
  readonly baseTemp?: string;
  /**
   * How long the end of a file may take: the destruction of its models. What is not gone by then is named, fails the
   * file and is left to the next run.
   *
   * @defaultValue `'15m'`
   */
  readonly destroyTimeout?: Duration;
  /** Run on an embedded controller, one for each test file, instead of a real one. */
  readonly embedded?: boolean | EmbeddedOptions;
}

/** @internal */
export const optionTable: {
  readonly [K in keyof Required<JestOperatorOptions>]: OptionForm<Required<JestOperatorOptions>[K]>;
} = {
  cloud: text,
  controller: text,
  model: text,
  modelAlias: text,
  keepModels: flagOrFailure,
  evidence: flagOrPath,
  destroyStorage: flag,
  modelConfig: fileOrObject,
  noDeploy: flag,
  jujuMaxFrameSize: positiveInteger,
  baseTemp: text,
  destroyTimeout: duration,
  embedded,
};

/** @internal */
export type OptionName = keyof JestOperatorOptions;

/** @internal */
export const optionNames = Object.keys(optionTable) as OptionName[];
