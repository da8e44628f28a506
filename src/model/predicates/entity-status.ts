import { types } from 'node:util';

import type { Status, StatusInfo, WorkloadStatus } from '../status/status';
import { workloadStatuses } from '../waiting/idle-options';
import { wanted as statusText, withMessage } from '../waiting/unit-readiness';
import {
  absent,
  applicationIn,
  checkNames,
  either,
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
  const find = (model: Status) => applicationIn(model, app)?.status;
  return ofOne('appStatus', app, status, message, { kind: 'applications', find });
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
  const find = ({ units }: Status) => (Object.hasOwn(units, unit) ? units[unit]?.workloadStatus : undefined);
  return ofOne('unitStatus', unit, status, message, { kind: 'units', find });
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
  { kind, find }: { kind: 'applications' | 'units'; find: (status: Status) => StatusInfo | undefined },
): StatusPredicate {
  const wanted = wantedStatus(what, status, message);
  const about = [
    entity,
    [...wanted.statuses].join(' or '),
    ...(message === undefined ? [] : [textOf(message)]),
  ];
  return statusPredicate(what, about, (model) => {
    const info = find(model);
    if (!info) return absent(entity, model[kind]);
    return either(entity, whyNotStatus(info, wanted), `is "${info.current}"${withMessage(info)}`);
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
