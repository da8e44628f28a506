import type { Delay } from './scaled-clock';
import type { EngineCore } from './engine-core';
import type { HookInfo } from './hook-info';
import type { Model } from '../state/model';
import type { Turns } from './order/turns';
import type { RemoteState } from './remote-state';
import type { Unit } from '../state/entities';
import type { UnitAgent } from '../agent/unit-agent';
import type { UnitOperation } from './unit-operation';
import type { UnitOrder } from './order/unit-order';
import { applyOperation } from './apply-operation';
import { claimLeadership } from '../state/leadership';
import { commitOperation, failHook } from './commit-operation';
import { failureData, hookName, runningMessage } from './hook-name';
import { logStderr, stackOf } from './hook-log';
import { observeUnit } from './observe-unit';
import { runAction } from './run-action';
import { runHook } from './run-hook';
import { terminateUnit } from './terminate-unit';
import { writeLog } from './write-log';
import { WorkloadWatch } from './workload-watch';

const firstRetryMs = 5_000;
const longestRetryMs = 300_000;
const againMs = 1_000;

/**
 * The agent of one unit: looks what is next, does it, and looks again, until the unit is no more.
 *
 * @internal
 */
export class UnitWorker {
  readonly model: Model;
  readonly unit: Unit;
  readonly #core: EngineCore;
  readonly #agent: UnitAgent;
  readonly #abort = new AbortController();
  readonly #order: UnitOrder;
  readonly #turns: Turns | undefined;
  readonly #workloads: WorkloadWatch;
  #running = false;
  #queued = false;
  #ended = false;
  #closed = false;
  #reported = '';
  #retryMs = firstRetryMs;
  #retry: Delay | undefined;
  #updateStatus: Delay | undefined;
  #updateStatusMs = 0;
  readonly #timers = { retryVersion: 0, updateStatusVersion: 0 };

  constructor(core: EngineCore, model: Model, unit: Unit) {
    this.#core = core;
    this.model = model;
    this.unit = unit;
    this.#agent = core.agents.agentFor(model, unit, core.clock);
    this.#order = core.order.ofUnit();
    this.#turns = core.order.turnsOf(model);
    this.#workloads = new WorkloadWatch(core, model, unit, this.wake);
  }

  /** The agent comes up: it claims the leadership that nobody has, at once or with its first turn, and begins. */
  start(): void {
    this.#claim();
    this.#scheduleUpdateStatus();
    this.wake();
  }

