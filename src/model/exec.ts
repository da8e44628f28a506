import { type Duration, toMilliseconds } from '../duration';
import { itemsOf } from '../juju/bulk';
import type * as wire from '../juju/wire-types';
import { ActionHandle, type WaitActionOptions } from './action-handle';
import { type ActionResult, actionResult } from './action-result';
import { checkKeys } from './check-keys';
import type { ModelCore } from './model-core';

/** How to run a command. @public */
export interface ExecOptions extends WaitActionOptions {
  /** When Juju ends the command, and the wait with it. Default: `'5m'`. */
  readonly timeout?: Duration;
}

/** Where to run a command; what is named is taken together. @internal */
export interface ExecTargets {
  readonly units?: readonly string[];
  readonly applications?: readonly string[];
  readonly machines?: readonly string[];
}

const nanosecondsPerMillisecond = 1e6;
/** So long after its own timeout Juju may need to say that it ended a command. */
const graceMs = 10_000;

/**
 * Runs a shell command on units and machines at the same time, as `juju exec` does.
 *
 * @returns the results by unit or machine
 * @throws ActionFailedError for the first that did not end well, unless `check` is `false`
 * @internal
 */
export async function execOn(
  core: ModelCore,
  targets: ExecTargets,
  command: string,
  options: ExecOptions,
): Promise<Map<string, ActionResult>> {
  checkKeys(options, ['check', 'timeout', 'signal'], 'exec');
  if (Object.values(targets).every((names: readonly string[]) => names.length === 0)) {
    throw new TypeError('exec needs somewhere to run: units, applications or machines');
  }
  const { timeout = '5m', check, signal } = options;
  const timeoutMs = toMilliseconds(timeout, 'timeout');
  const handles = await enqueue(core, targets, command, timeoutMs, signal);
  const waiting = { signal, timeout: timeoutMs + graceMs, ...(check !== undefined && { check }) };
  const results = await Promise.all(handles.map((handle) => handle.wait(waiting)));
  return new Map(results.map((result) => [result.receiver, result]));
}

async function enqueue(
  core: ModelCore,
  { units = [], applications = [], machines = [] }: ExecTargets,
  commands: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<ActionHandle[]> {
  const call = { facade: 'Action', request: 'Run', version: core.session.facadeVersion('Action') };
  const params: wire.RunParams = {
    commands,
    // Juju measures it by the controller's clock.
    timeout: Number.isFinite(timeoutMs)
      ? Math.round(core.scale.toJuju(timeoutMs) * nanosecondsPerMillisecond)
      : 0,
    units: [...units],
    applications: [...applications],
    machines: [...machines],
    parallel: true,
  };
  const enqueued = await core.call<wire.EnqueuedActions>('Action', 'Run', params, { signal });
  return itemsOf(call, { results: enqueued.actions }).map(
    (item) => new ActionHandle(actionResult(item), core),
  );
}
