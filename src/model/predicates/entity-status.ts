import { types } from 'node:util';

import type { Status, StatusInfo, WorkloadStatus } from '../status/status';
import { workloadStatuses } from '../waiting/idle-options';
import { wanted as statusText, withMessage } from '../waiting/unit-readiness';
import {
  applicationIn,
  checkNames,
  either,
  isMissing,
  statusPredicate,
  type StatusPredicate,
} from './status-predicate';

/**
 * An application's own status is this one, or one of these, with this message: a text that it must be, or a pattern
 * that it must contain.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(appStatus('web', 'blocked', /missing relation/));
 * ```
 *
 * @public
 */
export function appStatus(
  app: string,
  status: WorkloadStatus | readonly WorkloadStatus[],
  message?: string | RegExp,
): StatusPredicate {
  checkNames([app], 'appStatus');
  return ofOne('appStatus', app, status, message, (model) => applicationIn(model, app)?.status);
}

/**
 * As {@link appStatus}, for the workload status of a unit.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(unitStatus('web/0', ['active', 'maintenance'], 'ready'));
 * ```
 *
 * @public
 */
export function unitStatus(
  unit: string,
  status: WorkloadStatus | readonly WorkloadStatus[],
  message?: string | RegExp,
): StatusPredicate {
  checkNames([unit], 'unitStatus');
  return ofOne('unitStatus', unit, status, message, ({ units }) =>
    Object.hasOwn(units, unit) ? units[unit]?.workloadStatus : undefined,
  );
}

/** What is wanted of one status. @internal */
export interface WantedStatus {
  readonly statuses: ReadonlySet<string>;
  readonly message: string | RegExp | undefined;
}

/**
 * What is wanted, checked.
 *
 * @throws TypeError
 * @internal
 */
export function wantedStatus(what: string, status: unknown, message: unknown): WantedStatus {
  const list: readonly unknown[] = Array.isArray(status) ? status : [status];
  if (list.length === 0) throw new TypeError(`${what} needs a status; got none`);
  for (const one of list) checkStatus(what, one);
  if (message !== undefined && typeof message !== 'string' && !types.isRegExp(message)) {
    throw new TypeError(`${what} takes a message as a text or a pattern; got ${JSON.stringify(message)}`);
  }
  return { statuses: new Set(list as string[]), message };
}

function checkStatus(what: string, status: unknown): void {
  if (typeof status === 'string' && workloadStatuses.has(status)) return;
  throw new TypeError(
    `${what}: there is no workload status ${JSON.stringify(status)}; there are ${[...workloadStatuses].join(', ')}`,
  );
}

/** Why a status is not as wanted; `undefined` when it is. @internal */
export function whyNotStatus(info: StatusInfo, { statuses, message }: WantedStatus): string | undefined {
  const wantsMessage = message === undefined ? '' : ` ${textOf(message)}`;
  if (statuses.has(info.current) && isMessage(info.message, message)) return undefined;
  return `is "${info.current}"${withMessage(info)}; want ${statusText(statuses)}${wantsMessage}`;
}

function ofOne(
  what: string,
  entity: string,
  status: unknown,
  message: string | RegExp | undefined,
  find: (status: Status) => StatusInfo | undefined,
): StatusPredicate {
  const wanted = wantedStatus(what, status, message);
  const about = [
    entity,
    [...wanted.statuses].join(' or '),
    ...(message === undefined ? [] : [textOf(message)]),
  ];
  return statusPredicate(what, about, (model) => {
    const info = find(model);
    const why = info ? whyNotStatus(info, wanted) : isMissing;
    return either(entity, why, info ? `is "${info.current}"${withMessage(info)}` : '');
  });
}

/** `search` does not remember where a pattern matched last, as `test` does. */
function isMessage(text: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? text === wanted : text.search(wanted) !== -1;
}

function textOf(message: string | RegExp): string {
  return typeof message === 'string' ? JSON.stringify(message) : String(message);
}
