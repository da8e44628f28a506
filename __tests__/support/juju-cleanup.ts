/** What a test has made, to be taken away after it, the newest first, whatever fails on the way. */
export class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = [];

  /** Registers something that can be closed or removed, and gives it back. */
  keep<T extends { close(): Promise<unknown> } | { remove(): Promise<unknown> }>(thing: T): T {
    this.#steps.push(() => ('close' in thing ? thing.close() : thing.remove()));
    return thing;
  }

  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse())
      await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Cleaning up failed');
  }
}

/** Resolves when `condition` holds; fails the test when it does not within ten seconds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
