import type { Life, StatusRecord } from './entities';

/** How much storage is wanted of which pool; `size` in MiB. @public */
export interface StorageDirective {
  readonly pool: string;
  readonly size: number;
  readonly count: number;
}

/** A storage instance, such as `data/0`. @public */
export interface StorageInstance {
  readonly id: string;
  readonly name: string;
  readonly kind: 'block' | 'filesystem';
  readonly pool: string;
  readonly size: number;
  /** Outlives its unit unless it is destroyed on purpose. */
  readonly persistent: boolean;
  life: Life;
  readonly status: StatusRecord;
  /** The unit it is attached to, `''` when detached. */
  owner: string;
  attached: boolean;
  attachmentLife: Life;
  location: string;
  /** What the cloud has made for it, once it has. */
  backing: StorageBacking | undefined;
  /** The machine that it is a part of; `''` where it can be given to another. */
  machine: string;
  /** Set when it is detached by force: how long the unit's hook may still take. */
  forcedAfterMs: number | undefined;
}

/** The volume and the filesystem behind a storage instance, as far as it has them, by their ids. @public */
export interface StorageBacking {
  readonly volume: string | undefined;
  readonly filesystem: string | undefined;
}
