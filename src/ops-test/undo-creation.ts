import { systemClock } from '../clock';
import type { Model } from '../model/model';
import type { ModelSummary } from '../model/model-info';
import { destroyHint } from './destroy-hint';
import { ModelLeftOverError } from './errors';
import { fullNameOf, type Workplace } from './workplace';

/** How long the destruction may take: the signal that ended the creation must not end this. */
const timeout = '2m';

/** When to look again for a model whose creation was not answered: it may take effect a little later. */
const pausesMs = [0, 500, 1_000, 2_000, 4_000];

/** By how much the controller's clock may be behind ours. */
const clockSkewMs = 60_000;

/** The making of a model, as far as it has come. @internal */
export interface Attempt {
  /** The model's name in the journal. */
  readonly id: string;
  readonly name: string;
  readonly destroyStorage: boolean;
  /** When it was written to the journal, by the wall's clock. */
  readonly intendedAt: number;
  /** Whether the controller was asked for it and gave no answer: it may have made it, or make it yet. */
  isUnanswered?: boolean;
  /** Where the controller has said that it made it. */
  uuid?: string;
  /** Where it was connected. */
  model?: Model;
}

/**
 * Sees to it that a creation that failed leaves no model behind: the controller may have made it all the same. Where it
 * said that it did not, or was never asked, nothing is destroyed: a model of that name is somebody else's.
 *
 * Never throws, for the creation's own error is what matters; what could not be undone is in the journal.
 *
 * @internal
 */
export async function undoCreation(place: Workplace, attempt: Attempt): Promise<void> {
  const { journal } = place.host;
  try {
    await place.signal.tidy(() => destroyAgain(place, attempt));
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

async function destroyAgain(place: Workplace, attempt: Attempt): Promise<void> {
  const { destroyStorage, isUnanswered } = attempt;
  const uuid = attempt.uuid ?? (isUnanswered ? await findMade(place, attempt) : undefined);
  if (uuid !== undefined) await place.controller.destroyModel(uuid, { force: true, destroyStorage, timeout });
  await attempt.model?.close();
}

async function findMade(place: Workplace, attempt: Attempt): Promise<string | undefined> {
  const { clock = systemClock } = place.host;
  for (const pauseMs of pausesMs) {
    await clock.sleep(pauseMs);
    const listed = await place.controller.listModels();
    const made = listed.find((model) => mayBeOurs(place, attempt, model));
    if (made) return made.uuid;
  }
  return undefined;
}

/** One that is older than the intent is not ours: ours was refused because of it. */
function mayBeOurs(place: Workplace, attempt: Attempt, { name, owner, status }: ModelSummary): boolean {
  if (name !== attempt.name || owner !== place.user) return false;
  return status.since === undefined || status.since.getTime() >= attempt.intendedAt - clockSkewMs;
}