  /** Something changed that may concern the unit. */
  readonly wake = (): void => {
    if (this.#queued || this.#ended) return;
    this.#queued = true;
    this.#core.queue.add(() => {
      this.#queued = false;
      this.#look();
    });
  };

  /** The model's config may have another interval for `update-status`. */
  configChanged(): void {
    if (this.model.config.updateStatusIntervalMs !== this.#updateStatusMs) this.#scheduleUpdateStatus();
  }

  /** Ends the worker, and the hook that it runs: there is no unit any more. */
  end(reason: string): void {
    this.#stop(reason);
    if (this.#closed) return;
    this.#closed = true;
    // Nobody waits for it here.
    this.#agent.close().catch((error: unknown) => {
      const message = `the agent did not end well: ${(error as Error).message}`;
      const line = { level: 'ERROR', module: 'juju.worker.uniter', location: '', message } as const;
      writeLog(this.model, this.unit, line);
    });
  }

  /** Ends what it does. What the unit has stays until it goes: its folder, and the storage in it. */
  #stop(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#retry?.cancel();
    this.#updateStatus?.cancel();
    this.#workloads.end();
    this.#turns?.forget(this.unit.name);
    this.#abort.abort(new Error(reason));
  }

  /** Does what can be done at once, until something takes time or nothing is left. */
  readonly #look = (): void => {
    // An agent that is lost does nothing; it goes on where it was when it is back.
    if (this.#running || this.#ended || this.unit.agentLost) return;
    if (this.#workloads.isRestarting) {
      this.#idle();
      return;
    }
    this.#claim();
    try {
      this.#step();
    } catch (error) {
      this.#broken(error);
    }
  };

  /** With a seed it is the unit whose turn it is first that claims, and one that is back may have nothing to take a turn for. */
  #claim(): void {
    if (this.#turns === undefined || this.unit.local.started) claimLeadership(this.model, this.unit);
  }

  #step(): void {
    for (let turn = 0; turn < 8; turn += 1) {
      const remote = observeUnit(this.model, this.unit, this.#timers, this.#workloads);
      const operation = this.#order.next(this.unit.local, remote);
      if (!this.#perform(operation, remote)) return;
    }
    this.wake();
  }

  /** @returns whether to look again at once */
  #perform(operation: UnitOperation | undefined, remote: RemoteState): boolean {
    if (operation === undefined) this.#idle();
    if (operation === undefined || operation.kind === 'wait') return false;
    if (operation.kind === 'terminate') {
      terminateUnit(this.#core, this.model, this.unit);
      return false;
    }
    if (operation.kind === 'run-hook' || operation.kind === 'run-action') {
      void this.#run(operation, remote);
      return false;
    }
    if (operation.kind === 'skip-hook') this.#resolved();
    commitOperation(this.unit.local, operation, remote);
    applyOperation(this.model, this.unit, operation);
    return true;
  }

  /** Runs charm code, when it is the unit's turn and its machine is free for it. */
  async #run(
    operation: UnitOperation & { kind: 'run-hook' | 'run-action' },
    remote: RemoteState,
  ): Promise<void> {
    if (this.#turns?.take(this.unit.name, this.#look) === false) {
      this.#reportWaiting(operation);
      return;
    }
    const lock = this.#core.lockOf(this.unit.machine);
    if (lock?.tryTake(this.wake) === false) {
      this.#turns?.release(this.unit.name);
      return;
    }
    this.#running = true;
    claimLeadership(this.model, this.unit);
    try {
      if (operation.kind === 'run-hook') await this.#runHook(operation, remote);
      else await this.#runAction(operation.actionId);
    } catch (error) {
      this.#broken(error);
    } finally {
      this.#running = false;
      lock?.release();
      this.#turns?.release(this.unit.name);
      this.wake();
    }
  }

  async #runHook(operation: UnitOperation & { kind: 'run-hook' }, remote: RemoteState): Promise<void> {
    const { hook } = operation;
    const name = hookName(this.model, this.unit, hook);
    this.#order.begins(hook);
    // The operator's `resolved` has been heard, whatever comes of it.
    if (this.unit.resolved !== undefined) this.#resolved();
    // At full speed the hook may take longer than its interval, which therefore begins when it has ended: else it would run
    // all the time, and others would wait for it.
    if (hook.kind === 'update-status') this.#updateStatus?.cancel();
    const result = await runHook(this.#core, {
      model: this.model,
      unit: this.unit,
      hook,
      name,
      agent: this.#agent,
      signal: this.#abort.signal,
      report: this.#report,
    });
    if (this.#ended || this.unit.life === 'dead') return;
    if (hook.kind === 'update-status') this.#scheduleUpdateStatus();
    if (result === 'done') {
      this.#succeeded();
      this.#workloads.told(hook);
      commitOperation(this.unit.local, operation, remote);
      applyOperation(this.model, this.unit, operation);
    } else if (hook.workload !== undefined) {
      // Never the unit's error: Juju skips the hook, and its event comes again by itself.
      this.#workloads.failed(hook, hook.workload, result);
    } else if (result === 'terminated') {
      await this.#queueAgain(hook);
    } else {
      failHook(this.unit.local, hook, remote);
      this.#failed(name, failureData(name, hook));
    }
  }

  async #runAction(actionId: string): Promise<void> {
    const action = this.model.actions.get(actionId);
    if (action === undefined) return;
    await runAction(this.#core, {
      model: this.model,
      unit: this.unit,
      action,
      agent: this.#agent,
      signal: this.#abort.signal,
      report: this.#report,
    });
    const { hook } = this.unit.local;
    if (hook?.step !== 'failed' || this.#ended) return;
    // An action does not end an error: the status says again what is wrong.
    const name = hookName(this.model, this.unit, hook.info);
    this.#showError(name, failureData(name, hook.info));
  }

  /** Runs a hook again that was killed, a little later: it may kill itself, each time. */
  async #queueAgain(info: HookInfo): Promise<void> {
    // A unit that goes need not be installed first.
    this.unit.local.hook = info.kind === 'install' ? undefined : { step: 'queued', info };
    await new Promise<void>((resolve) => this.#core.clock.afterPeriod(againMs, resolve));
  }

  /** A fault of ours, not of the charm: said as Juju says it of its own agent, and not retried. */
  #broken(error: unknown): void {
    logStderr(this.model, this.unit, 'juju.worker.uniter', `resolver loop error: ${stackOf(error)}`);
    this.#report('failed', 'resolver loop error');
    this.#stop('the agent failed');
  }

  #failed(name: string, data: Readonly<Record<string, unknown>>): void {
    this.#showError(name, data);
    if (!this.model.config.retriesHooks || this.#retry !== undefined) return;
    this.#retry = this.#core.clock.afterPeriod(this.#retryMs, () => {
      this.#retry = undefined;
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
      this.#timers.retryVersion += 1;
      this.wake();
    });
  }

  #showError(name: string, data: Readonly<Record<string, unknown>>): void {
    this.#report('error', `hook failed: "${name}"`, data);
  }

  #resolved(): void {
    this.unit.resolved = undefined;
    this.#succeeded();
  }

  /** The next failure waits the shortest time again. */
  #succeeded(): void {
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#retryMs = firstRetryMs;
  }

  /** Who has something to run is not idle, though others go first. */
  #reportWaiting(operation: UnitOperation & { kind: 'run-hook' | 'run-action' }): void {
    if (operation.kind === 'run-action') {
      this.#report('executing', `running action ${this.model.actions.get(operation.actionId)?.name ?? ''}`);
    } else if (operation.hook.kind !== 'update-status') {
      const name = hookName(this.model, this.unit, operation.hook);
      this.#report('executing', runningMessage(name, operation.hook));
    }
  }

  #idle(): void {
    if (this.unit.local.hook === undefined) this.#report('idle');
  }

  /** Says how the agent is, unless it has just said so: waiting clients count from when it changed. */
  readonly #report = (status: string, message = '', data?: Readonly<Record<string, unknown>>): void => {
    const said = `${status} ${message}`;
    if (said === this.#reported || this.#ended) return;
    this.#reported = said;
    this.unit.setAgentStatus(status, message, data);
  };

  #scheduleUpdateStatus(): void {
    this.#updateStatus?.cancel();
    this.#updateStatusMs = this.model.config.updateStatusIntervalMs;
    this.#updateStatus = this.#core.clock.afterPeriod(this.#updateStatusMs, () => {
      this.#timers.updateStatusVersion += 1;
      this.wake();
      this.#scheduleUpdateStatus();
    });
  }
}
