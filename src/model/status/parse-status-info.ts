import type { DetailedStatus } from '../../juju/wire-types';
import type { Base, Life, StatusInfo } from './status';

/** What of a status may be missing: an entity that the controller failed to read is little more than its error. */
type PartOf<T> = { [K in keyof T]?: T[K] | null | undefined };

const nothing: Readonly<Record<string, unknown>> = Object.freeze({});

/** @internal */
export function statusInfo(raw: PartOf<DetailedStatus> | null | undefined): StatusInfo {
  const data = raw?.data;
  return {
    current: raw?.status ?? '',
    message: raw?.info ?? '',
    since: date(raw?.since),
    data: data === null || data === undefined || Object.keys(data).length === 0 ? nothing : data,
    error: raw?.err?.message,
  };
}

/** Juju leaves the life of what is alive empty. @internal */
export function life(raw: string | null | undefined): Life {
  return raw === 'dying' || raw === 'dead' ? raw : 'alive';
}

/** Go writes the year 1 where it has no time. @internal */
export function date(raw: string | null | undefined): Date | undefined {
  if (raw === null || raw === undefined || raw === '' || raw.startsWith('0001-')) return undefined;
  const parsed = new Date(raw);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}

/** @internal */
export function base(raw: PartOf<Base> | null | undefined): Base {
  return { name: raw?.name ?? '', channel: raw?.channel ?? '' };
}

/** `''` is how Go says that there is none. @internal */
export function text(raw: string | null | undefined): string | undefined {
  return raw === null || raw === '' ? undefined : raw;
}
