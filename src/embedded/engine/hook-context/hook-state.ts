import type { HookSubject } from './hook-subject';
import { refused } from '../../api-error';

/** What a unit's charm keeps with the controller (`state-get`, `state-set`, `state-delete`): written when the hook succeeds. @public */
export class HookState {
  readonly #subject: HookSubject;
  readonly #values: Map<string, string>;
  #staged = false;

  /** @internal */
  constructor(subject: HookSubject) {
    this.#subject = subject;
    this.#values = new Map(subject.unit.state);
  }

  get(key: string): string | undefined {
    this.#subject.transaction.check();
    return this.#values.get(key);
  }

  get all(): Readonly<Record<string, string>> {
    this.#subject.transaction.check();
    return Object.fromEntries(this.#values);
  }

  /** Keeps a text under a key; Juju has limits for both. */
  set(key: string, value: string): void {
    this.#subject.transaction.check();
    checkLength('key', key, 256);
    checkLength('value', value, 64 * 1024);
    this.#values.set(key, value);
    this.#stage();
  }

  delete(key: string): void {
    this.#subject.transaction.check();
    this.#values.delete(key);
    this.#stage();
  }

  #stage(): void {
    if (this.#staged) return;
    this.#staged = true;
    const { unit, transaction } = this.#subject;
    transaction.stage(() => {
      unit.state.clear();
      for (const [key, value] of this.#values) unit.state.set(key, value);
    });
  }
}

/** @param limit - in bytes */
function checkLength(what: 'key' | 'value', text: string, limit: number): void {
  if (Buffer.byteLength(text) > limit) throw refused(`max allowed ${what} length (${limit}) exceeded`);
}
