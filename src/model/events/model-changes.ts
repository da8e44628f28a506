import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';
import { type StatusChange, statusChanges } from '../status/status-changes';
import { observe } from './observe';

/** How long to watch a model. @public */
export type ChangesOptions = Pick<CallLimits, 'signal'>;

/**
 * What changes in a model from now on, one thing at a time.
 *
 * Nothing is kept but the status that was seen last: a loop that takes its time gets what has changed meanwhile as one
 * difference.
 *
 * @internal
 */
export function modelChanges(
  core: ModelCore,
  options: ChangesOptions,
): AsyncGenerator<StatusChange, void, undefined> {
  checkKeys(options, ['signal'], 'changes');
  return changesSince(core.lastStatus, core, options);
}

async function* changesSince(
  first: Status,
  core: ModelCore,
  options: ChangesOptions,
): AsyncGenerator<StatusChange, void, undefined> {
  const watch = new Watch(first);
  const observation = observe(core, watch, options);
  try {
    for (let seen = first; ;) {
      const latest = await watch.other(seen);
      yield* statusChanges(seen, latest);
      seen = latest;
    }
  } finally {
    observation[Symbol.dispose]();
  }
}

/** Holds the latest status, and who waits for another. */
class Watch {
  #end: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(private latest: Status) {}

  onStatus(status: Status): void {
    this.latest = status;
    this.#wake();
  }

  onEnd(reason: Error): void {
    this.#end = reason;
    this.#wake();
  }

  /** The latest status, as soon as it is another one. */
  async other(seen: Status): Promise<Status> {
    while (this.latest === seen) {
      if (this.#end) throw this.#end;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.latest;
  }
}
