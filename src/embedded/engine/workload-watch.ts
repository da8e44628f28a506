import type { Delay } from './scaled-clock';
import type { EngineCore } from './engine-core';
import type { HookInfo } from './hook-info';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import type { UnitWorkloads } from './observe-unit';
import { AgentRestarts } from './agent-restarts';
import { NoticeReader } from './notice-reader';
import { writeLog } from './write-log';

/** How often Juju's agent asks the Pebble of a container whether it has come up. */
const pollMs = 5_000;

/**
 * What a unit's agent hears from the containers of its pod: two workers of Juju's agent, of which one asks each Pebble
 * whether it has come up, and the other one reads its notices.
 *
 * A hook about a container never puts its unit in error: it is skipped when it fails. A `pebble-ready` comes again with each
 * time that the agent asks, until it succeeds. A notice takes its reader down, and that the agent: when it has come up again
 * it knows of nothing that it has told of, and tells of all once more. `automatically-retry-hooks` and `resolved` have no part in
 * either.
 *
 * @internal
 */
export class WorkloadWatch implements UnitWorkloads {
  readonly #core: EngineCore;
  readonly #model: Model;
  readonly #unit: Unit;
  readonly #wake: () => void;
  readonly #restarts: AgentRestarts;
  /** Containers that are asked again later. */
  readonly #polls = new Map<string, Delay>();
  readonly #readers = new Map<string, NoticeReader>();

  /** @param wake - called when there is something to be seen */
  constructor(core: EngineCore, model: Model, unit: Unit, wake: () => void) {
    this.#core = core;
    this.#model = model;
    this.#unit = unit;
    this.#wake = wake;
    this.#restarts = new AgentRestarts(core.clock);
  }

  /** The agent is down, and comes up again by itself. */
  get isRestarting(): boolean {
    return this.#restarts.isDown;
  }

  isUp(container: string): boolean {
    return !this.#polls.has(container) && this.#core.order.seesContainer(this.#unit, container);
  }

  notices(): readonly HookInfo[] {
    const { pebbles } = this.#unit;
    if (pebbles.size === 0) return [];
    return [...pebbles].flatMap(
      ([container, pebble]) => this.#readerOf(container).next(container, pebble) ?? [],
    );
  }

  /** A hook has run to its end. */
  told({ kind, workload }: HookInfo): void {
    if (workload !== undefined && kind !== 'pebble-ready') this.#readerOf(workload).told();
  }

  /** The hook that tells of a container failed, or was killed. */
  failed({ kind, noticeType, noticeKey }: HookInfo, container: string, how: 'failed' | 'terminated'): void {
    const why = how === 'failed' ? 'hook failed' : 'terminated';
    if (kind === 'pebble-ready') {
      this.#log(
        ...(['ERROR', 'juju.worker.uniter', 'pebblepoller.go:104'] as const),
        `pebble poll failed for container "${container}": failed to send pebble-ready event: ${why}`,
      );
      this.#pollLater(container);
    } else {
      this.#restart(`failed to send event for ${noticeType ?? ''} notice, key "${noticeKey ?? ''}": ${why}`);
    }
  }

  /** Asks no more. */
  end(): void {
    for (const poll of this.#polls.values()) poll.cancel();
    this.#polls.clear();
    this.#restarts.end();
  }

  #readerOf(container: string): NoticeReader {
    const reader = this.#readers.get(container) ?? new NoticeReader();
    this.#readers.set(container, reader);
    return reader;
  }

  #pollLater(container: string): void {
    this.#polls.get(container)?.cancel();
    const poll = this.#core.clock.afterPeriod(pollMs, () => {
      this.#polls.delete(container);
      this.#wake();
    });
    this.#polls.set(container, poll);
  }

  #restart(why: string): void {
    const { name, local } = this.#unit;
    this.#log('INFO', 'juju.worker.uniter', 'uniter.go:350', `unit "${name}" shutting down: ${why}`);
    this.#log(
      ...(['ERROR', 'juju.worker.dependency', ''] as const),
      `"uniter" manifold worker returned unexpected error: ${why}`,
    );
    this.#restarts.begin(() => {
      this.#readers.clear();
      local.workloads.clear();
      local.leaderSettingsVersion = 0;
      local.restarted = local.started;
      for (const container of this.#unit.pebbles.keys()) this.#pollLater(container);
      this.#log('INFO', 'juju.worker.uniter', 'uniter.go:366', `unit "${name}" started`);
      this.#wake();
    });
  }

  #log(level: 'ERROR' | 'INFO', module: string, location: string, message: string): void {
    writeLog(this.#model, this.#unit, { level, module, location, message });
  }
}
