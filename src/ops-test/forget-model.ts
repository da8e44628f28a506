import { JujuError } from '../errors';
import { messageOf } from '../message-of';
import type { CallLimits } from '../model/calls/call-limits';
import { checkKeys } from '../model/calls/check-keys';
import { ModelNotDestroyedError } from '../model/errors';
import { destroyHint } from '../model/controller/destroy-hint';
import { ModelLeftOverError } from './errors';
import { staysNow, type TrackedModel } from './model-state';
import type { Workplace } from './workplace';

/**
 * How to forget a model.
 *
 * @public
 */
export interface ForgetModelOptions extends CallLimits {
  /**
   * When to give up waiting until it is destroyed.
   *
   * @defaultValue the option `destroyTimeout`
   */
  readonly timeout?: CallLimits['timeout'];
  /**
   * Whether its storage is destroyed with it.
   *
   * @defaultValue what was settled when it was tracked
   */
  readonly destroyStorage?: boolean | undefined;
}

/** @throws TypeError for an option that is unknown or of a wrong type @internal */
export function checkForgetModel(options: ForgetModelOptions): void {
  checkKeys(options, ['timeout', 'destroyStorage', 'signal'], 'forgetModel');
  const value: unknown = options.destroyStorage;
  if (value === undefined || typeof value === 'boolean') return;
  throw new TypeError(`destroyStorage must be true or false; got ${JSON.stringify(value)}`);
}

/** @internal */
export interface Farewell {
  readonly destroyStorage?: boolean | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Of which the journal has it that they stay because something has failed. */
const noted = new WeakSet<TrackedModel>();

/**
 * Notes that a model stays because something has failed, where it is so: before anything that takes its time, so that
 * whatever is cut short does not destroy it; and once more after it, for something may have failed meanwhile.
 *
 * @internal
 */
export async function noteStay({ host }: Workplace, tracked: TrackedModel): Promise<void> {
  if (tracked.keep || noted.has(tracked) || !staysNow(tracked, host)) return;
  try {
    await host.journal.kept(tracked.id, "something failed in its file, and keepModels is 'on-failure'");
    noted.add(tracked);
  } catch (error) {
    // It must not keep other models from being destroyed.
    host.report(
      `model ${tracked.fullName} stays, but that cannot be noted, and who clears away after this process may destroy ` +
        `it: ${messageOf(error)}`,
    );
  }
}

/**
 * Destroys a model, unless it is kept, waits until it is gone and lets go of its connection, whatever happens.
 *
 * @throws ModelLeftOverError where it could not be destroyed, or was not gone in time
 * @internal
 */
export async function dismissModel(
  place: Workplace,
  tracked: TrackedModel,
  farewell: Farewell,
): Promise<void> {
  try {
    if (staysNow(tracked, place.host)) await noteStay(place, tracked);
    else await destroy(place, tracked, farewell);
  } finally {
    await tracked.model.close();
  }
}

async function destroy(place: Workplace, tracked: TrackedModel, farewell: Farewell): Promise<void> {
  const { journal } = place.host;
  const { timeoutMs, signal, destroyStorage = tracked.destroyStorage } = farewell;
  place.host.report(`destroying model ${tracked.fullName}`);
  try {
    await place.controller.destroyModel(tracked.model.uuid, {
      force: true,
      destroyStorage,
      timeout: timeoutMs,
      signal,
    });
  } catch (cause) {
    const error = leftOver(tracked, cause);
    await journal.failed(tracked.id, error);
    throw error;
  }
  await journal.destroyed(tracked.id);
}

function leftOver({ fullName, model }: TrackedModel, cause: unknown): ModelLeftOverError {
  const why = messageOf(cause);
  return new ModelLeftOverError(
    // The layer below names the model and the next step where it is about the destruction itself.
    cause instanceof ModelNotDestroyedError && why.includes(fullName)
      ? why
      : `The model ${fullName} may not have been destroyed: ${why} ${destroyHint(fullName)}`,
    { name: fullName, uuid: model.uuid },
    { cause, code: codeOf(cause) },
  );
}

/** The first word to match on, of an error or of what it came from. */
function codeOf(error: unknown): string {
  if (!(error instanceof JujuError)) return '';
  return error.code === '' ? codeOf(error.cause) : error.code;
}
