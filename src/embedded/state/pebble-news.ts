/** A notice of a container's Pebble, as Juju's agent sees it. @public */
export interface PebbleNotice {
  readonly id: string;
  readonly type: 'change-update' | 'custom';
  /** The id of the change, or what whoever left the notice calls it. */
  readonly key: string;
  /** When it was repeated last: greater for each that is later. */
  readonly repeated: number;
  readonly data: Readonly<Record<string, string>>;
}

/** What Juju's agent asks the Pebble of a container. @public */
export interface PebbleNews {
  /** The notices that were repeated after that one, in this order. */
  after(mark: number): readonly PebbleNotice[];
  /** The status of a change, `undefined` when it is not known any more. */
  changeStatus(id: string): string | undefined;
}
