import { isAbsolute } from 'node:path';
import { type LocalCharm, localCharm } from '../charm/local-charm';
import { type BundleDocument, type Fields } from './bundle-data';

/** The charms of a bundle that are on this machine, by what stands for them in the plan: `local:web-0`. @internal */
export type LocalCharms = ReadonlyMap<string, { readonly path: string; readonly charm: LocalCharm }>;

/**
 * Puts URLs in the place of paths, which only this machine could follow. They are no charms of the model yet: what no
 * application needs is not uploaded.
 *
 * @throws CharmError for a path of no charm
 * @internal
 */
export async function withoutPaths(
  data: BundleDocument,
): Promise<{ readonly data: BundleDocument; readonly charms: LocalCharms }> {
  const charms = new Map<string, { path: string; charm: LocalCharm }>();
  const urls = new Map<string, string>();
  const applications: Record<string, Fields | null> = {};
  for (const [name, spec] of Object.entries(data.applications ?? {})) {
    const path = spec?.['charm'];
    if (typeof path !== 'string' || !isAbsolute(path)) {
      applications[name] = spec;
      continue;
    }
    const charm = await localCharm({ path }, '/');
    const url = urls.get(path) ?? `local:${charm.name}-${String(urls.size)}`;
    urls.set(path, url);
    charms.set(url, { path, charm });
    applications[name] = withBase(spec, charm, data);
  }
  for (const [name, spec] of Object.entries(applications)) {
    const url = urls.get(String(data.applications?.[name]?.['charm']));
    if (spec && url !== undefined) applications[name] = { ...spec, charm: url };
  }
  return { data: { ...data, ...(data.applications && { applications }) }, charms };
}

/** The controller cannot look into the charm for its base: it would take the bundle's for it. */
function withBase(spec: Fields | null, { bases }: LocalCharm, data: BundleDocument): Fields | null {
  const [first] = bases;
  const isSaid = [spec, data].some(
    (fields) => fields?.['base'] ?? fields?.['series'] ?? fields?.['default-base'],
  );
  return isSaid || !first ? spec : { ...spec, base: `${first.name}@${first.channel}` };
}
