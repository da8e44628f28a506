import type { Block } from './entities';
import type { Model } from './model';
import { blocked, refused } from '../api-error';

/** Refuses when nothing in the model may be changed. @internal */
export function checkChangeAllowed(model: Model): void {
  check(model, ['BlockChange']);
}

/** Refuses when nothing may be removed. @internal */
export function checkRemoveAllowed(model: Model): void {
  check(model, ['BlockRemove', 'BlockChange']);
}

/** Refuses when the model may not be destroyed. @internal */
export function checkDestroyAllowed(model: Model): void {
  check(model, ['BlockDestroy', 'BlockRemove', 'BlockChange']);
}

/** What `juju disable-command` does. @internal */
export function switchBlockOn(model: Model, type: Block['type'], message: string): void {
  if (find(model, type) !== undefined) throw refused(`block ${type} is already ON`);
  const id = String(model.sequences.next('block'));
  model.blocks.set(id, { id, type, message });
  model.note('block', id);
}

/** What `juju enable-command` does. @internal */
export function switchBlockOff(model: Model, type: Block['type']): void {
  const found = find(model, type);
  if (found === undefined) throw refused(`block ${type} is already OFF`);
  model.blocks.delete(found.id);
  model.note('block', found.id);
}

function check(model: Model, types: readonly Block['type'][]): void {
  for (const type of types) {
    const found = find(model, type);
    if (found !== undefined) throw blocked(found.message);
  }
}

function find(model: Model, type: Block['type']): Block | undefined {
  return [...model.blocks.values()].find((block) => block.type === type);
}
