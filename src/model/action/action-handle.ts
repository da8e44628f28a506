import { type Duration, formatDuration } from '../../duration';
import { JujuError } from '../../errors';
import { onlyItemOf } from '../../juju/bulk';
import { JujuApiError, RequestTimeoutError } from '../../juju/errors';
import { actionTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import {
  ActionFailedError,
  type ActionLogEntry,
  type ActionResult,
  actionResult,
  isEnded,
  isSuccess,
  StatusAfterActionError,
} from './action-result';
import { type CallLimits, callTimeoutMs, Deadline } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';

/** How to wait for an action. @public */
export interface WaitActionOptions extends CallLimits {
  /** Throw when it does not complete, or with an exit code that is not 0. Default: `true`. */
  readonly check?: boolean;
  /** When to stop waiting; the action goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
}

/** The task is asked for often at first, for most actions are short, and then more and more seldom. */
const firstPauseMs = 20;
const longestPauseMs = 2_000;
const growth = 1.5;

/**
 * The handle of a task that was started before, by whomever.
 *
 * @throws EntityNotFoundError where the model has no such task
 * @internal
 */
export async function findAction(
  core: ModelCore,
  id: string | number,
  limits: CallLimits,
): Promise<ActionHandle> {
  const unknown = { id: String(id), receiver: '' };
  try {
    const found = await new ActionHandle(unknown, '', core).result(limits);
    return new ActionHandle(found, found.name, core);
  } catch (cause) {
    if (!(cause instanceof JujuApiError) || cause.code !== 'not found') throw cause;
    throw new EntityNotFoundError(`There is no action ${unknown.id} in ${core.fullName}`, { cause });
  }
}

/**
 * An action that was started.
 *
 * @example
 * ```ts
 * const backup = await unit.startAction('backup');
 * // … meanwhile …
 * const { results } = await backup.wait({ timeout: '20m' });
 * ```
 *
 * @example
 * ```ts
 * const { status } = await backup.result(); // as it is now
 * await backup.cancel();
 * ```
 *
 * @public
 */
export class ActionHandle {
  /** Its task's number. */
  readonly id: string;
  /** The action's name. */
  readonly name: string;
  /** The unit that runs it. */
  readonly receiver: string;
  readonly #core: ModelCore;

  /** @internal */
  constructor(started: Pick<ActionResult, 'id' | 'receiver'>, name: string, core: ModelCore) {
    this.id = started.id;
    // As it was asked for: Juju 4 does not repeat it.
    this.name = name;
    this.receiver = started.receiver;
    this.#core = core;
  }

  /** How it is now, with what it has logged so far. */
  async result(limits: CallLimits = {}): Promise<ActionResult> {
    const call = {
      facade: 'Action',
      request: 'Actions',
      version: this.#core.session.facadeVersion('Action'),
    };
    const params = { entities: [{ tag: actionTag(this.id) }] };
    const response = await this.#core.call<wire.ActionResults>('Action', 'Actions', params, limits);
    return actionResult(onlyItemOf(call, response));
  }

  /**
   * Waits for its end, whatever that is: completed, failed, cancelled, aborted or error.
   *
   * @throws ActionFailedError when it did not complete, unless `check` is `false`
   * @throws StatusAfterActionError with its result, when it ended and the status could not be had after it
   * @throws JujuError with the code `timeout` when it takes too long; it goes on then
   */
  async wait(options: WaitActionOptions = {}): Promise<ActionResult> {
    const result = await this.end(options);
    const shown = this.#core.refresh({ signal: options.signal });
    if ((options.check ?? true) && !isSuccess(result)) {
      // That the status cannot be had is the lesser news.
      await shown.catch(() => undefined);
      throw new ActionFailedError(result, this.#core.fullName);
    }
    await shown.catch((cause: unknown) => {
      throw new StatusAfterActionError(result, this.#core.fullName, cause);
    });
    return result;
  }

  /**
   * What it logs, line by line: what there is, then what is yet to come, until it has ended or the loop is left.
   *
   * @param options - `timeout`, `'10m'` unless given: when to stop waiting for more
   * @throws JujuError with the code `timeout` when it takes too long; it goes on then
   * @example
   * ```ts
   * for await (const { timestamp, message } of backup.log()) console.log(timestamp, message);
   * ```
   */
  async *log(options: CallLimits = {}): AsyncGenerator<ActionLogEntry, void, undefined> {
    checkKeys(options, ['signal', 'timeout'], 'log');
    let told = 0;
    for await (const { log } of this.#looks(options)) {
      for (const entry of log.slice(told)) yield entry;
      told = Math.max(told, log.length);
    }
  }

  /**
   * Asks Juju to cancel it. What has not begun is `cancelled` at once; what runs is told to end, and goes on until it
   * does: see {@link wait}. What has ended stays as it is.
   */
  async cancel(limits: CallLimits = {}): Promise<void> {
    const call = { facade: 'Action', request: 'Cancel', version: this.#core.session.facadeVersion('Action') };
    const params = { entities: [{ tag: actionTag(this.id) }] };
    onlyItemOf(call, await this.#core.call<wire.ActionResults>('Action', 'Cancel', params, limits));
  }

  /** Waits for its end, without a look at what it left behind. @internal */
  async end(limits: CallLimits): Promise<ActionResult> {
    let latest: ActionResult | undefined;
    for await (const result of this.#looks(limits)) latest = result;
    if (latest) return latest;
    throw new JujuError(`The controller told nothing of the action "${this.name}" on ${this.receiver}`);
  }

  /** How it is, again and again, until it has ended: that is the last. */
  async *#looks({ timeout = '10m', signal }: CallLimits): AsyncGenerator<ActionResult, void, undefined> {
    const { clock, scale } = this.#core;
    const deadline = new Deadline(clock, timeout);
    let latest: ActionResult | undefined;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * growth, longestPauseMs)) {
      if (!latest || deadline.leftMs > 0) latest = (await this.#look(deadline, signal)) ?? latest;
      if (latest) yield latest;
      if (latest && isEnded(latest)) return;
      if (deadline.leftMs === 0) throw this.#tooLong(latest, deadline.timeoutMs);
      const nextMs = Math.max(scale.toReal(pauseMs), 1);
      await this.#core.pause(deadline.cap(nextMs), { signal }, `Waiting for the action "${this.name}"`);
    }
  }

  /** How it is; `undefined` where there was no answer when the time was over. */
  async #look(deadline: Deadline, signal: AbortSignal | undefined): Promise<ActionResult | undefined> {
    const timeout = deadline.cap(callTimeoutMs);
    try {
      return await this.result({ signal, timeout });
    } catch (error) {
      if (error instanceof RequestTimeoutError && timeout < callTimeoutMs) return undefined;
      throw error;
    }
  }

  #tooLong(latest: ActionResult | undefined, timeoutMs: number): JujuError {
    const last = latest?.log.at(-1);
    const said = last ? ` The last that it logged: ${last.message}.` : '';
    return new JujuError(
      `The action "${this.name}" on ${this.receiver} in ${this.#core.fullName} had not ended after ` +
        `${formatDuration(timeoutMs)}: ${latest ? `it is ${latest.status}` : 'the controller did not answer'}.${said} ` +
        `Raise \`timeout\`, or look at it with \`juju show-task ${this.id}\`; it goes on.`,
      { code: 'timeout' },
    );
  }
}
