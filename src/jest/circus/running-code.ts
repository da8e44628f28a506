import { AsyncLocalStorage } from 'node:async_hooks';
import { types } from 'node:util';

import type { Circus } from '@jest/types';

/** @internal */
export type Code = Circus.TestEntry | Circus.Hook;

/** A test or hook, in what it calls. */
interface Followed {
  readonly by: RunningCode;
  readonly code: Code;
}

/** One for all: Node has each promise know of every storage that was ever used, and a process runs many test files. */
const current = new AsyncLocalStorage<Followed>();

/**
 * Knows which functions of the test file are running, tests and hooks, each with a signal that is aborted when Jest
 * gives the function up, or the file ends: nothing that it began goes on polling a cloud afterwards.
 *
 * A test and its hooks have a signal each: after a test has timed out its `afterEach` can still look at the model.
 *
 * @internal
 */
export class RunningCode {
  readonly #controllers = new Map<Code, AbortController>();
  readonly #running = new Set<Code>();
  readonly #followed = new WeakSet<Code>();
  readonly #begun = new WeakSet<Code>();
  readonly #file = new AbortController();

  /** The test or hook that runs now, where only one can be meant. */
  readonly now = (): Code | undefined => {
    const [only, ...others] = this.#running;
    const followed = current.getStore();
    if (followed?.by === this) return followed.code;
    return others.length === 0 ? only : undefined;
  };

  /** The signal for a call that is made now. */
  signal(): AbortSignal {
    const code = this.now();
    return (code && this.#controllers.get(code)?.signal) ?? this.#file.signal;
  }

  /**
   * Makes a test or hook known to the calls made in it, also to those made when another one runs. Of a concurrent test
   * the call is its beginning.
   */
  follow(code: Code): void {
    const fn = code.fn as ((...args: unknown[]) => unknown) | undefined;
    // Circus runs a generator to its end by itself, and must be able to see that it is one.
    if (!fn || types.isGeneratorFunction(fn)) return;
    const isConcurrent = 'concurrent' in code && code.concurrent;
    if (isConcurrent) this.#followed.add(code);
    const mark: Followed = { by: this, code };
    const begin = () => {
      if (isConcurrent) this.#begin(code);
    };
    const followed = function (this: unknown, ...args: unknown[]): unknown {
      begin();
      return current.run(mark, () => fn.apply(this, args));
    };
    // Circus hands out a `done` callback by the number of parameters.
    code.fn = Object.defineProperty(followed, 'length', { value: fn.length }) as Circus.TestFn;
  }

  #begin(code: Code): void {
    this.#begun.add(code);
    this.#controllers.set(code, new AbortController());
  }

  /** Whether the function of a followed test has been called. */
  hasBegun(test: Circus.TestEntry): boolean {
    return this.#begun.has(test);
  }

  start(code: Code): void {
    // Jest 29 calls concurrent tests before their turn: those have their signal from the call.
    if (!this.#followed.has(code)) this.#controllers.set(code, new AbortController());
    this.#running.add(code);
  }

  end(code: Code, error?: unknown): void {
    this.#running.delete(code);
    if (isTimeout(error)) this.#controllers.get(code)?.abort(new Error(messageOf(error)));
  }

  /** Stops whatever is still under way. */
  abort(reason: Error): void {
    for (const controller of [this.#file, ...this.#controllers.values()]) controller.abort(reason);
    this.#controllers.clear();
  }
}

/** Takes the call of a followed function out of an error's stack: it says nothing about the test. @internal */
export function withoutFollowing(error: unknown): void {
  if (typeof error !== 'object' || error === null) return;
  const stack: unknown = Reflect.get(error, 'stack');
  if (typeof stack !== 'string' || !stack.includes(__filename)) return;
  // `AsyncLocalStorage.run` is between our frames.
  const lines = stack
    .split('\n')
    .filter((line) => !line.includes(__filename) && !/AsyncLocalStorage\.run /.test(line));
  Reflect.set(error, 'stack', lines.join('\n'));
}

/** Jest has no type for it: it throws the text, or (where it knows the stack) an error with the text. */
function isTimeout(error: unknown): boolean {
  return error !== undefined && /^(?:thrown: ")?Exceeded timeout of /.test(messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Object && 'message' in error ? String(error.message) : String(error);
}
