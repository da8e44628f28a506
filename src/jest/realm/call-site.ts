/** Our own files and Node's: frames that say nothing about where in the test a call was made. */
const ownFrame = new RegExp(`^\\s*at .*(?:${escaped(__dirname)}|\\(node:|at node:)`);

/**
 * Where a test called us. The stack of an error that is thrown later ends in our own code; with these lines at its
 * end Jest shows the line of the test.
 *
 * @internal
 */
export class CallSite {
  readonly stack: string | undefined;

  constructor() {
    // Only captured here; V8 turns it into text when somebody reads it, that is after a failure.
    Error.captureStackTrace(this, CallSite);
  }

  /** Adds the lines of the call to an error's stack, unless it has them already. */
  extend(error: unknown): void {
    if (typeof error !== 'object' || error === null) return;
    const stack: unknown = Reflect.get(error, 'stack');
    if (typeof stack !== 'string') return;
    const lines = (this.stack ?? '')
      .split('\n')
      .filter((line) => /^\s*at /.test(line) && !ownFrame.test(line));
    const [first] = lines;
    if (first === undefined || stack.includes(first.trim())) return;
    Object.defineProperty(error, 'stack', {
      value: [stack, ...lines].join('\n'),
      configurable: true,
      writable: true,
    });
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
