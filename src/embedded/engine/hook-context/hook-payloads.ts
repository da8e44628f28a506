import type { HookSubject } from './hook-subject';
import type { Payload } from '../../state/entities';
import { notFound, refused } from '../../api-error';

const states = ['running', 'starting', 'stopped', 'stopping'];

/** `payload-register`, `payload-status-set` and `payload-unregister` of Juju 3: known at once, whatever becomes of the hook. @internal */
export class HookPayloads {
  readonly #subject: HookSubject;

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** Says that a payload of a class runs: one of each class is known of a unit. */
  register(payload: Payload): void {
    this.#subject.transaction.check();
    this.#subject.unit.payloads.set(payload.class, payload);
  }

  setStatus(payloadClass: string, status: string): void {
    this.#subject.transaction.check();
    if (!states.includes(status)) {
      throw refused(`status "${status}" not supported; expected one of ["${states.join('", "')}"]`);
    }
    const { payloads } = this.#subject.unit;
    const payload = payloads.get(payloadClass);
    if (payload === undefined) throw notFound('payload');
    payloads.set(payloadClass, { ...payload, status });
  }

  /** Forgets a payload; one that is not known is no mistake. */
  unregister(payloadClass: string): void {
    this.#subject.transaction.check();
    this.#subject.unit.payloads.delete(payloadClass);
  }
}
