import { itemsOf, onlyItemOf } from '../juju/bulk';
import { JujuApiError } from '../juju/errors';
import { applicationTag, unitTag } from '../juju/tags';
import type * as wire from '../juju/wire-types';
import { ActionHandle, type WaitActionOptions } from './action-handle';
import { type ActionResult, actionResult } from './action-result';
import type { CallLimits } from './call-limits';
import { checkKeys } from './check-keys';
import { EntityNotFoundError } from './errors';
import type { ModelCore } from './model-core';
import { applicationOf } from './status/unit-names';

/** An action's parameters, as its schema wants them. @public */
export type ActionParams = Readonly<Record<string, unknown>>;

/** How to run an action. @public */
export type RunActionOptions = WaitActionOptions;

/** Runs an action on a unit and waits for its end. @internal */
export async function runAction(
  core: ModelCore,
  unit: string,
  name: string,
  params: ActionParams,
  options: RunActionOptions,
): Promise<ActionResult> {
  checkKeys(options, ['check', 'timeout', 'signal'], 'runAction');
  const handle = await startAction(core, unit, name, params, { signal: options.signal });
  return await handle.wait(options);
}

/** Starts an action on a unit. @internal */
export async function startAction(
  core: ModelCore,
  unit: string,
  name: string,
  params: ActionParams,
  limits: CallLimits,
): Promise<ActionHandle> {
  const call = {
    facade: 'Action',
    request: 'EnqueueOperation',
    version: core.session.facadeVersion('Action'),
  };
  const actions = [{ receiver: unitTag(unit), name, parameters: params }];
  try {
    const enqueued = await core.call<wire.EnqueuedActions>('Action', 'EnqueueOperation', { actions }, limits);
    return new ActionHandle(actionResult(onlyItemOf(call, { results: enqueued.actions })), name, core);
  } catch (error) {
    throw isUnknownAction(error) ? await unknownAction(core, unit, name, error) : error;
  }
}

/** Juju 3 gives that error no code. */
function isUnknownAction(error: unknown): error is JujuApiError {
  return error instanceof JujuApiError && /\bnot defined\b|^no actions defined\b/.test(error.text);
}

async function unknownAction(
  core: ModelCore,
  unit: string,
  name: string,
  cause: JujuApiError,
): Promise<EntityNotFoundError> {
  const application = applicationOf(unit);
  const names = await actionNames(core, application).catch(() => undefined);
  const known = names && (names.length === 0 ? ' It has none.' : ` It has: ${names.join(', ')}.`);
  return new EntityNotFoundError(
    `The charm of ${application} in ${core.fullName} has no action "${name}".${known ?? ''}`,
    { cause },
  );
}

async function actionNames(core: ModelCore, application: string): Promise<string[]> {
  const call = { facade: 'Action', request: 'ApplicationsCharmsActions', version: 0 };
  const params = { entities: [{ tag: applicationTag(application) }] };
  const response = await core.call<wire.ApplicationsCharmActionsResults>(call.facade, call.request, params);
  return itemsOf(call, response)
    .flatMap(({ actions }) => Object.keys(actions ?? {}))
    .sort();
}
