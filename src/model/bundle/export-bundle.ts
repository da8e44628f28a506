import { onlyResultOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';

/** What a bundle made of a model shall have. @public */
export interface ExportBundleOptions extends CallLimits {
  /** Whether options that nobody set are in it, with their charms' defaults. Default: `false`. */
  readonly includeCharmDefaults?: boolean;
}

/** A model as a bundle. @internal */
export async function exportBundle(core: ModelCore, options: ExportBundleOptions): Promise<string> {
  checkKeys(options, ['includeCharmDefaults', 'signal', 'timeout'], 'exportBundle');
  const { includeCharmDefaults = false, ...limits } = options;
  const call = {
    facade: 'Bundle',
    request: 'ExportBundle',
    version: core.session.facadeVersion('Bundle'),
  };
  const params: wire.ExportBundleParams = { 'include-charm-defaults': includeCharmDefaults };
  const response = await core.call<wire.StringResult>(call.facade, call.request, params, limits);
  return onlyResultOf(call, { results: [response] });
}
