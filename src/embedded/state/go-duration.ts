const millisecondsPer: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};
const wellFormed = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/;
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g;

/**
 * The milliseconds of a duration as Go writes it (`1h30m`), `undefined` when it is none.
 *
 * Apart from the project's own `Duration`, because what Juju takes is what Go takes: `-1s` and `5us` too.
 *
 * @internal
 */
export function parseGoDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!wellFormed.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(part))
    total += Number(amount) * (millisecondsPer[unit ?? ''] ?? 0);
  return text.startsWith('-') ? -total : total;
}
