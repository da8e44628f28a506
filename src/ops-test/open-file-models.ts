import type { CurrentModel } from './current-model';
import { FileModels, type ModelDump } from './file-models';
import { openWorkplace, type Surroundings } from './open-workplace';
import type { OpsTestOptions } from './ops-test-options';
import { readModelConfig } from './read-model-config';
import type { TrackModelOptions } from './track-model-options';

/** @internal */
export interface FileSurroundings extends Surroundings {
  readonly current: CurrentModel;
  readonly dump: ModelDump;
}

/** @internal */
export interface OpenedFileModels {
  readonly models: FileModels;
  /** Makes the file's own model, and makes it the current one. */
  readonly trackOwn: (defaultModelName: string) => Promise<void>;
}

/**
 * Connects to the controller of a test file. What is wrong with the options shows before anything is made.
 *
 * @internal
 */
export async function openFileModels(
  options: OpsTestOptions,
  { current, dump, ...surroundings }: FileSurroundings,
): Promise<OpenedFileModels> {
  const { host } = surroundings;
  const config = await readModelConfig(options.modelConfig, host.rootDir);
  const { place, modelName } = await openWorkplace(options, surroundings);
  const models = new FileModels(place, current.tracked, dump);
  const alias = options.modelAlias ?? 'main';
  return {
    models,
    async trackOwn(defaultModelName) {
      if (modelName !== undefined && config) host.warn('modelConfig is not used, because model is given');
      await models.track(alias, ownModel(options, modelName, config), { modelName: defaultModelName });
      current.contexts.root = alias;
    },
  };
}

/** A model that the options name stays, whether it was there before or not. */
function ownModel(
  { cloud }: OpsTestOptions,
  modelName: string | undefined,
  config: TrackModelOptions['config'],
): TrackModelOptions {
  return modelName === undefined
    ? { cloudName: cloud, keep: false, config }
    : { cloudName: cloud, modelName, keep: true };
}
