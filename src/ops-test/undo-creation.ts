import { systemClock } from '../clock';
import type { Duration } from '../duration';
import { JujuError } from '../errors';
import type { Model } from '../model/model';
import type { ModelSummary } from '../model/model-info';
import { destroyHint } from '../model/controller/destroy-hint';
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
 * Never throws, for the creation's own error is what matters; what could not be undone is in the journal, and waits for
 * {@link undoLate}.
 *
 * @internal
 */
export async function undoCreation(place: Workplace, attempt: Attempt): Promise<void> {
  const left = await place.signal.tidy(() => undo(place, attempt, { pausesMs, timeout }));
  if (!left) return;
  place.doubtful.add(attempt);
  place.host.report(left.message);
}

/**
 * Looks once more, in the end, after the creations that could not be undone.
 *
 * @returns what is known to be left over, or could not be looked for; a model that still is not there is in the journal
 * alone, for whoever sweeps later
 * @internal
 */
export async function undoLate(place: Workplace, timeoutMs: number): Promise<Error[]> {
  const attempts = [...place.doubtful];
  place.doubtful.clear();
  const looks = attempts.map((attempt) => undo(place, attempt, { pausesMs: [0], timeout: timeoutMs }));
  const left = (await Promise.all(looks)).filter((error) => error !== undefined);
  return left.filter(({ cause }) => !(cause instanceof NotThereYetError));
}

interface Patience {
  /** How long to wait before each look for a model whose creation was not answered. */
  readonly pausesMs: readonly number[];
  readonly timeout: Duration;
}

class NotThereYetError extends JujuError {}

async function undo(
  place: Workplace,
  attempt: Attempt,
  patience: Patience,
): Promise<ModelLeftOverError | undefined> {
  const { journal } = place.host;
  try {
    await destroyMade(place, attempt, patience);
    await journal.destroyed(attempt.id);
    return undefined;
  } catch (cause) {
    const left = leftOver(place, attempt, cause as Error);
    await journal.failed(attempt.id, left);
    return left;
  }
}

function leftOver(place: Workplace, attempt: Attempt, cause: Error): ModelLeftOverError {
  const fullName = fullNameOf(place, attempt.name);
  return new ModelLeftOverError(
    `The model ${fullName} may have been made although that failed, and could not be destroyed: ` +
      `${cause.message} ${destroyHint(fullName)}`,
    { name: fullName, uuid: attempt.uuid ?? '' },
    { cause, code: cause instanceof JujuError ? cause.code : '' },
  );
}

async function destroyMade(
  place: Workplace,
  attempt: Attempt,
  { pausesMs, timeout }: Patience,
): Promise<void> {
  const { destroyStorage, isUnanswered } = attempt;
  try {
    if (isUnanswered) attempt.uuid ??= await findMade(place, attempt, pausesMs);
    const { uuid } = attempt;
    if (uuid !== undefined)
      await place.controller.destroyModel(uuid, { force: true, destroyStorage, timeout });
  } finally {
    await attempt.model?.close();
  }
}

async function findMade(place: Workplace, attempt: Attempt, pausesMs: readonly number[]): Promise<string> {
  const { clock = systemClock } = place.host;
  for (const pauseMs of pausesMs) {
    await clock.sleep(pauseMs);
    const listed = await place.controller.listModels({ timeout: '30s' });
    const made = listed.find((model) => mayBeOurs(place, attempt, model));
    if (made) return made.uuid;
  }
  throw new NotThereYetError(
    'the controller did not answer when it was asked for it, and does not show it; it may yet appear.',
    { code: 'timeout' },
  );
}

/** One that is older than the intent is not ours: ours was refused because of it. */
function mayBeOurs(place: Workplace, attempt: Attempt, { name, owner, status }: ModelSummary): boolean {
  if (name !== attempt.name || owner !== place.user) return false;
  return status.since === undefined || status.since.getTime() >= attempt.intendedAt - clockSkewMs;
}
