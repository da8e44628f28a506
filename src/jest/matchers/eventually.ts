import { waitForPredicate, type WaitOptions } from '../../model/waiting/wait-for';
import { not } from '../../model/predicates/combine';
import type { Predicate } from '../../model/waiting/predicate';
import { type Matcher, matchers } from './matcher-table';
import type { Eventually, Expectations } from './matcher-types';
import { subjectOf } from './subject';

/**
 * `eventually` of one test file.
 *
 * @param counted - to be called for each expectation that was met, as `expect.assertions` counts them
 * @internal
 */
export function eventuallyWith(counted: () => void): Eventually {
  return (subject, options = {}) => {
    const forms = (negate: (predicate: Predicate) => Predicate) => {
      const form = ([name, matcher]: [string, Matcher]) => {
        const met = (...args: readonly unknown[]) =>
          meet(subject, { name, matcher, args, negate, options, counted });
        // By this name a test that does not await it is told so.
        return [name, Object.defineProperty(met, 'name', { value: `eventually(…).${name}` })];
      };
      return Object.fromEntries(Object.entries(matchers).map(form)) as Expectations<Promise<void>>;
    };
    return { ...forms((predicate) => predicate), not: forms(not) };
  };
}

interface Wanted {
  readonly name: string;
  readonly matcher: Matcher;
  readonly args: readonly unknown[];
  readonly negate: (predicate: Predicate) => Predicate;
  readonly options: WaitOptions;
  readonly counted: () => void;
}

async function meet(received: unknown, wanted: Wanted): Promise<void> {
  const { name, matcher, args, negate, options, counted } = wanted;
  const subject = subjectOf(received, name, matcher.kinds);
  await waitForPredicate(subject.core, negate(matcher.predicate(subject, args)), options);
  counted();
}
