import { PebbleError } from './pebble-error';

const units: Readonly<Record<string, number>> = {
  ...{ ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1 },
  ...{ s: 1000, m: 60_000, h: 3_600_000 },
};
const part = String.raw`(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)`;
const parts = new RegExp(part, 'g');
const whole = new RegExp(`^(?:${part})+$`);

/** Milliseconds of a duration as Go writes it (`1m30s`), 0 of none. @internal */
export function durationMs(text: string, what: string): number {
  if (text === '' || text === '0') return 0;
  if (!whole.test(text)) throw new PebbleError(`invalid ${what}: time: invalid duration "${text}"`);
  return [...text.matchAll(parts)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}
