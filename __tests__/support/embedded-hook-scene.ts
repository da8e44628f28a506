import type { HookInfo } from '../../src/embedded/engine/hook-info';
import type { Model } from '../../src/embedded/state/model';
import type { JujuSeries } from '../../src/embedded/state/profile';
import { HookContext } from '../../src/embedded/engine/hook-context';
import { enterScope } from '../../src/embedded/state/scope';
import { deployFixture, newState } from './embedded-domain';
import { memory } from './embedded-domain-unit';

/** Ids of the relations of {@link relatedModel}. */
export const ids = { peers: 0, db: 1 } as const;

/** Two units of web, related with a database and with each other; web/0 and database/0 lead. Nothing runs by itself. */
export async function relatedModel(series: JujuSeries = '3.6'): Promise<Model> {
  const model = newState(series).addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web', { units: 2 });
  await deployFixture(model, 'database');
  model.addRelation(['web', 'database']);
  model.application('web').leader = 'web/0';
  model.application('database').leader = 'database/0';
  for (const [index, unit] of [...model.units()].entries()) unit.address = `10.0.0.${index + 2}`;
  for (const relation of model.relations.values()) {
    for (const unit of model.units()) {
      if (!relation.endpoints.some(({ application }) => application === unit.application.name)) continue;
      enterScope(model, relation, unit);
      unit.local.relations.set(relation.id, memory());
    }
  }
  return model;
}

/** What a hook of a unit sees. */
export function contextOf(
  model: Model,
  unit: string,
  hook: HookInfo = { kind: 'update-status' },
  name: string = hook.kind,
): HookContext {
  return new HookContext({ model, unit: model.unit(unit), name, hook });
}

/** What a hook of a unit does, to its successful end. */
export function inHook<T>(model: Model, unit: string, act: (context: HookContext) => T): T {
  const context = contextOf(model, unit);
  const result = act(context);
  context.flush();
  context.end();
  return result;
}

/** The message that something is refused with, `''` where it is not. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
