import { type Duration, formatDuration, toMilliseconds, toNanoseconds } from '../../duration';
import { JujuError } from '../../errors';
import { onlyItemOf } from '../../juju/bulk';
import { ConnectionClosedError, JujuApiError, RequestTimeoutError } from '../../juju/errors';
import { modelTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { messageOf } from '../../message-of';
import { type CallLimits, callTimeoutMs, Deadline } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ControllerScene } from './controller';
import { destroyHint } from './destroy-hint';
import { ModelNotDestroyedError } from '../errors';
import { listModels, mayBeGone, modelStatusItem } from './find-model';
import { unlessAborted } from '../waiting/unless-aborted';
import { withinTime } from '../waiting/within-time';

/** How to destroy a model. @public */
export interface DestroyModelOptions extends CallLimits {
  /** Do not let failed hooks, absent agents or a cloud that refuses stop it. Default: `false`. */
  readonly force?: boolean;
  /** With `force`: how long each step may take before it is skipped, in Juju's time. Default: `'1m'`. */
  readonly maxWait?: Duration;
  /** Destroy its storage (`true`) or let go of it (`false`). Without either a model with storage is not destroyed. */
  readonly destroyStorage?: boolean;
  /** Resolve only when it is gone. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting for it to go; its destruction goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
}

const keys = ['force', 'maxWait', 'destroyStorage', 'wait', 'timeout', 'signal'];
/** What came instead of a model's status. */
type Unclear = JujuApiError | RequestTimeoutError;

/** Where connections break under it, or the controller does not answer. */
const mostRequests = 3;
const firstPauseMs = 50;
const longestPauseMs = 2_000;
const shortestPauseMs = 5;

/**
 * Asks the controller once to destroy a model, then looks until it is gone.
 *
 * @throws ModelNotDestroyedError, whatever the reason: whoever is told must know which model it is about
 * @internal
 */
export async function destroyModel(
  scene: ControllerScene,
  uuid: string,
  options: DestroyModelOptions,
): Promise<void> {
  checkKeys(options, keys, 'destroyModel');
  const { timeout = '10m', wait = true, signal } = options;
  const deadline = new Deadline(scene.settings.clock, timeout, signal);
  try {
    const isGone = await ask(scene, uuid, options, deadline);
    if (!isGone && wait) await untilGone(scene, uuid, deadline);
  } catch (error) {
    if (error instanceof ModelNotDestroyedError) throw error;
    throw error instanceof RequestTimeoutError
      ? notAnswered(scene, uuid, deadline, error)
      : notDestroyed(scene, uuid, messageOf(error), error);
  }
}

/** Whether the controller has the model. @internal */
export async function modelExists(scene: ControllerScene, uuid: string): Promise<boolean> {
  const deadline = new Deadline(scene.settings.clock, callTimeoutMs);
  return await isThere(scene, uuid, deadline);
}

async function isThere(scene: ControllerScene, uuid: string, deadline: Deadline): Promise<boolean> {
  const seen = await look(scene, uuid, deadline);
  if (isUnclear(seen) && !mayBeGone.has(seen.code)) throw seen;
  return seen !== undefined;
}

/** Resolves with whether there was nothing to destroy. To ask again for what is alive still does no harm. */
async function ask(
  scene: ControllerScene,
  uuid: string,
  options: DestroyModelOptions,
  deadline: Deadline,
): Promise<boolean> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await askOnce(scene, uuid, options, deadline);
    } catch (error) {
      if (!isUnanswered(error) || asked >= mostRequests || deadline.leftMs === 0) throw error;
      const seen = await look(scene, uuid, deadline);
      if (!seen) return true;
      if (!isUnclear(seen) && seen.life !== 'alive') return false;
    }
  }
}

/** Nobody knows whether the controller has heard of it. */
function isUnanswered(error: unknown): boolean {
  return (
    error instanceof RequestTimeoutError || (error instanceof ConnectionClosedError && error.maybeApplied)
  );
}

async function askOnce(
  scene: ControllerScene,
  uuid: string,
  options: DestroyModelOptions,
  deadline: Deadline,
): Promise<boolean> {
  const { session } = scene;
  const call = {
    facade: 'ModelManager',
    request: 'DestroyModels',
    version: session.facadeVersion('ModelManager'),
  };
  const params = { models: [destroyParams(uuid, options)] } satisfies wire.DestroyModelsParams;
  try {
    onlyItemOf(
      call,
      await session.call<wire.ErrorResults>(call.facade, call.request, params, deadline.next()),
    );
    return false;
  } catch (error) {
    if (error instanceof JujuApiError && mayBeGone.has(error.code) && !(await isThere(scene, uuid, deadline)))
      return true;
    throw error;
  }
}

function destroyParams(
  uuid: string,
  { force = false, maxWait = '1m', destroyStorage }: DestroyModelOptions,
): wire.DestroyModelParams {
  // Juju 4 takes a missing wait for none at all. It is of Juju's own time, however fast that runs.
  const maxWaitMs = toMilliseconds(maxWait, 'maxWait');
  return {
    'model-tag': modelTag(uuid),
    force,
    ...(force && { 'max-wait': toNanoseconds(maxWaitMs) }),
    ...(destroyStorage !== undefined && { 'destroy-storage': destroyStorage }),
  };
}

