import { systemClock } from '../clock';
import { JujuError } from '../errors';
import { ConnectionClosedError, RequestAbortedError, RequestTimeoutError } from '../juju/errors';
import type { Model } from '../model/model';
import { destroyHint } from './destroy-hint';
import { ModelLeftOverError } from './errors';
import { fullNameOf, type Workplace } from './workplace';

/** How long the destruction may take: the signal that ended the creation must not end this. */
const timeout = '2m';

/** When to look again for a model whose creation was not answered: it may take effect a little later. */
const pausesMs = [500, 1_000, 2_000, 4_000];

/** The making of a model, as far as it has come. @internal */
export interface Attempt {
  /** The model's name in the journal. */
  readonly id: string;
  readonly name: string;
  readonly destroyStorage: boolean;
  /** Where the controller has said that it made it. */
  uuid?: string;
  /** Where it was connected. */
  model?: Model;
}

/**
 * Sees to it that a creation that failed leaves no model behind: the controller may have made it all the same.
 *
 * Never throws, for the creation's own error is what matters; what could not be undone is in the journal.
 *
 * @internal
 */
export async function undoCreation(place: Workplace, attempt: Attempt, failure: unknown): Promise<void> {
  const { journal } = place.host;
  try {
    await place.signal.tidy(() => destroyAgain(place, attempt, failure));
    await journal.destroyed(attempt.id);
  } catch (cause) {
    const fullName = fullNameOf(place, attempt.name);
    const leftOver = new ModelLeftOverError(
      `The model ${fullName} may have been made although that failed, and could not be destroyed: ` +
        `${(cause as Error).message} ${destroyHint(fullName)}`,
      { name: fullName, uuid: attempt.uuid ?? '' },
      { cause },
    );
    place.host.report(leftOver.message);
    await journal.failed(attempt.id, leftOver);
  }
}

async function destroyAgain(place: Workplace, attempt: Attempt, failure: unknown): Promise<void> {
  const uuid = attempt.uuid ?? (await findMade(place, attempt.name, failure));
  const { destroyStorage } = attempt;
  if (uuid !== undefined) await place.controller.destroyModel(uuid, { force: true, destroyStorage, timeout });
  await attempt.model?.close();
}

async function findMade(place: Workplace, name: string, failure: unknown): Promise<string | undefined> {
  const code = failure instanceof JujuError ? failure.code : '';
  // Somebody else was faster with that name: the model is theirs.
  if (code === 'already exists') return undefined;
  for (const pauseMs of [0, ...(isUnanswered(failure) ? pausesMs : [])]) {
    await systemClock.sleep(pauseMs);
    const listed = await place.controller.listModels();
    const made = listed.find((model) => model.name === name && model.owner === place.user);
    if (made) return made.uuid;
  }
  return undefined;
}

/** Whether the controller may yet make it. */
function isUnanswered(failure: unknown): boolean {
  if (failure instanceof ConnectionClosedError) return failure.maybeApplied;
  return failure instanceof RequestTimeoutError || failure instanceof RequestAbortedError;
}
