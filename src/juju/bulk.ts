import { callLabel, type FacadeCall, JujuApiError, JujuBulkError, ProtocolError } from './errors';
import type { ErrorInfo } from './wire-types';

/** One item of a bulk answer: an error, or whatever else is in it. @internal */
export interface BulkItem {
  readonly error?: ErrorInfo | null | undefined;
}

/** A bulk answer. @internal */
export interface BulkResponse<Item extends BulkItem> {
  readonly results?: readonly Item[] | null | undefined;
}

/**
 * The items of a bulk answer, all of them without error.
 *
 * @throws JujuApiError where the only item failed; JujuBulkError where one of several did
 * @internal
 */
export function itemsOf<Item extends BulkItem>(call: FacadeCall, response: BulkResponse<Item>): Item[] {
  const items = [...(response.results ?? [])];
  const errors = items.flatMap(({ error }) => (error ? [itemError(call, error)] : []));
  const [first] = errors;
  if (first && items.length === 1) throw first;
  if (first)
    throw new JujuBulkError(
      call,
      items.map((item) => (item.error ? undefined : item)),
      errors,
    );
  return items;
}

/**
 * The one item of a bulk answer to a question about one thing.
 *
 * @throws JujuApiError with the item's error; ProtocolError where the answer has no item, or several
 * @internal
 */
export function onlyItemOf<Item extends BulkItem>(call: FacadeCall, response: BulkResponse<Item>): Item {
  const [item, ...others] = itemsOf(call, response);
  if (item !== undefined && others.length === 0) return item;
  throw malformed(
    call,
    `was asked about one thing and answered about ${String(item === undefined ? 0 : others.length + 1)}`,
  );
}

/**
 * The values of a bulk answer whose items are `{ result, error }`.
 *
 * @throws JujuApiError or JujuBulkError as {@link itemsOf}; ProtocolError where an item is empty
 * @internal
 */
export function resultsOf<Result>(
  call: FacadeCall,
  response: BulkResponse<BulkItem & { readonly result?: Result | null | undefined }>,
): Result[] {
  return itemsOf(call, response).map(({ result }) => {
    if (result !== undefined && result !== null) return result;
    throw malformed(call, 'answered with an item that has neither a result nor an error');
  });
}

/**
 * The value of a bulk answer to a question about one thing.
 *
 * @throws as {@link onlyItemOf} and {@link resultsOf}
 * @internal
 */
export function onlyResultOf<Result>(
  call: FacadeCall,
  response: BulkResponse<BulkItem & { readonly result?: Result | null | undefined }>,
): Result {
  const [result] = resultsOf(call, { results: [onlyItemOf(call, response)] });
  if (result !== undefined) return result;
  throw malformed(call, 'answered with an item that has neither a result nor an error');
}

/** An answer that is whole but makes no sense: what was asked for is no longer in doubt, only what came of it. */
function malformed(call: FacadeCall, what: string): ProtocolError {
  return new ProtocolError(`${callLabel(call)} ${what}`, { maybeApplied: false });
}

/** The error of one item, as the error of its call. @internal */
export function itemError(call: FacadeCall, { message, code, info }: ErrorInfo): JujuApiError {
  return new JujuApiError(call, { text: message, code, info });
}
