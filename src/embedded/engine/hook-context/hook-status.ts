import type { HookSubject } from './hook-subject';
import type { StatusEntry } from '../../state/status-record';
import { applicationStatus } from '../../state/application-status';
import { refused } from '../../api-error';

const settable = ['maintenance', 'blocked', 'waiting', 'active'];

/** `status-set` and `status-get`: seen at once, whatever becomes of the hook. @internal */
export class HookStatus {
  readonly #subject: HookSubject;
  /** Whether the charm has set the unit's status in this hook. */
  unitWasSet = false;
  #firstSeen: StatusEntry | undefined;

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  setUnit(status: string, message = ''): void {
    this.#subject.transaction.check();
    checkStatus(status);
    this.unitWasSet = true;
    this.#subject.unit.setWorkloadStatus(status, message);
  }

  /** Only the leader speaks for its application. */
  setApplication(status: string, message = ''): void {
    this.#subject.transaction.check();
    checkStatus(status);
    if (!this.#subject.unit.leader) throw refused('this unit is not the leader');
    this.#subject.unit.application.status.set(status, message);
  }

  get unit(): StatusEntry {
    return this.#subject.unit.ownWorkload;
  }

  /** The unit's status as it was when the hook first asked: Juju's agent does not ask again, and the charm's tool tells. */
  get firstSeen(): StatusEntry {
    this.#subject.transaction.check();
    const { status, message, data, since } = this.unit;
    this.#firstSeen ??= { status, message, data, since };
    return this.#firstSeen;
  }

  get application(): StatusEntry {
    if (!this.#subject.unit.leader) throw refused('this unit is not the leader');
    return applicationStatus(this.#subject.unit.application);
  }

  /** The statuses of the application's units, for the leader. */
  get units(): ReadonlyMap<string, StatusEntry> {
    if (!this.#subject.unit.leader) throw refused('this unit is not the leader');
    const { units } = this.#subject.unit.application;
    return new Map([...units.values()].map((unit) => [unit.name, unit.workload]));
  }
}

/** Refuses what a charm cannot set. @internal */
export function checkStatus(status: string): void {
  if (settable.includes(status)) return;
  throw refused(`invalid status "${status}", expected one of [${settable.join(' ')}]`);
}
