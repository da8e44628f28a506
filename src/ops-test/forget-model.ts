import { JujuError } from '../errors';
import { ModelNotDestroyedError } from '../model/errors';
import type { CallLimits } from '../model/call-limits';
import { destroyHint } from './destroy-hint';
import { ModelLeftOverError } from './errors';
import type { TrackedModel } from './model-state';
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

/** @internal */
export interface Farewell {
  readonly destroyStorage?: boolean | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
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
    if (!tracked.keep) await destroy(place, tracked, farewell);
  } finally {
    await tracked.model.close();
  }
}

async function destroy(place: Workplace, tracked: TrackedModel, farewell: Farewell): Promise<void> {
  const { journal } = place.host;
  const { id, fullName, model } = tracked;
  const { timeoutMs, signal, destroyStorage = tracked.destroyStorage } = farewell;
  place.host.report(`destroying model ${fullName}`);
  try {
    await place.controller.destroyModel(model.uuid, {
      force: true,
      destroyStorage,
      timeout: timeoutMs,
      ...(signal && { signal }),
    });
  } catch (cause) {
    const error = leftOver(tracked, cause);
    await journal.failed(id, error);
    throw error;
  }
  await journal.destroyed(id);
}

function leftOver({ fullName, model }: TrackedModel, cause: unknown): ModelLeftOverError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ModelLeftOverError(
    // The layer below names the model and the next step where it is about the destruction itself.
    cause instanceof ModelNotDestroyedError
      ? why
      : `The model ${fullName} may not have been destroyed: ${why} ${destroyHint(fullName)}`,
    { name: fullName, uuid: model.uuid },
    { cause, code: cause instanceof JujuError ? cause.code : '' },
  );
}
