import { itemsOf } from '../../juju/bulk';
import { unitTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';

/** How a unit shall go on after a failed hook. @public */
export interface ResolvedOptions extends CallLimits {
  /** Run the failed hook again; `false` takes it as done. Default: `true`, as of `juju resolved`. */
  readonly retry?: boolean;
}

/** Lets a unit in error go on. @internal */
export async function resolveUnit(core: ModelCore, unit: string, options: ResolvedOptions): Promise<void> {
  checkKeys(options, ['retry', 'signal', 'timeout'], 'resolved');
  const { retry = true, ...limits } = options;
  const version = core.session.facadeVersion('Application');
  const call = { facade: 'Application', request: 'ResolveUnitErrors', version };
  const params: wire.UnitsResolved = { tags: { entities: [{ tag: unitTag(unit) }] }, retry };
  const command = {
    what: `${unit} was resolved`,
    concerns: ({ name }: { readonly name: string }) => name === unit,
    limits,
  };
  await core.touching(command, async (_, left) => {
    itemsOf(call, await core.call<wire.ErrorResults>(call.facade, call.request, params, left));
    return {};
  });
}
