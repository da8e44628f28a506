import { countOf } from '../../count-of';
import type { CharmStorage } from '../charm/charm';
import type { Model } from './model';
import type { Unit } from './entities';
import { ApiError, refused } from '../api-error';
import { storageOf } from './unit-storage';

/** How many instances of a store a unit has. @internal */
export function instanceCount(model: Model, unit: Unit, store: string): number {
  return storageOf(model, unit).filter(({ name }) => name === store).length;
}

/** Refuses a change that leaves a unit with more or fewer instances of a store than its charm can do with. @internal */
export function checkCount(store: CharmStorage, present: number, change: number): void {
  const action = change < 0 ? 'detach' : 'attach';
  const total = present + change;
  if (store.countMin === 1 && store.countMax === 1 && total !== 1) {
    throw refused(`cannot ${action}, storage is singular`);
  }
  const many = Math.abs(change);
  const what = `${action}ing ${countOf(many, 'storage instance')} brings the total to ${total}`;
  if (total < store.countMin) {
    throw refused(`${what}, which is less than the minimum of ${store.countMin}`);
  }
  if (store.countMax >= 0 && total > store.countMax) {
    throw refused(`${what}, exceeding the maximum of ${store.countMax}`);
  }
}

/** The same of what goes, in the words of Juju 4. @internal */
export function checkMinimumOfJuju4(store: CharmStorage, present: number): void {
  if (present - 1 >= store.countMin) return;
  throw new ApiError(
    `removing storage from unit would violate charm storage "${store.name}" ` +
      `requirements of having minimum ${store.countMin} storage instances`,
    'not valid',
  );
}
