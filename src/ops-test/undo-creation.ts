import { systemClock } from '../clock';
import { JujuError } from '../errors';
import { JujuApiError } from '../juju/errors';
import type { Model } from '../model/model';
import { destroyHint } from './destroy-hint';
import { ModelLeftOverError } from './errors';
import { fullNameOf, type Workplace } from './workplace';

/** How long each request may take: the signal that ended the creation must not end this. */
const timeout = '2m';

/** When to look again for a model whose creation was not answered: it may take effect a little later. */
const pausesMs = [500, 1_000, 2_000, 4_000];

/** @internal */
export interface Attempt {
  /** The model's name in the journal. */
  readonly id: string;
  readonly name: string;
  readonly destroyStorage: boolean;
}

/** @internal */
export interface FailedAttempt extends Attempt {
  readonly error: unknown;
  /** Where it was made before something else failed. */
  readonly model: Model | undefined;
}

/**
 * Sees to it that a creation that failed leaves no model behind: the controller may have made it all the same.
 *
 * Never throws, for the creation's own error is what matters; what could not be undone is in the journal.
 *
 * @internal
 */
export async function undoCreation(place: Workplace, attempt: FailedAttempt): Promise<void> {
  const { journal } = place.host;
  try {
    await place.signal.tidy(() => destroyAgain(place, attempt));
    await journal.destroyed(attempt.id);
  } catch (cause) {
    const fullName = fullNameOf(place, attempt.name);
    const leftOver = new ModelLeftOverError(
      `Model ${fullName} may have been made although that failed, and could not be destroyed: ` +
        `${(cause as Error).message} ${destroyHint(fullName)}`,
      { fullName, uuid: attempt.model?.uuid },
      { cause },
    );
    place.host.report(leftOver.message);
    await journal.failed(attempt.id, leftOver);
  }
}

async function destroyAgain(
  place: Workplace,
  { error, model, name, destroyStorage }: FailedAttempt,
): Promise<void> {
  // Somebody else was faster with that name: the model is theirs.
  if (error instanceof JujuError && error.code === 'already exists') return;
  const uuid = model?.uuid ?? (await findMade(place, name, error));
  if (uuid !== undefined) await place.controller.destroyModel(uuid, { force: true, destroyStorage, timeout });
  await model?.close();
}

async function findMade(place: Workplace, name: string, error: unknown): Promise<string | undefined> {
  const answered = error instanceof JujuApiError;
  for (const pauseMs of [0, ...(answered ? [] : pausesMs)]) {
    await systemClock.sleep(pauseMs);
    const listed = await place.controller.listModels({ timeout });
    const made = listed.find((model) => model.name === name && model.owner === place.user);
    if (made) return made.uuid;
  }
  return undefined;
}
