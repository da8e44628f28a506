import type { AgentProvider } from '../agent/unit-agent';
import type { ControllerState } from '../state/controller-state';
import type { EngineFaults } from './faults';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import type { RunQueue } from './run-queue';
import type { ScaledClock } from './scaled-clock';
import { MachineLock } from './machine-lock';
import { Order } from './order/order';

/** What the parts of the engine share. @internal */
export class EngineCore {
  readonly state: ControllerState;
  readonly agents: AgentProvider;
  readonly clock: ScaledClock;
  readonly queue: RunQueue;
  readonly faults: EngineFaults;
  readonly order: Order;
  readonly #locks = new WeakMap<Machine, MachineLock>();

  constructor(parts: {
    readonly state: ControllerState;
    readonly agents: AgentProvider;
    readonly clock: ScaledClock;
    readonly queue: RunQueue;
    readonly faults: EngineFaults;
    readonly seed?: number | undefined;
  }) {
    this.state = parts.state;
    this.agents = parts.agents;
    this.clock = parts.clock;
    this.queue = parts.queue;
    this.faults = parts.faults;
    this.order = new Order(parts.seed, parts.queue);
  }

  /** The lock of a machine, `undefined` on Kubernetes, where each unit has a pod of its own. */
  lockOf(machine: Machine | undefined): MachineLock | undefined {
    if (machine === undefined) return undefined;
    const known = this.#locks.get(machine);
    if (known !== undefined) return known;
    const lock = new MachineLock();
    this.#locks.set(machine, lock);
    return lock;
  }

  /** Whether a model is still there. */
  has(model: Model): boolean {
    return this.state.models.get(model.uuid) === model;
  }
}
