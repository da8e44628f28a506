import { inspect } from 'node:util';

import { isRecord } from '../../is-record';
import { onlyItemOf } from '../../juju/bulk';
import { JujuApiError, withHint } from '../../juju/errors';
import { unitTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { type ActionSchema, actionSchemas } from './action-schemas';
import { ActionHandle, type WaitActionOptions } from './action-handle';
import { type ActionResult, actionResult } from './action-result';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { listed, whatThereIs } from '../calls/what-there-is';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import type { UnitStatus } from '../status/status';
import { applicationOf } from '../status/unit-names';

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
  const handle = await enqueue(core, unit, name, params, { signal: options.signal });
  return await handle.wait(options);
}

/** Starts an action on a unit, which has not begun with it then; a wait that follows needs it to have. @internal */
export async function startAction(
  core: ModelCore,
  unit: string,
  name: string,
  params: ActionParams,
  limits: CallLimits,
): Promise<ActionHandle> {
  const started: ActionHandle[] = [];
  const command = {
    what: `the action "${name}" was started`,
    concerns: (other: UnitStatus) => other.name === unit,
    limits,
  };
  await core.touching(command, async (_, left) => {
    started.push(await enqueue(core, unit, name, params, left));
    return { begunIsEnough: true };
  });
  return started[0] as ActionHandle;
}

async function enqueue(
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
  checkCall(name, params);
  const actions = [{ receiver: unitTag(unit), name, parameters: params }];
  try {
    const enqueued = await core.call<wire.EnqueuedActions>('Action', 'EnqueueOperation', { actions }, limits);
    return new ActionHandle(actionResult(onlyItemOf(call, { results: enqueued.actions })), name, core);
  } catch (error) {
    if (isUnknownAction(error)) throw await unknownAction(core, unit, name, error);
    throw isRefusedParameter(error) ? await withParameters(core, unit, name, error) : error;
  }
}

function checkCall(name: unknown, params: unknown): void {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(`runAction needs the name of an action; got ${inspect(name)}`);
  }
  if (!isRecord(params)) {
    throw new TypeError(
      `The parameters of the action "${name}" must be an object, such as { name: 'ada' }; got ${inspect(params)}`,
    );
  }
}

/** Juju 3 gives that error no code. */
function isUnknownAction(error: unknown): error is JujuApiError {
  return error instanceof JujuApiError && /\bnot defined\b|^no actions defined\b/.test(error.text);
}

function isRefusedParameter(error: unknown): error is JujuApiError {
  return error instanceof JujuApiError && error.text.includes('validation failed');
}

/** Juju says what is wrong with the parameters, and neither of which action, nor which it takes. */
async function withParameters(
  core: ModelCore,
  unit: string,
  name: string,
  error: JujuApiError,
): Promise<JujuApiError> {
  const schemas = await actionSchemas(core, applicationOf(unit), {}).catch(() => ({}));
  const schema = Object.entries(schemas).find(([known]) => known === name)?.[1];
  return schema ? withHint(error, `The action "${name}" takes ${parametersText(schema)}.`) : error;
}

function parametersText({ params: { properties, required } }: ActionSchema): string {
  const names = Object.keys(isRecord(properties) ? properties : {});
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  if (names.length === 0) return 'no parameters that its charm tells of';
  return listed(names.map((name) => (needed.includes(name) ? `${name} (required)` : name)));
}

async function unknownAction(
  core: ModelCore,
  unit: string,
  name: string,
  cause: JujuApiError,
): Promise<EntityNotFoundError> {
  const application = applicationOf(unit);
  const schemas = await actionSchemas(core, application, {}).catch(() => undefined);
  const names = schemas && Object.keys(schemas);
  return new EntityNotFoundError(
    `The charm of ${application} in ${core.fullName} has no action "${name}".${names ? ` ${whatThereIs(name, names)}` : ''}`,
    { cause },
  );
}