async function untilGone(scene: ControllerScene, uuid: string, deadline: Deadline): Promise<void> {
  const { clock, scale } = scene.settings;
  let latest: wire.ModelStatus | Unclear | undefined;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const seen = await look(scene, uuid, deadline);
    if (!seen) return;
    // That there was no time for an answer tells less than what was answered before.
    if (!latest || !(seen instanceof RequestTimeoutError)) latest = seen;
    if (deadline.leftMs === 0) throw stillThere(scene, uuid, latest, deadline.timeoutMs);
    const nextMs = Math.max(scale.toReal(pauseMs), shortestPauseMs);
    await unlessAborted(
      clock.sleep(deadline.cap(nextMs), deadline.signal),
      deadline.signal,
      `Waiting for ${nameOf(scene, uuid)} to be gone`,
    );
  }
}

/** The status of a model, or what the controller said instead: a model that is torn down is not always in order. */
async function look(
  scene: ControllerScene,
  uuid: string,
  deadline: Deadline,
): Promise<wire.ModelStatus | Unclear | undefined> {
  try {
    return await statusOf(scene, uuid, deadline);
  } catch (error) {
    if (error instanceof JujuApiError || error instanceof RequestTimeoutError) return error;
    throw error;
  }
}

/** What the controller tells of a model; `undefined` when there is none. */
async function statusOf(
  scene: ControllerScene,
  uuid: string,
  deadline: Deadline,
): Promise<wire.ModelStatus | undefined> {
  const { session } = scene;
  const call = {
    facade: 'ModelManager',
    request: 'ModelStatus',
    version: session.facadeVersion('ModelManager'),
  };
  const params = { entities: [{ tag: modelTag(uuid) }] };
  try {
    return modelStatusItem(
      call,
      await session.call<wire.ModelStatusResults>(call.facade, call.request, params, deadline.next()),
    );
  } catch (error) {
    if (!(error instanceof JujuApiError) || !mayBeGone.has(error.code)) throw error;
    // It may be a machine of the model that went while it was looked at; and to who may not see all models, one that is
    // gone looks like one that is another's.
    const models = await withinLimits(scene, listModels(scene), deadline);
    const isListed = models.some((model) => model.uuid === uuid);
    if (isListed) throw error;
    return undefined;
  }
}

async function withinLimits<T>(
  { settings, session }: ControllerScene,
  asked: Promise<T>,
  deadline: Deadline,
): Promise<T> {
  const what = `The list of the models of ${session.controllerName}`;
  const inTime = withinTime(asked, deadline.next().timeout, settings.clock, what);
  return await unlessAborted(inTime, deadline.signal, what);
}

function isUnclear(seen: wire.ModelStatus | Unclear | undefined): seen is Unclear {
  return seen instanceof JujuApiError || seen instanceof RequestTimeoutError;
}

function stillThere(
  scene: ControllerScene,
  uuid: string,
  seen: wire.ModelStatus | Unclear,
  timeoutMs: number,
): ModelNotDestroyedError {
  const after = `after ${formatDuration(timeoutMs)} it is still`;
  if (isUnclear(seen))
    return notDestroyed(scene, uuid, `${after} not known to be gone: ${seen.message}`, seen, 'timeout');
  return notDestroyed(scene, uuid, `${after} ${lifeAndRest(seen)}`, undefined, 'timeout');
}

function lifeAndRest(status: wire.ModelStatus): string {
  const counts = [
    [status['application-count'], 'applications'],
    [status['unit-count'], 'units'],
    [status['hosted-machine-count'], 'machines'],
  ] as const;
  const left = counts.filter(([count]) => count > 0).map(([count, things]) => `${String(count)} ${things}`);
  return `${status.life}${left.length > 0 ? ` with ${left.join(', ')}` : ''}`;
}

/** Its destruction was asked for, and nothing was heard of it. */
function notAnswered(
  scene: ControllerScene,
  uuid: string,
  deadline: Deadline,
  cause: RequestTimeoutError,
): ModelNotDestroyedError {
  const name = nameOf(scene, uuid);
  const message =
    `The model ${name} may not have been destroyed: ` +
    `the controller did not answer within ${formatDuration(deadline.timeoutMs - deadline.leftMs)}. ${destroyHint(name)}`;
  return new ModelNotDestroyedError(message, { name, uuid }, { code: 'timeout', cause });
}

function notDestroyed(
  scene: ControllerScene,
  uuid: string,
  why: string,
  cause: unknown,
  code = cause instanceof JujuError ? cause.code : '',
): ModelNotDestroyedError {
  const name = nameOf(scene, uuid);
  const message = `The model ${name} was not destroyed: ${why.replace(/\.$/, '')}. ${destroyHint(name)}`;
  return new ModelNotDestroyedError(
    message,
    { name, uuid },
    cause === undefined ? { code } : { code, cause },
  );
}

function nameOf({ names }: ControllerScene, uuid: string): string {
  return names.get(uuid) ?? uuid;
}
