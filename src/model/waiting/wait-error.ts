import { formatDuration } from '../../duration';
import { messageOf } from '../../message-of';
import {
  AgentError,
  ApplicationError,
  MachineError,
  UnitError,
  WaitAbortedError,
  type WaitError,
  type WaitEvidence,
  WaitFailedError,
  WaitTimeoutError,
} from '../errors';
import { hideSecrets } from '../hide-secrets';
import type { Status } from '../status/status';
import type { Failure, Judge, Judgement } from './judgement';
import { logSince } from './log-since';
import { sharedReasons } from './reason-lines';
import type { WaitScene } from './wait';
import { hiddenReasons, waitReport } from './wait-report';
import { withWhyUnknown } from './why-unknown';

/** How often the status was asked for. @internal */
export interface Polls {
  readonly ok: number;
  readonly failed: number;
  readonly lastError: unknown;
  /** How often the connection broke meanwhile: a question that was lost with it is repeated on the next one. */
  readonly disconnects: number;
}

/** @internal */
export interface WaitFacts {
  readonly elapsedMs: number;
  readonly status: Status | undefined;
  /** The controller's time at the first status. */
  readonly began: Date | undefined;
  readonly judgement: Judgement;
  readonly polls: Polls;
}

/** How a wait ended. @internal */
export type WaitOutcome = HappyEnd | { readonly kind: 'broken'; readonly error: unknown } | UnhappyEnd;

/** @internal */
export type HappyEnd = WaitFacts & { readonly kind: 'done'; readonly status: Status };

/** @internal */
export type UnhappyEnd = WaitFacts &
  (
    | { readonly kind: 'timeout'; readonly timeoutMs: number; readonly isBareTimeout: boolean }
    | { readonly kind: 'aborted'; readonly reason: unknown }
    | { readonly kind: 'failed'; readonly failure: Failure }
  );

/** The error for a wait that did not end well, with what the debug-log says; without what looks like a secret. @internal */
export async function waitError(scene: WaitScene, judge: Judge, end: UnhappyEnd): Promise<WaitError> {
  const { elapsedMs, status, polls, judgement } = end;
  const known = end.kind === 'failed' ? end.failure.entities : judgement.reasons;
  const reasons = hiddenReasons(known.map((reason) => withWhyUnknown(reason, status, scene.whyUnknown)));
  const since = logSince(end.began, reasons, status);
  // Whoever aborts wants an end now, not after one more question.
  const errors = end.kind === 'aborted' ? [] : await scene.recentErrors(since);
  const evidence: WaitEvidence = {
    reasons,
    status,
    logs: errors.flatMap(({ stderr, entry }) => [...stderr, entry]),
    elapsed: elapsedMs,
    polls: { ok: polls.ok, failed: polls.failed, disconnects: polls.disconnects },
  };
  const parts = [
    headline(scene, judge, end),
    waitReport(end, reasons, { since, errors }),
    unitHint(end),
    scene.repeat ?? '',
  ];
  const message = hideSecrets(parts.filter((part) => part !== '').join('\n'));
  const cause = polls.lastError === undefined ? {} : { cause: polls.lastError };
  if (end.kind === 'timeout') return new WaitTimeoutError(message, evidence, cause);
  if (end.kind === 'aborted') return new WaitAbortedError(message, evidence, { cause: end.reason });
  return new kinds[end.failure.kind](message, evidence, { code: end.failure.state });
}

const kinds = {
  machine: MachineError,
  agent: AgentError,
  unit: UnitError,
  application: ApplicationError,
  model: WaitFailedError,
  predicate: WaitFailedError,
} as const;

function headline({ fullName }: WaitScene, { goal }: Judge, end: UnhappyEnd): string {
  const waiting = `waiting for ${goal} in ${fullName}`;
  const elapsed = formatDuration(end.elapsedMs);
  if (end.kind === 'timeout') return `Timed out after ${formatDuration(end.timeoutMs)} ${waiting}`;
  if (end.kind === 'aborted') return `Aborted after ${elapsed} ${waiting}: ${messageOf(end.reason)}`;
  return `${failureText(end.failure)} (after ${elapsed} ${waiting})`;
}

/** python-libjuju counts in seconds: who comes from there waits for a thousandth of what was meant. */
function unitHint(end: UnhappyEnd): string {
  if (end.kind !== 'timeout' || !end.isBareTimeout || end.timeoutMs >= hourOfSecondsMs) return '';
  const number = String(Math.round(end.timeoutMs));
  return `A timeout that is a number is in milliseconds: for ${number} seconds write '${number}s'.`;
}

/** Nobody waits for an hour's number of seconds by mistake, and hardly for less than this on purpose. */
const hourOfSecondsMs = 3_600;

function failureText({ kind, state, entities }: Failure): string {
  const list = sharedReasons(entities)
    .map(({ entities: names, why }) => `${names} (${why})`)
    .join(', ');
  if (kind === 'predicate' || kind === 'model') return `Gave up: ${list}`;
  const things = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`;
  return state === 'blocked' ? `${things} blocked: ${list}` : `${things} in error: ${list}`;
}
