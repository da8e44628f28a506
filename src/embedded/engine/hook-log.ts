import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import type { CharmExitError, HookOutcome } from '../agent/unit-agent';
import { inspect } from 'node:util';
import { isNativeError } from 'node:util/types';
import { writeLog } from './write-log';

const logger = 'juju.worker.uniter.operation';
const dispatching = 'hook dispatching script: dispatch';

/** What Juju's agent writes when a hook has run, or when the charm has none. @internal */
export function logOutcome(
  model: Model,
  unit: Unit,
  name: string,
  { found, via = dispatching }: HookOutcome,
): void {
  const message = found ? `ran "${name}" hook (via ${via})` : `skipped "${name}" hook (missing)`;
  writeLog(model, unit, { level: 'INFO', module: logger, location: 'runhook.go:186', message });
}

/**
 * What Juju's agent writes when a hook has failed: what the charm said, and that it failed. A charm that is written with
 * `ops` logs its own exception as an error, and so does a script: its first line, with the stack after it.
 *
 * @internal
 */
export function logFailure(model: Model, unit: Unit, name: string, error: unknown): void {
  const [first = '', ...stack] = stackOf(error).split('\n');
  writeLog(model, unit, { level: 'ERROR', module: name, location: 'logger.go:60', message: first });
  logStderr(model, unit, name, stack.join('\n'));
  logFailed(model, unit, `hook "${name}" (via ${dispatching}) failed: exit status 1`);
}

/** The same of a process, whose output is in the log already; and what to do, where we know more than Juju. @internal */
export function logExit(
  model: Model,
  unit: Unit,
  name: string,
  { message, via, advice }: CharmExitError,
): void {
  const explained = advice === '' ? message : `${message}. ${advice}`;
  logFailed(model, unit, `hook "${name}" (via ${via}) failed: ${explained}`);
}

/** What the charm said cannot be kept, and the hook that said it has failed. @internal */
export function logNotKept(
  model: Model,
  unit: Unit,
  name: string,
  { message, via = dispatching }: { readonly message: string; readonly via?: string | undefined },
): void {
  logRefusedChanges(model, unit, message);
  logFailed(model, unit, `hook "${name}" (via ${via}) failed: ${message}`);
}

/** What Juju's agent writes when the controller refuses what a charm said. @internal */
export function logRefusedChanges(model: Model, unit: Unit, message: string): void {
  writeLog(model, unit, {
    ...{ level: 'ERROR', module: 'juju.worker.uniter.context', location: 'context.go:1738' },
    message: `cannot apply changes: ${message}`,
  });
}

/** A hook that was killed fails nobody: it is run again. @internal */
export function logTerminated(model: Model, unit: Unit, name: string): void {
  const message = `hook "${name}" was terminated`;
  writeLog(model, unit, { level: 'WARNING', module: logger, location: 'runhook.go:170', message });
}

function logFailed(model: Model, unit: Unit, message: string): void {
  writeLog(model, unit, { level: 'ERROR', module: logger, location: 'runhook.go:180', message });
}

/** Lines of a charm's stderr. @internal */
export function logStderr(model: Model, unit: Unit, name: string, text: string): void {
  for (const line of text.split('\n')) {
    if (line !== '')
      writeLog(model, unit, { level: 'WARNING', module: name, location: 'logger.go:60', message: line });
  }
}

/** The stack of an error, with what caused it. @internal */
export function stackOf(error: unknown): string {
  // A script may come from another realm, whose errors are no instances of ours.
  if (!isNativeError(error)) return typeof error === 'string' ? error : inspect(error);
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(error.cause)}`;
}
