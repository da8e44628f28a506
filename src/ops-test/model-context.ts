import type { Model } from '../model/model';

/**
 * An open switch to another model, for `using`: the model before is current again when it is disposed of.
 *
 * It holds for the function that opened it, and what that function calls: a context that a hook opens is not there in
 * the test. Where two flows of one test run at the same time, use `opsTest.modelContext(alias, fn)`: that keeps them apart.
 *
 * @example
 * ```ts
 * using staging = opsTest.modelContext('staging');
 * await staging.model.waitForIdle();
 * ```
 *
 * @public
 */
export class ModelContext implements Disposable, AsyncDisposable {
  readonly alias: string;
  readonly model: Model;
  readonly #leave: () => void;

  /** @internal */
  constructor(alias: string, model: Model, leave: () => void) {
    this.alias = alias;
    this.model = model;
    this.#leave = leave;
  }

  [Symbol.dispose](): void {
    this.#leave();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#leave();
    return Promise.resolve();
  }
}
