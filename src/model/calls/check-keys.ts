import { inspect } from 'node:util';
import { nearestName } from '../../nearest-name';

/**
 * Refuses options that nobody reads: a misspelt one would silently change what is tested.
 *
 * @throws TypeError naming the key, the one that was most likely meant, and the ones there are
 * @internal
 */
export function checkKeys(options: unknown, known: readonly string[], what: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(
      `The options of ${what} must be an object with any of ${known.join(', ')}; got ${inspect(options)}`,
    );
  }
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger === undefined) return;
  const meant =
    nearestName(stranger, known) ??
    known.find((key) => key === formerNames[stranger.replaceAll('_', '').toLowerCase()]);
  throw new TypeError(
    `${what} knows no option "${stranger}". ${meant === undefined ? '' : `Did you mean "${meant}"? `}` +
      `It knows: ${known.join(', ')}.`,
  );
}

/** python-libjuju's names, in small letters alone, that are too far from ours to be taken for misspelt. */
const formerNames: Readonly<Record<string, string>> = {
  applicationname: 'name',
  numunits: 'units',
  series: 'base',
  checkfreq: 'checkFrequency',
  waitforactive: 'status',
  blockuntildone: 'wait',
  cloudname: 'cloud',
  offername: 'name',
};
