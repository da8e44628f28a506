import type { ModelCore } from './model-core';

const cores = new WeakMap<object, ModelCore>();

/** Notes whose handle an application or a unit is, for {@link coreOf}. @internal */
export function belonging<T extends object>(entity: T, core: ModelCore): T {
  cores.set(entity, core);
  return entity;
}

/**
 * What a handle shares with its model: for the matchers, which get the handle alone.
 *
 * @internal
 */
export function coreOf(entity: object): ModelCore | undefined {
  return cores.get(entity);
}
