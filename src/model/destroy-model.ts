import { type Duration, formatDuration, toMilliseconds } from '../duration';
import { JujuError } from '../errors';
import { onlyItemOf } from '../juju/bulk';
import { ConnectionClosedError, JujuApiError } from '../juju/errors';
import { modelTag } from '../juju/tags';
import type * as wire from '../juju/wire-types';
import type { CallLimits } from './call-limits';
import { checkKeys } from './check-keys';
import type { ControllerScene } from './controller';
import { ModelNotDestroyedError } from './errors';
import { listModels, mayBeGone, modelStatusItem } from './find-model';
import { unlessAborted } from './unless-aborted';

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
const nanosecondsPerMillisecond = 1e6;
/** Where connections break under it. */
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
  const timeoutMs = toMilliseconds(timeout, 'timeout');
  const deadlineMs = scene.settings.clock.now() + timeoutMs;
  try {
    const isGone = await ask(scene, uuid, options);
    if (!isGone && wait) await untilGone(scene, uuid, { timeoutMs, deadlineMs, signal });
  } catch (error) {
    throw error instanceof ModelNotDestroyedError ? error : notDestroyed(scene, uuid, wordsOf(error), error);
  }
}

/** Whether the controller has the model. @internal */
export async function modelExists(scene: ControllerScene, uuid: string): Promise<boolean> {
  const seen = await look(scene, uuid, undefined);
  if (seen instanceof JujuApiError && !mayBeGone.has(seen.code)) throw seen;
  return seen !== undefined;
}

/** Resolves with whether there was nothing to destroy. To ask again for what is alive still does no harm. */
async function ask(scene: ControllerScene, uuid: string, options: DestroyModelOptions): Promise<boolean> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await askOnce(scene, uuid, options);
    } catch (error) {
      const isUnanswered = error instanceof ConnectionClosedError && error.maybeApplied;
      if (!isUnanswered || asked >= mostRequests) throw error;
      const seen = await look(scene, uuid, options.signal);
      if (!seen) return true;
      if (!(seen instanceof JujuApiError) && seen.life !== 'alive') return false;
    }
  }
}

async function askOnce(scene: ControllerScene, uuid: string, options: DestroyModelOptions): Promise<boolean> {
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
      await session.call<wire.ErrorResults>(call.facade, call.request, params, { signal: options.signal }),
    );
    return false;
  } catch (error) {
    if (error instanceof JujuApiError && mayBeGone.has(error.code) && !(await modelExists(scene, uuid)))
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
    ...(force && { 'max-wait': Math.round(maxWaitMs * nanosecondsPerMillisecond) }),
    ...(destroyStorage !== undefined && { 'destroy-storage': destroyStorage }),
  };
}

async function untilGone(
  scene: ControllerScene,
  uuid: string,
  {
    timeoutMs,
    deadlineMs,
    signal,
  }: { timeoutMs: number; deadlineMs: number; signal: AbortSignal | undefined },
): Promise<void> {
  const { clock, scale } = scene.settings;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const seen = await look(scene, uuid, signal);
    if (!seen) return;
    const leftMs = deadlineMs - clock.now();
    if (leftMs <= 0) throw stillThere(scene, uuid, seen, timeoutMs);
    const nextMs = Math.max(scale.toReal(pauseMs), shortestPauseMs);
    await unlessAborted(
      clock.sleep(Math.min(nextMs, leftMs), signal),
      signal,
      `Waiting for ${nameOf(scene, uuid)} to be gone`,
    );
  }
}

/** The status of a model, or what the controller said instead: a model that is torn down is not always in order. */
async function look(
  scene: ControllerScene,
  uuid: string,
  signal: AbortSignal | undefined,
): Promise<wire.ModelStatus | JujuApiError | undefined> {
  try {
    return await statusOf(scene, uuid, signal);
  } catch (error) {
    if (error instanceof JujuApiError) return error;
    throw error;
  }
}

/** What the controller tells of a model; `undefined` when there is none. */
async function statusOf(
  scene: ControllerScene,
  uuid: string,
  signal?: AbortSignal,
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
      await session.call<wire.ModelStatusResults>(call.facade, call.request, params, { signal }),
    );
  } catch (error) {
    if (!(error instanceof JujuApiError) || !mayBeGone.has(error.code)) throw error;
    // It may be a machine of the model that went while it was looked at; and to who may not see all models, one that is
    // gone looks like one that is another's.
    const isListed = (await listModels(scene)).some((model) => model.uuid === uuid);
    if (isListed) throw error;
    return undefined;
  }
}

function stillThere(
  scene: ControllerScene,
  uuid: string,
  seen: wire.ModelStatus | JujuApiError,
  timeoutMs: number,
): ModelNotDestroyedError {
  const after = `after ${formatDuration(timeoutMs)} it is still`;
  if (seen instanceof JujuApiError)
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

function notDestroyed(
  scene: ControllerScene,
  uuid: string,
  why: string,
  cause: unknown,
  code = cause instanceof JujuError ? cause.code : '',
): ModelNotDestroyedError {
  const name = nameOf(scene, uuid);
  const message =
    `The model ${name} was not destroyed: ${why}. ` +
    `Look with \`juju status -m ${name}\`, and end it with \`juju destroy-model --force ${name}\`.`;
  return new ModelNotDestroyedError(
    message,
    { name, uuid },
    cause === undefined ? { code } : { code, cause },
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nameOf({ names }: ControllerScene, uuid: string): string {
  return names.get(uuid) ?? uuid;
}
