import type { CharmContents } from '../charm/charm';

/** A revision of a charm, as it was released. @internal */
export interface StoreRelease extends CharmContents {
  readonly revision: number;
  /** `track/risk`, in full. */
  readonly channels: readonly string[];
  /** The revision of each resource that it was released with. */
  readonly resources: ReadonlyMap<string, number>;
  readonly releasedAt: Date;
  readonly archive: Buffer;
}

/** A revision of a resource. @internal */
export interface StoreResource {
  readonly revision: number;
  readonly content: Buffer;
}

/** @internal */
export interface CharmEntry {
  readonly kind: 'charm';
  readonly id: string;
  readonly name: string;
  /** A script stands for it: it is in every channel, and is every revision that is asked for. */
  readonly standIn: boolean;
  /** In the order of their release: the last of a channel is the one that is in it. */
  readonly releases: StoreRelease[];
  readonly resources: Map<string, StoreResource[]>;
}

/** @internal */
export interface BundleEntry {
  readonly kind: 'bundle';
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly channels: readonly string[];
  readonly yaml: string;
  readonly archive: Buffer;
}

/** @internal */
export type StoreEntry = CharmEntry | BundleEntry;
