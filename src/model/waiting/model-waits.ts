import { blockUntil, type BlockUntilOptions, type Truthy } from './block-until';
import { ModelActions } from '../action/model-actions';
import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';
import { waitForPredicate, type WaitOptions } from './wait-for';
import { waitForIdle } from './wait-for-idle';
import type { WaitForIdleOptions } from './idle-options';
import type { Predicate } from './predicate';

/** The waits for what a {@link Model} shall become. @public */
export abstract class ModelWaits extends ModelActions {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    super(core);
    this.#core = core;
  }

  /**
   * Waits until applications are idle: there, with their units, no agent busy, nothing failed, all statuses as wanted,
   * and all of that together for a while.
   *
   * After a command of this object it also waits for a sign that the units that the command concerns have run since
   * (see `settlePeriod`), so that it does not succeed on the state from before the command. What others do, another
   * `Model` object or the `juju` command, is noticed by the idle period only. An empty model is idle at once.
   *
   * Options as of python-libjuju's `wait_for_idle`; unlike there a charm that was not installed yet, a failed hook, a
   * unit that is being removed and an application with another status than wanted are never idle, and units are counted
   * for each application.
   *
   * @returns the status in which they were
   * @throws MachineError, AgentError, UnitError or ApplicationError as soon as something fails
   * @throws WaitTimeoutError when it takes too long: it says what is not ready and why, the errors of that in the
   *   debug-log, each once, and shows the status
   * @example
   * ```ts
   * await model.waitForIdle({ apps: ['web', 'db'], status: 'active', timeout: '20m' });
   * await model.waitForIdle({ apps: 'db', waitForExactUnits: 3 });
   * ```
   */
  waitForIdle(options: WaitForIdleOptions = {}): Promise<Status> {
    return waitForIdle(this.#core, options);
  }

  /**
   * Waits until a predicate of the status holds, three times in a row unless `successes` says otherwise: a function of
   * yours, or a ready-made one such as {@link allActive}, which says why it does not hold.
   *
   * @throws WaitFailedError when the predicate `error` holds; WaitTimeoutError when it takes too long
   * @example
   * ```ts
   * await model.wait(and(allActive('web'), unitCount({ web: 3 })), { error: anyError('web'), timeout: '5m' });
   * await model.wait(({ units }) => units['web/0']?.workloadStatus.message === 'ready');
   * ```
   */
  wait(ready: Predicate, options: WaitOptions = {}): Promise<Status> {
    return waitForPredicate(this.#core, ready, options);
  }

  /**
   * Waits until a condition of your own holds: a function without arguments, of the model's properties or of anything
   * else, that answers something true. That it names what is not there yet (`units.require('web/3')`) is no failure.
   *
   * @returns what it answered
   * @throws WaitTimeoutError when it takes too long: it says `label`, or the function's name, and shows the status
   * @throws whatever else the function throws
   * @example
   * ```ts
   * await model.blockUntil(() => model.units.size === 3, { label: 'three units', timeout: '5m' });
   * const leader = await model.blockUntil(() => web.units.find((unit) => unit.isLeader));
   * ```
   */
  blockUntil<T>(condition: () => T | Promise<T>, options: BlockUntilOptions = {}): Promise<Truthy<T>> {
    return blockUntil(this.#core, condition, options);
  }
}
