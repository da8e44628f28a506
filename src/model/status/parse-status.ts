import type { FullStatus } from '../../juju/wire-types';
import { fromTag } from '../../juju/tags';
import { parseApplications } from './parse-applications';
import { parseMachines } from './parse-machines';
import { parseOffers, parseRelations, parseRemoteApplications } from './parse-relations';
import { date, statusInfo } from './parse-status-info';
import { reused } from './reuse';
import type { ModelStatus, Status } from './status';

/**
 * Juju's `FullStatus`, as any version of 3.x or 4.x answers it, as a {@link Status}.
 *
 * @param raw - what the controller sent; a map or list of it may be `null` where it is empty
 * @param previous - the status before: what is the same in both becomes the same object, so that comparing the two is
 *   a matter of identities, and a thousand polls of a quiet model cost the memory of one
 * @internal
 */
export function parseStatus(raw: FullStatus, previous?: Status): Status {
  const { applications, units } = parseApplications(raw.applications ?? {});
  return Object.freeze({
    model: reused(previous?.model, parseModel(raw.model)),
    applications: reused(previous?.applications, applications),
    units: reused(previous?.units, units),
    machines: reused(previous?.machines, parseMachines(raw.machines ?? {})),
    relations: reused(previous?.relations, parseRelations(raw.relations ?? [])),
    remoteApplications: reused(
      previous?.remoteApplications,
      parseRemoteApplications(raw['remote-applications'] ?? {}),
    ),
    offers: reused(previous?.offers, parseOffers(raw.offers ?? {})),
    timestamp: date(raw['controller-timestamp']),
  });
}

function parseModel(raw: FullStatus['model']): ModelStatus {
  return {
    name: raw.name,
    type: raw.type,
    cloud: raw['cloud-tag'] === '' ? '' : fromTag(raw['cloud-tag'], 'cloud').id,
    region: raw.region === '' ? undefined : raw.region,
    version: raw.version,
    availableVersion: raw['available-version'],
    status: statusInfo(raw['model-status']),
  };
}
