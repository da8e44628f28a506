import { isRecord } from '../../../is-record';
import type { Action } from '../../state/action-entities';
import type { HookSubject } from './hook-subject';
import { logAction } from '../../state/action-progress';
import { refused } from '../../api-error';

const reserved = new Set(['stdout', 'stdout-encoding', 'stderr', 'stderr-encoding']);

/** What the process of an action left behind; of output that is no text, how it is encoded. @internal */
export interface ActionOutput {
  readonly code: number;
  readonly stdout?: string;
  readonly stdoutEncoding?: 'base64';
  readonly stderr?: string;
  readonly stderrEncoding?: 'base64';
}

/** `action-get`, `action-set`, `action-log`, `action-fail`. @internal */
export class HookAction {
  readonly #subject: HookSubject;
  readonly #action: Action;
  readonly #results: Record<string, unknown> = {};
  failure: string | undefined;

  constructor(subject: HookSubject, action: Action) {
    this.#subject = subject;
    this.#action = action;
  }

  get id(): string {
    return this.#action.id;
  }

  get name(): string {
    return this.#action.name;
  }

  get parameters(): Readonly<Record<string, unknown>> {
    return this.#action.parameters;
  }

  get results(): Readonly<Record<string, unknown>> {
    return this.#results;
  }

  /** Merges results; every value becomes a text, as Juju's tool makes of it. */
  setResults(results: Readonly<Record<string, unknown>>): void {
    this.#subject.transaction.check();
    merge(this.#results, results);
  }

  /** What the process of the action left behind: its output and exit code, which `action-set` cannot set. */
  setOutput(output: ActionOutput): void {
    const { code, stdout = '', stderr = '', stdoutEncoding, stderrEncoding } = output;
    this.#results['return-code'] = code;
    if (stdout !== '') this.#results['stdout'] = stdout;
    if (stdoutEncoding !== undefined) this.#results['stdout-encoding'] = stdoutEncoding;
    if (stderr !== '') this.#results['stderr'] = stderr;
    if (stderrEncoding !== undefined) this.#results['stderr-encoding'] = stderrEncoding;
  }

  /** What went wrong after the process had ended: added to its output. @internal */
  addError(text: string): void {
    const said = this.#results['stderr'];
    this.#results['stderr'] = typeof said === 'string' ? `${said}\n${text}` : text;
    this.#results['return-code'] ??= '1';
  }

  log(message: string): void {
    this.#subject.transaction.check();
    logAction(this.#subject.model, this.#action, message);
  }

  fail(message = 'action failed without reason given, check action for errors'): void {
    this.#subject.transaction.check();
    this.failure = message;
  }
}

function merge(into: Record<string, unknown>, results: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(results)) {
    const keys = path.split('.');
    for (const key of keys) checkResultKey(key);
    place(into, keys, value);
  }
}

/** `a.b=1` is `{ a: { b: '1' } }`; a map is gone through, and what was there under its keys stays. */
function place(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0 || isRecord(value)) {
    const present = into[key];
    const inner = isRecord(present) ? present : {};
    into[key] = inner;
    if (rest.length > 0) place(inner, rest, value);
    else if (isRecord(value)) merge(inner, value);
  } else {
    into[key] =
      typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  }
}

/** Refuses what cannot be a key of results. @internal */
export function checkResultKey(key: string): void {
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(key)) {
    throw refused(
      `key "${key}" must start and end with lowercase alphanumeric, and contain only lowercase alphanumeric and hyphens`,
    );
  }
  if (reserved.has(key)) throw refused(`cannot set reserved action key "${key}"`);
}
