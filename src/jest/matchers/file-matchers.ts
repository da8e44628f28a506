import { types } from 'node:util';

import type { Verdict } from '../../model/waiting/predicate';
import { CallSite } from '../realm/call-site';
import type { LateWatcher } from '../realm/crossing';
import type { Membrane } from '../realm/membrane';
import { eventuallyWith } from './eventually';
import { matcherMessage } from './matcher-message';
import { type Matcher, matchers } from './matcher-table';
import { type Subject, subjectOf } from './subject';

/** What we use of a test's `expect`. @internal */
export interface Expect {
  extend(matchers: Readonly<Record<string, unknown>>): void;
  getState(): { readonly assertionCalls?: number };
  setState(state: { readonly assertionCalls: number }): void;
}

/** What `expect` hands to a matcher as `this`. */
interface MatcherContext {
  readonly isNot?: boolean;
  readonly promise?: string;
  readonly utils: {
    matcherHint(name: string, received: string, expected: string, options: object): string;
    stringify(value: unknown): string;
  };
}

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * The matchers of one test file: those of its `expect`, and those that wait.
 *
 * Those of `expect` are functions of our realm, new ones for each file, because `expect` writes on them. What comes to
 * them of the test's realm is translated here, and what leaves them is a boolean, a text, or translated too.
 *
 * @internal
 */
export class FileMatchers {
  readonly eventually = eventuallyWith(() => this.#count());
  #expect: Expect | undefined;

  /** @param watch - told of the promise of each matcher that has to ask */
  constructor(
    private readonly membrane: Membrane,
    private readonly watch: LateWatcher,
  ) {}

  /** Adds the matchers to the test file's `expect`. */
  install(expect: Expect): void {
    this.#expect = expect;
    const entries = Object.entries(matchers);
    expect.extend(
      Object.fromEntries(entries.map(([name, matcher]) => [name, this.#installed(name, matcher)])),
    );
  }

  #installed(name: string, matcher: Matcher) {
    const { membrane, watch } = this;
    return function (
      this: MatcherContext,
      received: unknown,
      ...args: readonly unknown[]
    ): Result | Promise<Result> {
      try {
        const subject = subjectOf(membrane.toOutside(received), name, matcher.kinds);
        const result = resultOf(this, {
          name,
          matcher,
          subject,
          args: args.map((arg) => membrane.toOutside(arg)),
          shown: args,
        });
        if (!types.isPromise(result)) return result;
        const image = membrane.toInside(result);
        watch({ image, original: result, site: new CallSite(), name });
        return image;
      } catch (error) {
        throw membrane.toInside(error);
      }
    };
  }

  #count(): void {
    const { assertionCalls = 0 } = this.#expect?.getState() ?? {};
    this.#expect?.setState({ assertionCalls: assertionCalls + 1 });
  }
}

interface Expectation {
  readonly name: string;
  readonly matcher: Matcher;
  readonly subject: Subject;
  readonly args: readonly unknown[];
  /** The arguments as the test has them, to be printed. */
  readonly shown: readonly unknown[];
}

function resultOf(context: MatcherContext, expectation: Expectation): Result | Promise<Result> {
  const { name, matcher, subject, args, shown } = expectation;
  const status = subject.core.lastStatus;
  const given = shown.map((arg) => context.utils.stringify(arg)).join(', ');
  const { isNot = false, promise = '' } = context;
  const told = (verdict: Verdict): Result => ({
    pass: verdict.ok,
    message: () => {
      const hint = context.utils.matcherHint(name, subject.name, given, { isNot, promise });
      return matcherMessage({
        hint,
        call: `${isNot ? 'not.' : ''}${name}(${given})`,
        subject,
        status,
        verdict,
      });
    },
  });
  const verdict = matcher.predicate(subject, args)(status) as Verdict | Promise<Verdict>;
  return types.isPromise(verdict) ? verdict.then(told) : told(verdict);
}
