import { NoModelError } from './errors';
import { ModelContexts } from './model-contexts';
import type { TrackedModel } from './model-state';
import { TrackedModels } from './tracked-models';

/**
 * Which of the tracked models is the current one, here and now.
 *
 * @internal
 */
export class CurrentModel {
  readonly tracked = new TrackedModels();
  readonly contexts = new ModelContexts();

  /** `undefined` where no context is open and the file has no model, or where the model has been forgotten. */
  get(): TrackedModel | undefined {
    const { alias } = this.contexts;
    return alias === undefined ? undefined : this.tracked.get(alias);
  }

  /**
   * @param what - who needs it, for the message
   * @throws NoModelError saying why there is none, and what to do
   */
  require(what: string): TrackedModel {
    const current = this.get();
    if (current) return current;
    const { alias } = this.contexts;
    throw new NoModelError(
      alias === undefined
        ? `${what} needs a current model, and there is none: the test file's model has not been made. ` +
            `It is there from the first hook or test on, not while the file is being read.`
        : `${what} needs a current model, and there is none: "${alias}" has been forgotten. Make another with ` +
            `opsTest.trackModel('${alias}'), or name one that is tracked to opsTest.modelContext().`,
    );
  }
}
