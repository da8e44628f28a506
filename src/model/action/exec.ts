import { inspect } from 'node:util';

import { type Duration, toMilliseconds, toNanoseconds } from '../../duration';
import { itemError } from '../../juju/bulk';
import { JujuApiError } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import { ActionHandle, type WaitActionOptions } from './action-handle';
import {
  ActionFailedError,
  type ActionResult,
  actionResult,
  isSuccess,
  StatusAfterActionError,
} from './action-result';
import { checkKeys } from '../calls/check-keys';
import { explained } from '../calls/explained';
import { ExecError, type Outcome } from './exec-error';
import type { ModelCore } from '../model-core';

/** How to run a command. @public */
export interface ExecOptions extends WaitActionOptions {
  /** When Juju ends the command, and the wait with it. Default: `'5m'`. */
  readonly timeout?: Duration;
}

/** @internal */
export const execKeys: readonly string[] = ['check', 'timeout', 'signal'];

/** Where to run a command; what is named is taken together. @internal */
export interface ExecTargets {
  readonly units?: readonly string[];
  readonly applications?: readonly string[];
  readonly machines?: readonly string[];
}

/** So long after its own timeout Juju may need to say that it ended a command. */
const graceMs = 10_000;

/**
 * Runs a shell command on units and machines at the same time, as `juju exec` does.
 *
 * @returns the results by unit or machine
 * @throws ActionFailedError for the first that did not end well, with the results of all, unless `check` is `false`
 * @throws ExecError where there are several and the end of some is not known, with what is known
 * @throws StatusAfterActionError with the results, when all ended and the status could not be had after it
 * @internal
 */
export async function execOn(
  core: ModelCore,
  targets: ExecTargets,
  command: string,
  options: ExecOptions,
): Promise<Map<string, ActionResult>> {
  checkKeys(options, execKeys, 'exec');
  if (typeof command !== 'string' || command === '') {
    throw new TypeError(`exec needs a command as one text, such as 'hostname -f'; got ${inspect(command)}`);
  }
  if (Object.values(targets).every((names: readonly string[]) => names.length === 0)) {
    throw new TypeError('exec needs somewhere to run: units, applications or machines');
  }
  const { timeout = '5m', check, signal } = options;
  const timeoutMs = toMilliseconds(timeout, 'timeout');
  const tasks = await enqueue(core, targets, command, timeoutMs, signal);
  const outcomes = await outcomesOf(tasks, { signal, timeout: timeoutMs + graceMs });
  const shown = core.refresh({ signal });
  // It matters only where all is well otherwise.
  shown.catch(() => undefined);
  const results = resultsOf(outcomes, core, check);
  await shown.catch((cause: unknown) => {
    const [first] = results.values();
    throw first ? new StatusAfterActionError(first, core.fullName, cause, results) : cause;
  });
  return results;
}

/** A task of the command, or why there is none. */
type Task = ActionHandle | JujuApiError;

/** Waits for all of them, whatever becomes of some: what has begun is not undone by a failure elsewhere. */
async function outcomesOf(tasks: readonly Task[], limits: WaitActionOptions): Promise<Outcome[]> {
  const end = async (task: Task): Promise<Outcome> => {
    if (task instanceof JujuApiError) return { error: task };
    const { receiver, id } = task;
    try {
      return { receiver, id, result: await task.end(limits) };
    } catch (error) {
      return { receiver, id, error };
    }
  };
  return await Promise.all(tasks.map(end));
}

function resultsOf(outcomes: readonly Outcome[], { fullName }: ModelCore, check = true) {
  const known = outcomes.flatMap(({ result }) => (result ? [[result.receiver, result] as const] : []));
  const results: Map<string, ActionResult> = new Map(known);
  const unclear = outcomes.find(({ error }) => error !== undefined);
  if (unclear) throw outcomes.length === 1 ? unclear.error : new ExecError(outcomes, results, fullName);
  const failed = check && known.find(([, result]) => !isSuccess(result));
  if (failed) throw new ActionFailedError(failed[1], fullName, results);
  return results;
}

async function enqueue(
  core: ModelCore,
  { units = [], applications = [], machines = [] }: ExecTargets,
  commands: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Task[]> {
  const call = { facade: 'Action', request: 'Run', version: core.session.facadeVersion('Action') };
  const params: wire.RunParams = {
    commands,
    timeout: Number.isFinite(timeoutMs) ? toNanoseconds(timeoutMs) : 0,
    units: [...units],
    applications: [...applications],
    machines: [...machines],
    parallel: true,
  };
  const named = (error: unknown) => explained(error, core) as JujuApiError;
  const enqueued = await core
    .call<wire.EnqueuedActions>('Action', 'Run', params, { signal })
    .catch((error: unknown) => {
      throw named(error);
    });
  return (enqueued.actions ?? []).map((item) =>
    item.error ? named(itemError(call, item.error)) : new ActionHandle(actionResult(item), 'juju-exec', core),
  );
}
