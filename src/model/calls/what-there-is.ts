import { nearestName } from '../../nearest-name';

/** Longer lists are not read. */
const mostNames = 20;

/**
 * What there is instead of a name that is not there: `Did you mean "web"? It has: db, web.`
 *
 * @internal
 */
export function whatThereIs(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'It has none.';
  const nearest = nearestName(name, known);
  // Nobody mistypes `web/1` who means `web/0`.
  const meant = nearest === undefined || isSibling(nearest, name) ? '' : `Did you mean "${nearest}"? `;
  return `${meant}It has: ${listed(known)}.`;
}

function isSibling(one: string, other: string): boolean {
  return one.replaceAll(/\d/g, '') === other.replaceAll(/\d/g, '');
}

/** Names, the first of them where there are many: `a, b and 80 more`. @internal */
export function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  if (more <= 0) return names.join(', ');
  return `${names.slice(0, mostNames).join(', ')} and ${String(more)} more`;
}
