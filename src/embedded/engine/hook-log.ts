import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import { inspect } from 'node:util';
import { isNativeError } from 'node:util/types';
import { writeLog } from './write-log';

const logger = 'juju.worker.uniter.operation';
const via = 'via hook dispatching script: dispatch';

/** What Juju's agent writes when a hook has run, or when the charm has none. @internal */
export function logOutcome(model: Model, unit: Unit, name: string, found: boolean): void {
  const message = found ? `ran "${name}" hook (${via})` : `skipped "${name}" hook (missing)`;
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
  const message = `hook "${name}" (${via}) failed: exit status 1`;
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
