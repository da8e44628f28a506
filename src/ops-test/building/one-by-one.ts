import { Slots } from '../../slots';

const places = new Map<string, Slots>();

/**
 * Does one thing after another at a place: two at once would write into each other's files. The folders of a test file are
 * its own, so that there is nobody but this process.
 *
 * @param signal - ends the waiting
 * @throws the signal's reason
 * @internal
 */
export async function oneByOne<T>(
  place: string,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const slots = places.get(place) ?? new Slots(1);
  places.set(place, slots);
  try {
    return await slots.use(work, signal);
  } finally {
    if (slots.isIdle) places.delete(place);
  }
}
