import { countOf } from '../../count-of';
import { isRecord } from '../../is-record';
import type { Status } from '../status/status';
import { missingText } from '../waiting/missing';
import {
  absent,
  applicationIn,
  either,
  statusPredicate,
  type StatusPredicate,
  together,
} from './status-predicate';

/**
 * The applications have exactly so many units, none of them being removed.
 *
 * @param counts - units by application
 * @example
 * ```ts
 * await opsTest.model.wait(unitCount({ web: 3, db: 1 }));
 * ```
 *
 * @public
 */
export function unitCount(counts: Readonly<Record<string, number>>): StatusPredicate {
  const wanted = Object.entries(checked(counts));
  const about = wanted.map(([name, count]) => `${name}: ${String(count)}`);
  return statusPredicate('unitCount', about, (status) =>
    together(
      wanted.map(([name, count]) =>
        applicationIn(status, name)
          ? either(name, whyNotCount(name, count, status), `has ${countOf(count, 'unit')}`)
          : absent(name, status.applications),
      ),
    ),
  );
}

/** Why an application has not so many units; `undefined` when it has. @internal */
export function whyNotCount(name: string, count: number, status: Status): string | undefined {
  const application = applicationIn(status, name);
  if (!application) return missingText(name, Object.keys(status.applications));
  const { units } = application;
  if (units.length !== count) return `${countOf(units.length, 'unit')}, want ${String(count)}`;
  const leaving = units.filter((unit) => status.units[unit]?.life !== 'alive');
  if (leaving.length === 0) return undefined;
  return `${countOf(count, 'unit')}, but ${leaving.join(', ')} being removed`;
}

function checked(counts: unknown): Readonly<Record<string, number>> {
  const values = isRecord(counts) ? Object.values(counts) : [];
  if (values.length > 0 && values.every((count) => Number.isSafeInteger(count) && (count as number) >= 0)) {
    return counts as Readonly<Record<string, number>>;
  }
  throw new TypeError(
    `unitCount takes numbers of units by application, such as { web: 3 }; got ${JSON.stringify(counts)}`,
  );
}
