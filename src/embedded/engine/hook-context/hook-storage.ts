import type { HookSubject } from './hook-subject';
import type { StorageInstance } from '../../state/storage-entities';
import { defaultDirective, makeStorage, storageOf } from '../../state/unit-storage';
import { notFound, refused } from '../../api-error';

/** `storage-list`, `storage-get`, `storage-add`. @internal */
export class HookStorage {
  readonly #subject: HookSubject;

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** Ids of the attached storage, of one name or of all. */
  list(name?: string): string[] {
    return this.#known()
      .filter((instance) => name === undefined || instance.name === name)
      .map(({ id }) => id)
      .toSorted();
  }

  get(id: string): { readonly kind: 'block' | 'filesystem'; readonly location: string } {
    const instance = this.#known().find((candidate) => candidate.id === id);
    if (instance === undefined) throw notFound(`storage "${id}"`);
    return { kind: instance.kind, location: instance.location };
  }

  /** Asks for more storage of a kind; it is made when the hook has succeeded. */
  add(name: string, count = 1): void {
    this.#subject.transaction.check();
    const { model, unit, transaction } = this.#subject;
    const store = unit.application.charm.meta.storage.get(name);
    if (store === undefined) throw refused(`charm storage "${name}" not found`);
    const directive = unit.application.storageDirectives.get(name) ?? defaultDirective(model, store);
    const present = storageOf(model, unit).filter((instance) => instance.name === name).length;
    if (store.countMax >= 0 && present + count > store.countMax) {
      throw refused(
        `charm "${unit.application.charm.name}" store "${name}": at most ${store.countMax} instances supported, ${present + count} specified`,
      );
    }
    transaction.stage(() => {
      for (let made = 0; made < count; made += 1) makeStorage(model, unit, store, directive);
    });
  }

  /** What is attached, and what a running hook attaches. */
  #known(): StorageInstance[] {
    this.#subject.transaction.check();
    const { hook, model, unit } = this.#subject;
    return storageOf(model, unit).filter(({ id }) => unit.local.storage.has(id) || hook?.storageId === id);
  }
}
