import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkedValues, type ConfigInput } from './config-values';
import type { ModelCore } from '../model-core';

/** The values of a model's options: strings, numbers, booleans, by name. @public */
export type ModelConfig = Readonly<Record<string, unknown>>;

/** An option of a model, with where its value comes from. @public */
export interface ModelConfigOption {
  readonly value: unknown;
  /** `default`, `controller`, `region`, or `model` where it was set. */
  readonly source: string;
}

/** @internal */
export async function modelConfigDetails(
  core: ModelCore,
  limits: CallLimits,
): Promise<Record<string, ModelConfigOption>> {
  const { config } = await core.call<wire.ModelConfigResults>('ModelConfig', 'ModelGet', {}, limits);
  return Object.fromEntries(
    Object.entries(config ?? {}).map(([name, { value, source }]) => [name, Object.freeze({ value, source })]),
  );
}

/** @internal */
export async function modelConfig(core: ModelCore, limits: CallLimits): Promise<ModelConfig> {
  const details = await modelConfigDetails(core, limits);
  return Object.freeze(Object.fromEntries(Object.entries(details).map(([name, { value }]) => [name, value])));
}

/** @internal */
export async function setModelConfig(
  core: ModelCore,
  values: Readonly<Record<string, ConfigInput>>,
  limits: CallLimits,
): Promise<void> {
  const config = checkedValues(values, `model ${core.fullName}`);
  await core.call('ModelConfig', 'ModelSet', { config } satisfies wire.ModelSet, limits);
}

/** @internal */
export async function resetModelConfig(
  core: ModelCore,
  names: readonly string[],
  limits: CallLimits,
): Promise<void> {
  await core.call('ModelConfig', 'ModelUnset', { keys: [...names] } satisfies wire.ModelUnset, limits);
}
