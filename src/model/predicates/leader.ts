import { countOf } from '../../count-of';
import {
  absent,
  applicationIn,
  checkNames,
  either,
  statusPredicate,
  type StatusPredicate,
} from './status-predicate';

/**
 * The application has a leader.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(and(leader('db'), unitCount({ db: 3 })));
 * ```
 *
 * @public
 */
export function leader(app: string): StatusPredicate {
  checkNames([app], 'leader');
  return statusPredicate('leader', [app], (status) => {
    const application = applicationIn(status, app);
    if (!application) return absent(app, status.applications);
    const found = application.units.find((unit) => status.units[unit]?.leader);
    const why =
      found === undefined ? `${countOf(application.units.length, 'unit')}, of which none leads` : undefined;
    return either(app, why, `is led by ${found ?? ''}`);
  });
}
