import type { AgentProvider } from '../agent/unit-agent';
import type { Change } from '../state/change-hub';
import type { ArchiveCheck, CharmCheck } from '../state/add-charm';
import type { ControllerState } from '../state/controller-state';
import { badRequest } from '../api-error';
import { EngineCore } from './engine-core';
import { EngineFaults } from './faults';
import { ModelEngine } from './model-engine';
import type { Model } from '../state/model';
import type { SecretTimers } from './secret-timers';
import { makeReachable } from '../state/reachable-controllers';
import { RunQueue } from './run-queue';
import { SaasLinks } from './cross-model/saas-links';
import { ScaledClock } from './scaled-clock';
import { Undertaker } from './undertaker';

/** How the engine runs. @public */
export interface EngineOptions {
  /** How many times faster than Juju time passes; `Infinity` leaves out every delay. Default: 100. */
  readonly timeScale?: number;
  /** What shall go wrong. */
  readonly faults?: EngineFaults;
  /** Which of the orders that Juju leaves open is taken. Default: always the same, the plain one. */
  readonly seed?: number | undefined;
}

/**
 * Makes what operators asked for happen: machines start, units run their hooks, what is dying goes.
 *
 * It does nothing by itself: it follows the notes of the state's `ChangeHub`, and timers that never keep a process alive.
 *
 * @internal
 */
export class Engine {
  readonly #core: EngineCore;
  readonly #undertaker: Undertaker;
  readonly #models = new Map<string, ModelEngine>();
  readonly #saas: SaasLinks;
  #makeUnreachable: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(state: ControllerState, agents: AgentProvider, options: EngineOptions = {}) {
    const queue = new RunQueue();
    const clock = new ScaledClock(options.timeScale ?? 100, queue);
    this.#core = new EngineCore({
      state,
      agents,
      clock,
      queue,
      faults: options.faults ?? new EngineFaults(),
      seed: options.seed,
    });
    this.#saas = new SaasLinks(this.#core);
    this.#undertaker = new Undertaker(this.#core, (model) => this.#forget(model.uuid));
  }

  /** Juju's time, for who else has to wait in it. */
  get clock(): ScaledClock {
    return this.#core.clock;
  }

  /** What tells the owners of a model's secrets when to do something about them. */
  secretTimersOf(model: Model): SecretTimers | undefined {
    return this.#engineOf(model.uuid)?.secrets;
  }

  /** Begins to follow the state, with what is in it already. */
  start(): void {
    if (this.#unsubscribe !== undefined) return;
    this.#unsubscribe = this.#core.state.changes.subscribe((change) => this.#follow(change));
    this.#core.state.charmChecks.add(this.#checkCharm);
    this.#core.state.archiveChecks.add(this.#checkArchive);
    this.#makeUnreachable = makeReachable(this.#core.state);
    for (const model of this.#core.state.models.values()) {
      this.#engineOf(model.uuid)?.visitAll();
      this.#saas.follow(model.uuid);
    }
  }

  /** Ends every timer and every hook that waits; idempotent. */
  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#makeUnreachable?.();
    this.#saas.stop();
    this.#core.state.charmChecks.delete(this.#checkCharm);
    this.#core.state.archiveChecks.delete(this.#checkArchive);
    for (const uuid of [...this.#models.keys()]) this.#forget(uuid);
    this.#core.clock.stop();
    this.#core.queue.stop();
  }

  /** A charm that its agents could not run is refused when it comes, not when its first hook fails. */
  readonly #checkCharm: CharmCheck = (charm, schema) => {
    try {
      this.#core.agents.checkCharm?.(charm, schema);
    } catch (error) {
      throw error instanceof Error ? badRequest(error.message) : error;
    }
  };

  readonly #checkArchive: ArchiveCheck = async (name, archive) => {
    try {
      await this.#core.agents.checkArchive?.(name, archive);
    } catch (error) {
      throw error instanceof Error ? badRequest(error.message) : error;
    }
  };

  #follow(change: Change): void {
    if (change.modelUuid === '' || change.aspect === 'status') return;
    this.#engineOf(change.modelUuid)?.follow(change);
    this.#saas.follow(change.modelUuid);
  }

  #engineOf(uuid: string): ModelEngine | undefined {
    const known = this.#models.get(uuid);
    if (known !== undefined) return known;
    const model = this.#core.state.models.get(uuid);
    if (model === undefined) return undefined;
    const engine = new ModelEngine(this.#core, model, this.#undertaker);
    this.#models.set(uuid, engine);
    return engine;
  }

  #forget(uuid: string): void {
    this.#models.get(uuid)?.end();
    this.#models.delete(uuid);
  }
}
