import type { HookInfo } from './hook-info';

/** What a unit remembers of one of its relations. @public */
export interface RelationMemory {
  /** `relation-created` has run. */
  created: boolean;
  /** Remote unit → version of its settings that a hook has seen. */
  readonly members: Map<string, number>;
  /** Remote unit → its settings as a hook has read them; other hooks see those until `relation-changed` runs for it. */
  readonly read: Map<string, Readonly<Record<string, string>>>;
  /** Remote application → version of its settings that a hook has seen. */
  readonly applications: Map<string, number>;
  /** The unit that has just joined: `relation-changed` for it comes before anything else. */
  changedPending: string;
}

/**
 * What a unit's state machine remembers between two operations: what ran, what waits, what a hook has seen.
 *
 * @public
 */
export interface LocalState {
  installed: boolean;
  started: boolean;
  stopped: boolean;
  removed: boolean;
  /** `leader-elected` is queued or has run, and leadership was not taken away since. */
  leader: boolean;
  /** Version of the leader's settings that `leader-settings-changed` told of. */
  leaderSettingsVersion: number;
  /** The charm has set its workload status at least once. */
  statusSet: boolean;
  /** The hook that comes next, or that failed and waits to be resolved. */
  hook: { readonly step: 'queued' | 'failed'; readonly info: HookInfo } | undefined;
  charmUrl: string;
  charmModifiedVersion: number;
  configHash: string;
  addressesHash: string;
  /** Relation id → what is known of it; there from the moment its scope is entered. */
  readonly relations: Map<number, RelationMemory>;
  /** Ids of the storage whose `storage-attached` hook ran. */
  readonly storage: Set<string>;
  /** Secret URI → revision that `secret-changed` told of. */
  readonly secretRevisions: Map<string, number>;
  /** Secret URI → obsolete revisions that `secret-remove` told of. */
  readonly obsoleteRevisions: Map<string, number[]>;
  /** Containers that `pebble-ready` told of. */
  readonly workloads: Set<string>;
  /** The agent of a pod came up again after `start` had run: that runs once more. */
  restarted: boolean;
  updateStatusVersion: number;
  retryVersion: number;
}

/** The memory of a unit that has done nothing yet. @internal */
export function newLocalState(charmUrl: string, charmModifiedVersion: number): LocalState {
  return {
    installed: false,
    started: false,
    stopped: false,
    removed: false,
    leader: false,
    leaderSettingsVersion: 0,
    statusSet: false,
    hook: undefined,
    charmUrl,
    charmModifiedVersion,
    configHash: '',
    addressesHash: '',
    relations: new Map(),
    storage: new Set(),
    secretRevisions: new Map(),
    obsoleteRevisions: new Map(),
    workloads: new Set(),
    restarted: false,
    updateStatusVersion: 0,
    retryVersion: 0,
  };
}
