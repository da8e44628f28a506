import type { NewCookie } from '../cookie-jar';
import type { Macaroon, MacaroonSlice } from '../wire-types';

/** Where a cookie of macaroons without an end ends: Go's cookie jar needs a date. */
const permanentMs = 100 * 365 * 24 * 3_600_000;
/** A login that ends sooner than this is not worth saving. */
const shortestMs = 60_000;

/** The macaroons in cookies, each with its discharges; what is none is passed over. @internal */
export function macaroonsOf(cookies: readonly { name: string; value: string }[]): MacaroonSlice[] {
  return cookies.filter(({ name }) => name.startsWith('macaroon-')).flatMap(({ value }) => decode(value));
}

/** Macaroons as a cookie, the way the juju client keeps them. @internal */
export function macaroonCookie(macaroons: MacaroonSlice, host: string): NewCookie {
  return {
    name: `macaroon-${signatureOf(macaroons[0])}`,
    value: Buffer.from(JSON.stringify(macaroons)).toString('base64'),
    host,
    expires: worthSaving(expiryOf(macaroons)),
  };
}

function decode(value: string): MacaroonSlice[] {
  try {
    const macaroons: unknown = JSON.parse(Buffer.from(value, 'base64').toString('utf8'));
    return Array.isArray(macaroons) ? [macaroons as MacaroonSlice] : [];
  } catch {
    return [];
  }
}

/** In hex. Version 1 writes it so; version 2 as a text or in base64. */
function signatureOf(macaroon: Macaroon = {}): string {
  const { signature, s64, s } = macaroon;
  if (typeof signature === 'string') return signature;
  if (typeof s64 === 'string') return Buffer.from(s64, 'base64url').toString('hex');
  return Buffer.from(typeof s === 'string' ? s : '').toString('hex');
}

/** The first of the dates before which the macaroons say that they hold. */
function expiryOf(macaroons: MacaroonSlice): Date {
  const ends = macaroons
    .flatMap(conditionsOf)
    .map((condition) => /^(?:[^ :]*:)?time-before (\S+)$/.exec(condition)?.[1])
    .map((date) => Date.parse(date ?? ''))
    .filter((end) => !Number.isNaN(end));
  return new Date(Math.min(Date.now() + permanentMs, ...ends));
}

function worthSaving(end: Date): Date | undefined {
  return end.getTime() - Date.now() < shortestMs ? undefined : end;
}

/** Version 1 has its caveats under `caveats` and `cid`, version 2 under `c` and `i` or `i64`. */
function conditionsOf(macaroon: Macaroon): string[] {
  const caveats = macaroon['caveats'] ?? macaroon['c'];
  if (!Array.isArray(caveats)) return [];
  return caveats.map((caveat: { cid?: unknown; i?: unknown; i64?: unknown }) => {
    if (typeof caveat.i64 === 'string') return Buffer.from(caveat.i64, 'base64url').toString('utf8');
    const text = caveat.cid ?? caveat.i;
    return typeof text === 'string' ? text : '';
  });
}
