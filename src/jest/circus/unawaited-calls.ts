import type { LateResult } from '../realm/crossing';
import { TestFileError } from '../errors';

/** What somebody does about a call: nothing, awaits it, or has said what is to be done whatever comes of it. */
type Care = 'none' | 'awaited' | 'handled';

interface Open<Code> {
  /** The test or hook that made the call; also where another one runs by now. */
  readonly by: Code | undefined;
  care: Care;
}

/**
 * Knows which calls of ours a test has made without seeing what comes of them: a forgotten `await`, before the call or before
 * a function that awaits it. A test whose expectation is still open when it ends would be green whatever the answer.
 *
 * Whoever awaits a promise makes the engine ask for its `constructor`, and no more; `then`, `catch`, `Promise.race` and their
 * like ask for its `then` as well. That is how they are noticed, without a part in the promise itself.
 *
 * @internal
 */
export class UnawaitedCalls<Code extends object> {
  readonly #open = new Map<LateResult, Open<Code>>();

  /** @param codeNow - the test or hook that is running, where that is known */
  constructor(private readonly codeNow: () => Code | undefined) {}

  readonly watch = (call: LateResult): void => {
    const { image, original, name } = call;
    // Who listens goes on listening, as long as he likes.
    if (name === 'next') return;
    const open: Open<Code> = { by: this.codeNow(), care: 'none' };
    this.#open.set(call, open);
    const settled = () => {
      this.#open.delete(call);
      Reflect.deleteProperty(image, 'constructor');
      Reflect.deleteProperty(image, 'then');
    };
    original.then(settled, settled).catch(() => undefined);
    notice(image, 'constructor', () => {
      if (open.care === 'none') open.care = 'awaited';
    });
    notice(image, 'then', () => {
      open.care = isAskedByExpect() ? 'awaited' : 'handled';
    });
  };

  /**
   * The calls that a test has made, and that are under way though it has ended; where no test is given, all that are left
   * that nobody has looked at.
   *
   * @returns an error for each, which shows the line of the call
   */
  take(code?: Code): Error[] {
    const found = [...this.#open].filter(([, { by }]) => code === undefined || by === code);
    for (const [call] of found) this.#open.delete(call);
    return found
      .filter(([, { care }]) => care === 'none' || (care === 'awaited' && code !== undefined))
      .map(([call, { care }]) => {
        // Nobody will: what becomes of it is no unhandled rejection of the next test.
        call.image.catch(() => undefined);
        return unawaited(call, care);
      });
  }
}

/** Has the first question for a property of a promise noticed. */
function notice(image: object, property: 'constructor' | 'then', asked: () => void): void {
  Reflect.defineProperty(image, property, {
    configurable: true,
    get() {
      asked();
      Reflect.deleteProperty(image, property);
      return (image as Record<typeof property, unknown>)[property];
    },
  });
}

/** Jest's `expect` has handlers for both outcomes, and tells them to a promise that somebody has to await in turn. */
function isAskedByExpect(): boolean {
  const frames = new Error().stack?.split('\n').slice(1, 6) ?? [];
  return frames.some((frame) => /[\\/]expect[\\/]build[\\/]/.test(frame));
}

function unawaited({ name, site }: LateResult, care: Care): Error {
  const what =
    care === 'none'
      ? `${name} was called without await, and was still under way when its test ended`
      : `${name} was still under way when its test ended, because what it was called in was not awaited`;
  const error = new TestFileError(
    `${what}: nobody saw what came of it. Await it, or return its promise from the test.`,
    { code: 'not awaited' },
  );
  error.stack = `${error.name}: ${error.message}`;
  site.extend(error);
  return error;
}
