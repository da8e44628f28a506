import { PebbleError } from './pebble-error';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as Go writes it (`1m30s`), 0 of none. @internal */
export function durationMs(text: string, what: string): number {
  if (text === '') return 0;
  if (!/^(?:[\d.]+(?:ms|s|m|h))+$/.test(text))
    throw new PebbleError(`invalid ${what}: time: invalid duration "${text}"`);
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}
