import { JujuError } from './errors';

/**
 * A length of time: a number of milliseconds, or a string such as `'500ms'`, `'10s'`, `'5m'`, `'1h'` or, as Go
 * writes it, `'1m30s'`. `Infinity` means "no limit" where a limit is asked for.
 *
 * @public
 */
export type Duration = number | string;

const millisecondsPer: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const wellFormed = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;
const part = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;

/**
 * The milliseconds of a duration.
 *
 * @param value - the duration
 * @param name - what it is the value of, for the message
 * @throws JujuError when the value is not a duration, naming it and the forms that are
 * @internal
 */
export function toMilliseconds(value: Duration, name: string): number {
  if (typeof value === 'number' && value >= 0) return value;
  if (typeof value === 'string' && wellFormed.test(value)) {
    let total = 0;
    for (const [, amount, unit] of value.matchAll(part)) {
      total += Number(amount) * (millisecondsPer[unit ?? ''] ?? Number.NaN);
    }
    return total;
  }
  throw new JujuError(
    `${name} must be a duration: milliseconds as a number, or a string such as '10s', '5m' or '1m30s'; ` +
      `got ${String(value)} (${typeof value})`,
    { code: 'not valid' },
  );
}

/**
 * A duration for people: `0.4s`, `12s`, `2m10s`, `1h5m`.
 *
 * @internal
 */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'for ever';
  if (milliseconds < 10_000) return `${String(Math.round(milliseconds / 100) / 10)}s`;
  const seconds = Math.round(milliseconds / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${String(hours)}h${String(minutes)}m`;
  if (minutes > 0) return `${String(minutes)}m${String(seconds % 60)}s`;
  return `${String(seconds)}s`;
}

/** Milliseconds in Go's measure of time. @internal */
export function toNanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6);
}
