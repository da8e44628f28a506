import type { HookInfo } from './hook-info';
import type { Life } from '../state/entities';

/** A relation as one of its units sees it from outside. @internal */
export interface RemoteRelation {
  readonly id: number;
  readonly life: Life;
  readonly suspended: boolean;
  readonly peer: boolean;
  /** Juju itself stands at this unit's end: no hooks. */
  readonly implicit: boolean;
  /** The charm that the unit runs has the endpoint. */
  readonly implemented: boolean;
  /** Principal and subordinate. */
  readonly container: boolean;
  /** Whether the unit is in. */
  readonly inScope: boolean;
  /** Whether a principal may not enter yet, because a subordinate of it is still going. */
  readonly scopeBlocked: boolean;
  readonly remoteApplication: string;
  /** Remote units that are in and stay, with the version of their settings. */
  readonly members: ReadonlyMap<string, number>;
  /** Remote applications with the version of their settings. */
  readonly applications: ReadonlyMap<string, number>;
}

/** Storage of a unit. @internal */
export interface RemoteStorage {
  readonly id: string;
  readonly life: Life;
  readonly attached: boolean;
}

/** A secret that the unit reads. @internal */
export interface ConsumedSecret {
  readonly revision: number;
  readonly label: string;
}

/**
 * All that the world wants of a unit, at one moment.
 *
 * @internal
 */
export interface RemoteState {
  readonly unit: string;
  readonly life: Life;
  readonly applicationLife: Life;
  readonly modelType: 'iaas' | 'caas';
  readonly leader: boolean;
  /** Of what `leader-set` has written; 0 where there is no such thing. */
  readonly leaderSettingsVersion: number;
  readonly charmUrl: string;
  readonly charmModifiedVersion: number;
  /** The new charm is taken in an error too. */
  readonly forceCharmUpgrade: boolean;
  readonly resolved: 'retry' | 'no-retry' | undefined;
  /** Goes up when it is time to try a failed hook again. */
  readonly retryVersion: number;
  readonly configHash: string;
  readonly addressesHash: string;
  /** Ids of the tasks that wait, oldest first. */
  readonly actions: readonly string[];
  /** Containers whose Pebble has come up. */
  readonly readyContainers: readonly string[];
  /** Hooks about notices of Pebble, the next of each container. */
  readonly notices: readonly HookInfo[];
  readonly relations: readonly RemoteRelation[];
  readonly storage: readonly RemoteStorage[];
  /** URIs of secrets to rotate. */
  readonly rotations: readonly string[];
  /** Expired revisions. */
  readonly expired: readonly { readonly uri: string; readonly revision: number }[];
  readonly consumed: ReadonlyMap<string, ConsumedSecret>;
  /** Revisions of its own secrets that nobody reads any more. */
  readonly obsolete: ReadonlyMap<string, readonly number[]>;
  readonly updateStatusVersion: number;
  /** A subordinate's principal application, `''` for a principal. */
  readonly principalApplication: string;
  /** Names of the unit's subordinates that are alive. */
  readonly aliveSubordinates: readonly string[];
}
