import { type CloudRecord, foldClouds, isCloudLive, isCloudOutstanding } from './cloud-record';
import type { CharmsExecuted, LedgerEntry, ModelIntended, ProcessEntry } from './entries';
import type { GroupIdentity } from '../../process-groups';
import type { ProcessIdentity } from '../../process-life';

/**
 * What a ledger says of one model, all its entries taken together.
 *
 * @internal
 */
export interface ModelRecord extends Omit<ModelIntended, 'type'> {
  readonly state: 'intended' | 'created' | 'kept' | 'destroyed' | 'failed';
  /** Whether the controller was asked for it: until then no model of that name is ours. */
  readonly asked?: boolean;
  readonly uuid?: string;
  /** `controller:owner/name` once it is known. */
  readonly fullName?: string;
  /** Why it was kept, or what went wrong when it was destroyed. */
  readonly why?: string;
}

/**
 * A ledger, read.
 *
 * @internal
 */
export interface LedgerContent {
  readonly owner?: ProcessEntry;
  readonly reaper?: ProcessIdentity;
  /** Whether the owner has heard that it is to end. */
  readonly isInterrupted: boolean;
  readonly models: readonly ModelRecord[];
  readonly clouds: readonly CloudRecord[];
  /** Folders to remove when the owner has died: not those that its user wants to look into. */
  readonly folders: readonly string[];
  /** Folders whose charms' processes are to be ended then. */
  readonly charms: readonly CharmsExecuted[];
  /** The process groups that are to be ended then. */
  readonly groups: readonly GroupIdentity[];
  readonly progress: ReadonlyMap<string, string>;
  readonly evidence: readonly Extract<LedgerEntry, { type: 'evidence' }>[];
  readonly skipped: readonly Extract<LedgerEntry, { type: 'skipped' }>[];
}

/** @internal */
export function foldEntries(entries: readonly LedgerEntry[]): LedgerContent {
  const models = new Map<string, ModelRecord>();
  const progress = new Map<string, string>();
  const failed = new Set<string>();
  const ofType = <T extends LedgerEntry['type']>(type: T) =>
    entries.filter((entry): entry is Extract<LedgerEntry, { type: T }> => entry.type === type);
  for (const entry of entries) {
    if (entry.type === 'progress') progress.set(entry.testPath, entry.line);
    if (entry.type === 'file failed') failed[entry.failed ? 'add' : 'delete'](entry.testPath);
    if (!('id' in entry)) continue;
    const record = advance(models.get(entry.id), entry);
    if (record) models.set(entry.id, record);
  }
  const [owner] = ofType('process');
  const reaper = ofType('reaper').at(-1);
  return {
    ...(owner && { owner }),
    ...(reaper && { reaper }),
    isInterrupted: ofType('interrupted').length > 0,
    models: [...models.values()],
    clouds: foldClouds(entries),
    folders: ofType('folder').flatMap(({ path, testPath = '' }) => (failed.has(testPath) ? [] : [path])),
    charms: ofType('charms'),
    groups: groupsIn(entries),
    progress,
    evidence: ofType('evidence'),
    skipped: ofType('skipped'),
  };
}

function groupsIn(entries: readonly LedgerEntry[]): readonly GroupIdentity[] {
  const groups = new Map<number, GroupIdentity>();
  for (const entry of entries) {
    if (entry.type === 'group') groups.set(entry.pid, entry);
    if (entry.type === 'group ended') groups.delete(entry.pid);
  }
  return [...groups.values()];
}

type ModelEntry = Extract<LedgerEntry, { id: string }>;

function advance(record: ModelRecord | undefined, entry: ModelEntry): ModelRecord | undefined {
  if (entry.type === 'intended') return { ...entry, state: 'intended' };
  if (!record) return undefined;
  switch (entry.type) {
    case 'asked':
      return { ...record, asked: true };
    case 'created':
      return { ...record, state: 'created', uuid: entry.uuid, fullName: entry.fullName };
    case 'kept':
      return { ...record, state: 'kept', why: entry.why };
    case 'failed':
      return { ...record, state: 'failed', why: entry.message };
    case 'destroyed':
      return { ...record, state: 'destroyed' };
  }
}

/**
 * Whether the model may still be on its controller without anybody wanting it there. An embedded controller has died
 * with the process that made the model.
 *
 * @internal
 */
export function isOutstanding({ state, embedded }: ModelRecord): boolean {
  return !embedded && (state === 'intended' || state === 'created' || state === 'failed');
}

/** Whether it is outstanding, and nobody has tried to destroy it yet. @internal */
export function isLive(model: ModelRecord): boolean {
  return isOutstanding(model) && model.state !== 'failed';
}

/** Whether anything of a ledger may still be there without anybody wanting it. @internal */
export function hasOutstanding({ models, clouds }: Pick<LedgerContent, 'models' | 'clouds'>): boolean {
  return models.some(isOutstanding) || clouds.some(isCloudOutstanding);
}

/** Whether anything of a ledger is there that nobody has tried to clear away yet. @internal */
export function hasLive({ models, clouds }: Pick<LedgerContent, 'models' | 'clouds'>): boolean {
  return models.some(isLive) || clouds.some(isCloudLive);
}

/** The model for people: `controller:owner/name`. @internal */
export function nameOf({ fullName, controllerName, modelName }: ModelRecord): string {
  return fullName ?? `${controllerName}:${modelName}`;
}
