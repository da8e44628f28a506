import { nearestName } from '../nearest-name';

/**
 * What to say of names in the option `embedded.charms` that are likely misspelt: no charm of that name was in the test
 * file, and one of nearly the same name was, of which the option says nothing. Any other name may be for another file.
 *
 * @param named - the charms that the option names
 * @param met - the charms that were added to models of the file
 * @internal
 */
export function strayCharms(named: readonly string[], met: ReadonlySet<string>): string[] {
  const unnamed = [...met].filter((name) => !named.includes(name));
  return named.flatMap((name) => {
    const meant = met.has(name) ? undefined : nearestName(name, unnamed);
    if (meant === undefined || areTwo(name, meant)) return [];
    return [
      `The option embedded.charms names "${name}", which was not deployed, and not "${meant}", which was. ` +
        'Is one of the names misspelt?',
    ];
  });
}

/** `web` and `web-k8s`, `web1` and `web2`: nobody mistypes the one for the other. */
function areTwo(one: string, other: string): boolean {
  const letters = (name: string) => name.replaceAll(/\d/g, '');
  return one.startsWith(other) || other.startsWith(one) || letters(one) === letters(other);
}
