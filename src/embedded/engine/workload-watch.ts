import type { Delay } from './scaled-clock';
import type { EngineCore } from './engine-core';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import { writeLog } from './write-log';

/** How often Juju's agent asks the Pebble of a container whether it has come up. */
const pollMs = 5_000;

/**
 * What a unit's agent hears from the containers of its pod.
 *
 * A hook about a container never puts its unit in error: it is skipped when it fails, and the agent goes on to ask. A
 * `pebble-ready` that failed comes again with each time that it asks, until it succeeds; `automatically-retry-hooks` and
 * `resolved` have no part in it.
 *
 * @internal
 */
export class WorkloadWatch {
  readonly #core: EngineCore;
  readonly #model: Model;
  readonly #unit: Unit;
  readonly #wake: () => void;
  /** Containers that are asked again later. */
  readonly #polls = new Map<string, Delay>();

  /** @param wake - called when there is something to be seen */
  constructor(core: EngineCore, model: Model, unit: Unit, wake: () => void) {
    this.#core = core;
    this.#model = model;
    this.#unit = unit;
    this.#wake = wake;
  }

  /** Whether the unit can see that the Pebble of a container has come up. */
  readonly isUp = (container: string): boolean =>
    !this.#polls.has(container) && this.#core.order.seesContainer(this.#unit, container);

  /** The hook that tells of a container failed, or was killed. */
  failed(container: string, how: 'failed' | 'terminated'): void {
    writeLog(this.#model, this.#unit, {
      ...{ level: 'ERROR', module: 'juju.worker.uniter', location: 'pebblepoller.go:104' },
      message: `pebble poll failed for container "${container}": failed to send pebble-ready event: ${how === 'failed' ? 'hook failed' : 'terminated'}`,
    });
    const poll = this.#core.clock.afterPeriod(pollMs, () => {
      this.#polls.delete(container);
      this.#wake();
    });
    this.#polls.set(container, poll);
  }

  /** Asks no more. */
  end(): void {
    for (const poll of this.#polls.values()) poll.cancel();
    this.#polls.clear();
  }
}
