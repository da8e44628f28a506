import { JujuError } from '../../errors';
import { leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import { applyBundle } from './apply-bundle';
import type { BundleDocument } from './bundle-data';
import { bundleKeys, type BundleSource, type BundleDeployOptions } from './bundle-options';
import { planBundle } from './bundle-plan';
import { withoutPaths } from './local-charms';
import { readBundle } from './read-bundle';

/**
 * Deploys a bundle.
 *
 * @param directory - what relative paths are relative to
 * @returns the names of its applications
 * @internal
 */
export async function deployBundle(
  core: ModelCore,
  source: BundleSource,
  options: BundleDeployOptions,
  directory: string,
): Promise<readonly string[]> {
  checkKeys(options, bundleKeys, 'deployBundle');
  const left = leftOf(options, core.clock);
  const bundle = await readBundle(core, source, options, directory, left);
  const { data, charms } = await withoutPaths(bundle.data);
  const trusted = trustedOf(data, bundle.title, options);
  const changes = await planBundle(core, { ...bundle, data }, left());
  const { title, directory: place } = bundle;
  const { force = false } = options;
  await applyBundle({ core, title, directory: place, charms, trusted, force, left }, changes);
  await core.afterCommand(`${title} was deployed`, left());
  return Object.keys(data.applications ?? {});
}

/** Nobody shall give the cloud's credential away because a bundle says so. */
function trustedOf(
  { applications = {} }: BundleDocument,
  title: string,
  { trust = false, force = false }: BundleDeployOptions,
): Set<string> {
  const names = Object.entries(applications)
    .filter(([, spec]) => spec?.['trust'] === true)
    .map(([name]) => name);
  if (names.length === 0 || trust || force) return new Set(names);
  throw new JujuError(
    `${title} wants to give the cloud's credential to ${names.join(', ')}. If you trust them, deploy it with { trust: true }.`,
    { code: 'not valid' },
  );
}
