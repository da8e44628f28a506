import type { StatusEntry } from '../state/status-record';

/** What a status is shown with beside itself. @internal */
export interface StatusExtras {
  /** `''` for alive, as Juju 3 writes it. */
  readonly life?: string;
  /** The agent's version, once there is one. */
  readonly version?: string;
  readonly kind?: string;
  /** Show all of a status' data, not only what is meant for every client. */
  readonly allData?: boolean;
}

/** Juju's `DetailedStatus`: what a status looks like in `FullStatus` and in a status history. @internal */
export function detailedStatus(entry: StatusEntry, extras: StatusExtras = {}) {
  const { life = '', version = '', kind = '', allData = false } = extras;
  return {
    status: entry.status,
    info: entry.message,
    data: allData ? entry.data : publicData(entry.data),
    since: entry.since,
    kind,
    version,
    life,
  };
}

/** Juju's `EntityStatus`: the same in fewer words, for models. @internal */
export function entityStatus(entry: StatusEntry) {
  return {
    status: entry.status,
    info: entry.message,
    ...(Object.keys(entry.data).length > 0 && { data: entry.data }),
    since: entry.since,
  };
}

/** Only this much of the data of machines, units and relations is told to clients. */
function publicData(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return 'relation-id' in data ? { 'relation-id': data['relation-id'] } : {};
}
