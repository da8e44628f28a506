import type { ApiError } from '../api-error';

/** A fault of calls. @internal */
export interface CallFault {
  /** `Facade.Method`; every call without it. */
  readonly method?: string;
  readonly times?: number;
  readonly outcome: 'answer' | 'hang' | 'drop';
  /** Whether the call is carried out although nothing is answered. */
  readonly executed?: boolean;
  readonly delayMs?: number;
  readonly error?: ApiError;
}

/** What shall happen to one call. @internal */
export interface CallPlan {
  readonly delayMs: number;
  readonly error: ApiError | undefined;
  readonly outcome: CallFault['outcome'];
  readonly executed: boolean;
}

const undisturbed: CallPlan = { delayMs: 0, error: undefined, outcome: 'answer', executed: true };

/** The faults that calls run into. @internal */
export class CallFaults {
  #faults: { readonly fault: CallFault; left: number }[] = [];

  add(fault: CallFault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  /** What the next call of this `Facade.Method` runs into; uses up the faults that are counted. */
  next(method: string): CallPlan {
    if (this.#faults.length === 0) return undisturbed;
    const hit = this.#faults.filter(({ fault }) => fault.method === undefined || fault.method === method);
    for (const entry of hit) entry.left -= 1;
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    const faults = hit.map(({ fault }) => fault);
    const lost = faults.find(({ outcome }) => outcome !== 'answer');
    return {
      delayMs: faults.reduce((total, { delayMs = 0 }) => total + delayMs, 0),
      error: faults.find(({ error }) => error !== undefined)?.error,
      outcome: lost?.outcome ?? 'answer',
      executed: lost === undefined || lost.executed === true,
    };
  }
}
