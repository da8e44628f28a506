import type { CloudEntry, CloudIntended, LedgerEntry } from './entries';

/**
 * What a ledger says of one cloud that a test file has added, all its entries taken together.
 *
 * @internal
 */
export interface CloudRecord extends Omit<CloudIntended, 'type'> {
  readonly state: 'intended' | 'asked' | 'added' | 'kept' | 'removed' | 'failed';
  /** Why it was kept, or what went wrong when it was removed. */
  readonly why?: string;
}

/** @internal */
export function foldClouds(entries: readonly LedgerEntry[]): CloudRecord[] {
  const clouds = new Map<string, CloudRecord>();
  for (const entry of entries) {
    if (!('cloudId' in entry)) continue;
    const record = advance(clouds.get(entry.cloudId), entry);
    if (record) clouds.set(entry.cloudId, record);
  }
  return [...clouds.values()];
}

function advance(record: CloudRecord | undefined, entry: CloudEntry): CloudRecord | undefined {
  if (entry.type === 'cloud intended') return { ...entry, state: 'intended' };
  if (!record) return undefined;
  switch (entry.type) {
    case 'cloud asked':
      return { ...record, state: 'asked' };
    case 'cloud added':
      return { ...record, state: 'added' };
    case 'cloud kept':
      return { ...record, state: 'kept', why: entry.why };
    case 'cloud failed':
      return { ...record, state: 'failed', why: entry.message };
    case 'cloud removed':
      return { ...record, state: 'removed' };
  }
}

/** Whether it may still be on its controller without anybody wanting it there. @internal */
export function isCloudOutstanding({ state, embedded }: CloudRecord): boolean {
  return !embedded && state !== 'kept' && state !== 'removed';
}

/** Whether it is outstanding, and nobody has tried to remove it yet. @internal */
export function isCloudLive(cloud: CloudRecord): boolean {
  return isCloudOutstanding(cloud) && cloud.state !== 'failed';
}

/** The cloud for people. @internal */
export function cloudNameOf({ cloudName, controllerName }: CloudRecord): string {
  return `cloud ${cloudName} of controller ${controllerName}`;
}
