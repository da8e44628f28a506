import { AsyncLocalStorage } from 'node:async_hooks';

/** A switch to another model, made by some flow of control and still known to what that flow has begun. */
interface Frame {
  readonly of: ModelContexts;
  readonly alias: string;
  readonly before: Frame | undefined;
  left: boolean;
}

/** One for all: Node has each promise know of every storage that was ever used, and a process runs many test files. */
const frames = new AsyncLocalStorage<Frame>();

/**
 * Which alias is current, for each flow of control by itself: two that run at the same time do not see each other's
 * switch.
 *
 * @internal
 */
export class ModelContexts {
  /** The alias where no context is open. */
  root: string | undefined;

  /** The alias of the innermost context that is open here. */
  get alias(): string | undefined {
    return this.#innermost()?.alias ?? this.root;
  }

  /** Runs `body` with the alias as the current one. */
  async run<T>(alias: string, body: () => T | Promise<T>): Promise<T> {
    const frame = this.#frame(alias);
    try {
      return await frames.run(frame, body);
    } finally {
      frame.left = true;
    }
  }

  /**
   * Makes the alias current from here on, until the returned function is called.
   *
   * What runs after this in the caller's caller may see the switch as well, and a flow that it began keeps it for
   * good; hence the frame knows that it was left, and whoever still has it sees through it.
   */
  enter(alias: string): () => void {
    const frame = this.#frame(alias);
    frames.enterWith(frame);
    return () => {
      frame.left = true;
    };
  }

  #frame(alias: string): Frame {
    return { of: this, alias, before: innermost(() => true), left: false };
  }

  #innermost(): Frame | undefined {
    return innermost((frame) => frame.of === this);
  }
}

/** The last switch that holds here, of those that are meant. */
function innermost(isMeant: (frame: Frame) => boolean): Frame | undefined {
  let frame = frames.getStore();
  while (frame && (frame.left || !isMeant(frame))) frame = frame.before;
  return frame;
}
