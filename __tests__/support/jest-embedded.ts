import { EmbeddedController } from '../../src/embedded';

export interface EmbeddedForJest {
  /** The controller that the runs of the file's tests use. */
  readonly controller: EmbeddedController;
  /** Every model that was made since the test began, by name. */
  readonly made: readonly string[];
  /** The models that are there now, by name. */
  live(): string[];
}

/** One controller for the tests of a file, which the Jests that they start reach as a real one; empty between tests. */
export function embeddedForJest(): EmbeddedForJest {
  let controller: EmbeddedController | undefined;
  const made = new Set<string>();
  const get = (): EmbeddedController => {
    if (!controller) throw new Error('The controller has not been started');
    return controller;
  };
  const users = () => [...get().state.models.values()].filter(({ isController }) => !isController);

  beforeAll(async () => {
    controller = await EmbeddedController.start({ timeScale: Infinity, name: 'lab' });
    controller.state.changes.subscribe(() => {
      for (const { name } of users()) made.add(name);
    });
  });

  afterEach(async () => {
    await get().faults.clear();
    for (const { uuid } of users()) get().state.destroyModel(uuid, { force: true, destroyStorage: true });
    await until('no model is left', () => users().length === 0);
    made.clear();
  });

  afterAll(() => controller?.close());

  return {
    get controller() {
      return get();
    },
    get made() {
      return [...made].sort();
    },
    live: () =>
      users()
        .map(({ name }) => name)
        .sort(),
  };
}

/** Waits until something holds, and says what is missing when it does not come to hold. */
export async function until(
  what: string | (() => string | Promise<string>),
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) {
      throw new Error(`After 30 s it is still not so: ${typeof what === 'string' ? what : await what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
