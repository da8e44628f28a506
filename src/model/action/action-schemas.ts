import { onlyItemOf } from '../../juju/bulk';
import { applicationTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';

/** An action that a charm has. @public */
export interface ActionSchema {
  readonly name: string;
  readonly description: string;
  /** The JSON schema of its parameters. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** The actions of an application's charm by name. @internal */
export async function actionSchemas(
  core: ModelCore,
  application: string,
  limits: CallLimits,
): Promise<Readonly<Record<string, ActionSchema>>> {
  const version = core.session.facadeVersion('Action');
  const call = { facade: 'Action', request: 'ApplicationsCharmsActions', version };
  const params: wire.Entities = { entities: [{ tag: applicationTag(application) }] };
  const response = await core.call<wire.ApplicationsCharmActionsResults>(
    call.facade,
    call.request,
    params,
    limits,
  );
  const specs = Object.entries(onlyItemOf(call, response).actions ?? {});
  specs.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.freeze(Object.fromEntries(specs.map(([name, spec]) => [name, schema(name, spec)])));
}

function schema(name: string, { description, params }: wire.ActionSpec): ActionSchema {
  return Object.freeze({ name, description, params: Object.freeze(params ?? {}) });
}
