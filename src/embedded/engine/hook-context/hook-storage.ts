import { annotated, ApiError, notFound } from '../../api-error';
import { checkCount, instanceCount } from '../../state/storage-counts';
import { defaultDirective, makeStorage, storageOf } from '../../state/unit-storage';
import type { HookSubject } from './hook-subject';

/** `storage-list`, `storage-get`, `storage-add`. @internal */
export class HookStorage {
  readonly #subject: HookSubject;
  /** How many instances of each store the hook asks for. */
  readonly #wanted = new Map<string, number>();

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** Ids of the storage that is or shall be attached, of one name or of all. */
  list(name?: string): string[] {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    return storageOf(model, unit)
      .filter((instance) => name === undefined || instance.name === name)
      .map(({ id }) => id)
      .toSorted();
  }

  /** What an instance is, once it is attached. */
  get(id: string): { readonly kind: 'block' | 'filesystem'; readonly location: string } {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    const instance = storageOf(model, unit).find((candidate) => candidate.id === id);
    if (instance === undefined) throw this.#notFound(id);
    if (!instance.attached) throw this.#notProvisioned(id, instance.kind);
    return { kind: instance.kind, location: instance.location };
  }

  /** Asks for more storage of a kind; whether it can be had is known when the hook has ended. */
  add(name: string, count = 1): void {
    this.#subject.transaction.check();
    const known = this.#wanted.get(name);
    this.#wanted.set(name, (known ?? 0) + count);
    if (known !== undefined) return;
    this.#subject.transaction.stage(
      () => this.#make(name),
      () => this.#check(name, this.#wanted.get(name) ?? 0),
    );
  }

  #make(name: string): void {
    const { model, unit } = this.#subject;
    const store = unit.application.charm.meta.storage.get(name);
    if (store === undefined || (model.profile.series !== '3.6' && unit.life !== 'alive')) return;
    const directive = unit.application.storageDirectives.get(name) ?? defaultDirective(model, store);
    const count = this.#wanted.get(name) ?? 0;
    for (let made = 0; made < count; made += 1) makeStorage(model, unit, store, directive);
  }

  #check(name: string, count: number): void {
    const { model, unit } = this.#subject;
    if (model.profile.series === '3.6') {
      try {
        this.#checkAsJuju3(name, count);
      } catch (error) {
        throw annotated(error, `adding storage ${name} for unit-${unit.name.replace('/', '-')}`);
      }
      return;
    }
    // Juju 4.0 does not let a unit that goes have more, and says nothing of it.
    if (unit.life === 'alive') this.#checkAsJuju4(name, count);
  }

  #checkAsJuju3(name: string, count: number): void {
    const { model, unit } = this.#subject;
    const store = unit.application.charm.meta.storage.get(name);
    if (store === undefined) throw notFound(`storage "${name}"`);
    if (unit.life !== 'alive') throw new ApiError('unit is not found or not alive');
    checkCount(store, instanceCount(model, unit, name), count);
  }

  #checkAsJuju4(name: string, count: number): void {
    const { model, unit } = this.#subject;
    const doing = `preparing storage additions: preparing storage add "${name}" for unit "${unit.name}"`;
    if (model.type === 'caas') throw refusedAs(doing, 'adding storage to a unit is not supported on k8s');
    const store = unit.application.charm.meta.storage.get(name);
    if (store === undefined) throw refusedAs(doing, `storage name "${name}" not supported by charm`);
    const total = instanceCount(model, unit, name) + count;
    if (store.countMax >= 0 && total > store.countMax) {
      throw refusedAs(
        doing,
        `storage directive "${name}" request count ${total} exceeds the charm's maximum count of ${store.countMax}`,
      );
    }
  }

  #notFound(id: string): ApiError {
    const { model, unit } = this.#subject;
    if (model.profile.series === '3.6') return notFound(`storage attachment ${id}:${unit.name}`);
    return model.storage.has(id)
      ? new ApiError(`storage attachment not found for "${id}" "${unit.name}"`, 'not found')
      : notFound(`storage instance "${id}"`);
  }

  #notProvisioned(id: string, kind: 'block' | 'filesystem'): ApiError {
    const { model, unit } = this.#subject;
    const juju3 = `${kind === 'block' ? 'volume' : 'filesystem'} for storage "${id}" not provisioned`;
    const tag = `storage-${id.replace('/', '-')}`;
    const juju4 =
      kind === 'block'
        ? `storage attachment "${tag}" for unit "${unit.name}" not provisioned`
        : `mount point for storage attachment "${tag}" for unit "${unit.name}" missing`;
    return new ApiError(model.profile.series === '3.6' ? juju3 : juju4, 'not provisioned');
  }
}

function refusedAs(doing: string, why: string): ApiError {
  return new ApiError(`${doing}: ${why}`, 'not supported');
}
