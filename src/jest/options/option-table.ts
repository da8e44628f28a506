import { embedded, type EmbeddedOptions } from './embedded-option';
import { crashDumpModes } from '../../ops-test/crash-dump-settings';
import type { OpsTestOptions } from '../../ops-test/ops-test-options';
import {
  commandArguments,
  duration,
  fileOrObject,
  flag,
  flagOrFailure,
  flagOrPath,
  httpUrl,
  oneOf,
  type OptionForm,
  pathOrPaths,
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
export interface JestOperatorOptions extends OpsTestOptions {
  /** Skip the tests marked `skipIfDeployed`: what they deploy is in the model named by `model` already. */
  readonly noDeploy?: boolean;
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
  crashDump: oneOf(crashDumpModes),
  noCrashDump: flag,
  crashDumpArgs: commandArguments,
  crashDumpOutput: text,
  charmcraftArgs: commandArguments,
  destructiveMode: flag,
  liveOutput: flag,
  charmCache: flagOrPath,
  charmFile: pathOrPaths,
  charmhubUrl: httpUrl,
  embedded,
};

/** @internal */
export type OptionName = keyof JestOperatorOptions;

/** @internal */
export const optionNames = Object.keys(optionTable) as OptionName[];
