import { JujuError } from '../../errors';
import type * as wire from '../../juju/wire-types';
import { mebibytes } from '../settings/mebibytes';

/**
 * How much storage, of which pool: `'ebs,2,10G'`, its parts in any order and each of them optional, or an object. A size
 * is a number of MiB or a text such as `'10G'`.
 *
 * @public
 */
export type StorageInput =
  string | { readonly pool?: string; readonly size?: string | number; readonly count?: number };

/**
 * A directive as Juju's API takes it: `count` is 1 where nothing is said, `Pool` `''` and `Size` 0.
 *
 * @param what - what it is for, in messages
 * @throws JujuError for what is no directive
 * @internal
 */
export function storageDirective(input: StorageInput, what: string): wire.StorageCons {
  const given = typeof input === 'string' ? fromText(input, what) : input;
  const { pool = '', size = 0, count = 1 } = given;
  const strangers = Object.keys(given).filter((key) => !['pool', 'size', 'count'].includes(key));
  if (strangers.length > 0 || !Number.isInteger(count) || count < 0) throw notValid(input, what);
  return { Pool: pool, Size: sizeOf(size) ?? fail(input, what), Count: count };
}

function fromText(text: string, what: string): { pool?: string; size?: string; count?: number } {
  const found: { pool?: string; size?: string; count?: number } = {};
  for (const part of text.split(',').map((each) => each.trim())) {
    if (/^\d+$/.test(part) && found.count === undefined) found.count = Number(part);
    else if (/^\d+(?:\.\d+)?[MGTPmgtp]/.test(part) && found.size === undefined) found.size = part;
    else if (/^[a-zA-Z][\w-]*$/.test(part) && found.pool === undefined) found.pool = part;
    else throw notValid(text, what);
  }
  return found;
}

/** In MiB; `undefined` for what is no size. */
function sizeOf(size: string | number): number | undefined {
  const [, amount, unit = 'M'] = /^(\d+(?:\.\d+)?)([MGTP])?(?:i?B)?$/i.exec(String(size)) ?? [];
  return amount === undefined ? undefined : mebibytes(amount, unit.toUpperCase());
}

function fail(input: StorageInput, what: string): never {
  throw notValid(input, what);
}

function notValid(input: StorageInput, what: string): JujuError {
  return new JujuError(
    `${JSON.stringify(input)} is no storage directive for ${what}. Write the pool, the count and the size, in any ` +
      'order and as far as they matter: "ebs,2,10G".',
    { code: 'not valid' },
  );
}
