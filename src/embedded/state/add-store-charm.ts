import { createHash } from 'node:crypto';
import { formatCharmUrl } from '../charm/charm-url';
import type { ResolvedCharm } from '../charmhub/resolve-charm';
import type { Charm } from './entities';
import type { Model } from './model';

/** Adds a charm of Charmhub to a model, which may have it. @internal */
export function addStoreCharm(model: Model, resolved: ResolvedCharm): Charm {
  const { entry, release } = resolved;
  const url = storeCharmUrl(resolved);
  const known = model.charms.get(url);
  if (known) return known;
  const sha256 = createHash('sha256').update(release.archive).digest('hex');
  const charm: Charm = { ...release, url, name: entry.name, sha256 };
  model.charms.set(url, charm);
  model.note('charm', url);
  return charm;
}

/** `ch:amd64/web-3`. @internal */
export function storeCharmUrl({ entry, release, architecture }: ResolvedCharm): string {
  const { revision } = release;
  return formatCharmUrl({ schema: 'ch', architecture, series: '', name: entry.name, revision });
}
