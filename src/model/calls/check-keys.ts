/**
 * Refuses options that nobody reads: a misspelt one would silently change what is tested.
 *
 * @throws TypeError naming the key and the ones there are
 * @internal
 */
export function checkKeys(options: unknown, known: readonly string[], what: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`The options of ${what} must be an object; got ${JSON.stringify(options)}`);
  }
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger === undefined) return;
  throw new TypeError(`${what} knows no option "${stranger}". It knows: ${known.join(', ')}.`);
}
