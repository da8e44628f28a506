import type { LateResult } from '../realm/crossing';
import { TestFileError } from '../errors';

/**
 * Knows which calls of ours a test has made without looking at what comes of them: a forgotten `await`. A test whose
 * expectation is still open when it ends would be green whatever the answer.
 *
 * Whoever awaits a promise, or calls its `then`, or gives it to `Promise.all`, makes the engine ask for its
 * `constructor`. That is how it is noticed, without a part in the promise itself.
 *
 * @internal
 */
export class UnawaitedCalls<Code extends object> {
  readonly #open = new Map<LateResult, Code | undefined>();

  /** @param codeNow - the test or hook that is running, where that is known */
  constructor(private readonly codeNow: () => Code | undefined) {}

  readonly watch = (call: LateResult): void => {
    const { image, original } = call;
    const close = () => void this.#open.delete(call);
    this.#open.set(call, this.codeNow());
    original.then(close, close).catch(() => undefined);
    Reflect.defineProperty(image, 'constructor', {
      configurable: true,
      get() {
        close();
        Reflect.deleteProperty(image, 'constructor');
        return image.constructor;
      },
    });
  };

  /**
   * The calls that a test has made, that nobody awaits, and that are under way; all that are left where no test is given.
   *
   * @returns an error for each, which shows the line of the call
   */
  take(code?: Code): Error[] {
    const calls = [...this.#open].filter(([, of]) => code === undefined || of === code).map(([call]) => call);
    return calls.map((call) => {
      this.#open.delete(call);
      // Nobody will: what becomes of it is no unhandled rejection of the next test.
      call.image.catch(() => undefined);
      return unawaited(call);
    });
  }
}

function unawaited({ name, site }: LateResult): Error {
  const error = new TestFileError(
    `${name} was called without await, and was still under way when its test ended: nobody saw what came of it. ` +
      'Await it, or return its promise from the test.',
    { code: 'not awaited' },
  );
  error.stack = `${error.name}: ${error.message}`;
  site.extend(error);
  return error;
}
