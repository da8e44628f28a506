/** Names as people order them: `web2` before `web10`. @internal */
export function inOrder(names: Iterable<string>): string[] {
  return [...names].toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}
