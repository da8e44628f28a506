import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when the condition holds; if it never does, Jest's own timeout ends the test. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}
