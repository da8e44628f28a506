import type { Application } from './entities';
import type { StatusEntry } from './status-record';

const severity: Readonly<Record<string, number>> = {
  error: 100,
  blocked: 90,
  maintenance: 80,
  waiting: 70,
  active: 60,
  terminated: 50,
  unknown: 40,
};

/**
 * The status of an application as Juju shows it: what the leader set, else that of the unit that is worst off.
 *
 * @internal
 */
export function applicationStatus(application: Application): StatusEntry {
  if (application.status.status !== 'unset') return application.status;
  const unknown: StatusEntry = { status: 'unknown', message: '', data: {}, since: application.status.since };
  let worst = unknown;
  for (const { workload } of application.units.values()) {
    if ((severity[workload.status] ?? 0) > (severity[worst.status] ?? 0)) worst = workload;
  }
  return worst;
}
