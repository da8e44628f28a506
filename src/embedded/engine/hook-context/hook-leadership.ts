import type { HookSubject } from './hook-subject';
import { refused } from '../../api-error';

/** `leader-get` and `leader-set` of Juju 3: settings of the application that its leader writes, seen by others at once. @internal */
export class HookLeadership {
  readonly #subject: HookSubject;
  /** As the hook read them: it does not see what others write meanwhile. */
  #read: Readonly<Record<string, string>> | undefined;

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  get settings(): Readonly<Record<string, string>> {
    this.#subject.transaction.check();
    this.#read ??= Object.fromEntries(this.#subject.unit.application.leaderSettings);
    return this.#read;
  }

  /** Writes pairs whatever becomes of the hook; an empty value takes its key away. */
  write(pairs: Readonly<Record<string, string>>): void {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    if (!unit.leader) throw refused('not the leader');
    const { leaderSettings, name } = unit.application;
    const changes = Object.entries(pairs).filter(([key, value]) => (leaderSettings.get(key) ?? '') !== value);
    for (const [key, value] of changes) {
      if (value === '') leaderSettings.delete(key);
      else leaderSettings.set(key, value);
    }
    this.#read = undefined;
    if (changes.length === 0) return;
    unit.application.leaderSettingsVersion += 1;
    model.note('application', name);
  }
}
