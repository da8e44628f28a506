/** What can change, in the words of Juju's watchers. @public */
export type ChangeKind =
  | 'action'
  | 'annotation'
  | 'application'
  | 'applicationOffer'
  | 'block'
  | 'charm'
  | 'cloud'
  | 'controller'
  | 'credential'
  | 'machine'
  | 'model'
  | 'operation'
  | 'relation'
  | 'remoteApplication'
  | 'secret'
  | 'storage'
  | 'unit'
  | 'user';

/** Something was made, changed or removed: look it up to see which. @public */
export interface Change {
  readonly kind: ChangeKind;
  /** `''` for what belongs to the controller. */
  readonly modelUuid: string;
  /** Name, id, key, tag or URL of the thing, as its kind is known by. */
  readonly id: string;
  /** `status` when nothing but how it shows itself changed. */
  readonly aspect?: 'status';
}

/**
 * Tells who listens that something changed. Every mutation of the state notes itself here.
 *
 * @public
 */
export class ChangeHub {
  readonly #listeners = new Set<(change: Change) => void>();

  /** Tells all listeners, before it returns. */
  note(kind: ChangeKind, modelUuid: string, id: string, aspect?: 'status'): void {
    if (this.#listeners.size === 0) return;
    const change: Change = aspect === undefined ? { kind, modelUuid, id } : { kind, modelUuid, id, aspect };
    for (const listener of this.#listeners) listener(change);
  }

  /** Calls `listener` at every change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
