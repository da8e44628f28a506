import { itemsOf, resultsOf } from '../../juju/bulk';
import { JujuApiError } from '../../juju/errors';
import { modelTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits, Deadline } from '../calls/call-limits';
import type { ControllerScene } from './controller';
import { EntityNotFoundError } from '../errors';
import { type ModelInfo, modelInfo, type ModelSummary, modelSummary, userNameOf } from '../model-info';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The models that the user may see. @internal */
export async function listModels(
  { session }: ControllerScene,
  limits: CallLimits = {},
): Promise<readonly ModelSummary[]> {
  // Only a superuser may ask for those of others; whoever asks in vain is refused altogether.
  const params: wire.ModelSummariesRequest = {
    'user-tag': session.userTag,
    all: session.controllerAccess === 'superuser',
  };
  const call = {
    facade: 'ModelManager',
    request: 'ListModelSummaries',
    version: session.facadeVersion('ModelManager'),
  };
  const response = await session.call<wire.ModelSummaryResults>(
    call.facade,
    call.request,
    params,
    callOptions(limits),
  );
  // A model that goes while they are listed is an item with an error.
  const there = (response.results ?? []).filter(({ error }) => !isGone(error));
  return Object.freeze(resultsOf(call, { results: there }).map((summary) => modelSummary(summary, session)));
}

/**
 * The model that a name or a UUID means: the user's own, unless the name says whose.
 *
 * @throws EntityNotFoundError where there is none
 * @internal
 */
export async function findModel(
  scene: ControllerScene,
  wanted: string,
  deadline: Deadline,
): Promise<ModelInfo> {
  const found = uuid.test(wanted) ? wanted : (await byName(scene, wanted, deadline.next())).uuid;
  try {
    return await readModelInfo(scene, found, deadline.next());
  } catch (error) {
    if (!(error instanceof JujuApiError) || !mayBeGone.has(error.code)) throw error;
    throw new EntityNotFoundError(
      `The controller "${scene.session.controllerName}" has no model ${wanted}, or it may not be used by ` +
        userNameOf(scene.session.userTag),
      { cause: error },
    );
  }
}

/** What the controller tells of a model. @internal */
export async function readModelInfo(
  { session }: ControllerScene,
  uuid: string,
  limits: CallLimits = {},
): Promise<ModelInfo> {
  const call = {
    facade: 'ModelManager',
    request: 'ModelInfo',
    version: session.facadeVersion('ModelManager'),
  };
  const params = { entities: [{ tag: modelTag(uuid) }] };
  const [info] = resultsOf(
    call,
    await session.call<wire.ModelInfoResults>(call.facade, call.request, params, callOptions(limits)),
  );
  if (info) return modelInfo(info, session);
  throw new EntityNotFoundError(
    `The controller "${session.controllerName}" told nothing of the model ${uuid}`,
  );
}

/** What a controller answers about a model that is not there, depending on who asks. @internal */
export const mayBeGone: ReadonlySet<string> = new Set([
  'not found',
  'model not found',
  'unauthorized access',
]);

async function byName(scene: ControllerScene, wanted: string, limits: CallLimits): Promise<ModelSummary> {
  const { session } = scene;
  const slash = wanted.indexOf('/');
  const owner = slash < 0 ? userNameOf(session.userTag) : wanted.slice(0, slash);
  const name = wanted.slice(slash + 1);
  const all = await listModels(scene, limits);
  const found = all.find((model) => model.name === name && model.owner === owner);
  if (found) return found;
  const others = all.filter((model) => model.name === name).map((model) => `"${model.owner}/${name}"`);
  const advice =
    others.length > 0
      ? `There is ${others.join(' and ')}, of another user: name it so.`
      : `It has: ${all.map(({ fullName }) => fullName.slice(fullName.indexOf(':') + 1)).join(', ')}.`;
  throw new EntityNotFoundError(
    `${owner} has no model "${name}" on the controller "${session.controllerName}" that ` +
      `${userNameOf(session.userTag)} may use. ${advice}`,
  );
}

function callOptions({ signal, timeout }: CallLimits) {
  return { signal, ...(timeout !== undefined && { timeout }) };
}

function isGone(error: wire.ErrorInfo | undefined): boolean {
  return error?.code === 'not found' || error?.code === 'model not found';
}

/** The one item of an answer about one model, with its own error. @internal */
export function modelStatusItem(
  call: Parameters<typeof itemsOf>[0],
  response: wire.ModelStatusResults,
): wire.ModelStatus {
  // Its list is called `models`, unlike every other.
  const [status] = itemsOf(call, { results: response.models });
  if (status) return status;
  throw new EntityNotFoundError('The controller answered nothing about the model');
}
