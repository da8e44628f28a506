/**
 * Makes several things side by side. Where one fails, the others are made to their end, for nothing is to be written
 * any more when it throws, and taken away again.
 *
 * @param undo - takes away one that was made
 * @throws the error of the one that failed; AggregateError where several did
 * @internal
 */
export async function allOrNone<T, R>(
  what: string,
  items: readonly T[],
  make: (item: T) => Promise<R>,
  undo: (made: R) => Promise<void>,
): Promise<R[]> {
  const outcomes = await Promise.allSettled(items.map((item) => make(item)));
  const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = failureOf(what, outcomes);
  if (!failure) return made;
  await Promise.allSettled(made.map((one) => undo(one)));
  throw failure;
}

/** The one error of several outcomes; `undefined` where none is a failure. @internal */
export function failureOf(
  what: string,
  outcomes: readonly PromiseSettledResult<unknown>[],
): Error | undefined {
  const errors = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as Error] : [],
  );
  if (errors.length < 2) return errors[0];
  const list = errors.map(({ message }) => `\n- ${message.trimEnd()}`).join('');
  return new AggregateError(errors, `${String(errors.length)} of ${String(outcomes.length)} ${what}:${list}`);
}
