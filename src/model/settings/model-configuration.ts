import { modelTag } from '../../juju/tags';
import { getAnnotations, setAnnotations } from './annotations';
import type { Constraints } from '../application/application-constraints';
import type { CallLimits } from '../calls/call-limits';
import type { ConfigInput } from './config-values';
import type { ConstraintsInput } from './constraints';
import { listOf } from '../calls/list-of';
import {
  modelConfig,
  type ModelConfig,
  modelConfigDetails,
  type ModelConfigOption,
  resetModelConfig,
  setModelConfig,
} from './model-config';
import { getConstraints, setConstraints } from './model-constraints';
import type { ModelCore } from '../model-core';

/** The options, constraints and annotations of a {@link Model}. @public */
export abstract class ModelConfiguration {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    this.#core = core;
  }

  /**
   * The values of its options, whatever they come from.
   *
   * @example
   * ```ts
   * const { 'default-base': base } = await model.getConfig();
   * const { source } = (await model.getConfigDetails())['default-base'];
   * await model.resetConfig('logging-config');
   * expect(await model.getConstraints()).toEqual({ arch: 'amd64' });
   * await model.setAnnotations({ purpose: 'test' });
   * expect(await model.getAnnotations()).toEqual({ purpose: 'test' });
   * ```
   */
  getConfig(limits: CallLimits = {}): Promise<ModelConfig> {
    return modelConfig(this.#core, limits);
  }

  /** Its options with where their values come from: `default`, `controller`, `region` or `model`. */
  getConfigDetails(limits: CallLimits = {}): Promise<Readonly<Record<string, ModelConfigOption>>> {
    return modelConfigDetails(this.#core, limits);
  }

  /**
   * Sets options of the model.
   *
   * @example
   * ```ts
   * await model.setConfig({ 'update-status-hook-interval': '1m' });
   * ```
   */
  setConfig(values: Readonly<Record<string, ConfigInput>>, limits: CallLimits = {}): Promise<void> {
    return setModelConfig(this.#core, values, limits);
  }

  /** Gives options of the model the values again that they had before anybody set them. */
  resetConfig(names: string | readonly string[], limits: CallLimits = {}): Promise<void> {
    return resetModelConfig(this.#core, listOf(names), limits);
  }

  /** Its constraints, which machines get that were asked for with none of their own. */
  getConstraints(limits: CallLimits = {}): Promise<Constraints> {
    return getConstraints(this.#core, limits);
  }

  /**
   * Gives it other constraints, in place of all that it had; `{}` takes them away.
   *
   * @example
   * ```ts
   * await model.setConstraints('mem=4G arch=arm64');
   * ```
   */
  setConstraints(constraints: ConstraintsInput, limits: CallLimits = {}): Promise<void> {
    return setConstraints(this.#core, constraints, limits);
  }

  /** What was noted on the model with `juju annotate`. */
  async getAnnotations(limits: CallLimits = {}): Promise<Readonly<Record<string, string>>> {
    return Object.freeze(await getAnnotations(this.#core, modelTag(this.#core.info.uuid), limits));
  }

  /** Notes something on the model; an empty text takes the note away. */
  setAnnotations(annotations: Readonly<Record<string, string>>, limits: CallLimits = {}): Promise<void> {
    return setAnnotations(this.#core, modelTag(this.#core.info.uuid), annotations, limits);
  }
}
