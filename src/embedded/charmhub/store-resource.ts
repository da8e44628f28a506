import type { CharmOrigin } from '../state/entities';
import type { WantedResource } from '../state/resources';
import type { StoreEntry } from './entries';
import { resolveCharm, resourceOf } from './resolve-charm';

/** A resource of a charm of Charmhub with its content; an upload stays what it is. @internal */
export function storeResource(
  entries: ReadonlyMap<string, StoreEntry>,
  charm: string,
  origin: CharmOrigin,
  wanted: WantedResource,
): WantedResource {
  if (wanted.origin === 'upload') return wanted;
  const resolved = resolveCharm(entries, charm, origin);
  const meta = resolved.release.meta.resources.get(wanted.name);
  return { ...wanted, ...meta, ...resourceOf(resolved, wanted.name, wanted.revision) };
}
