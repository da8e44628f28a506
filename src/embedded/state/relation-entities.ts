import type { Life, StatusRecord } from './entities';

/** What one side tells the other: the `version` goes up with every change. @public */
export interface Settings {
  values: Readonly<Record<string, string>>;
  version: number;
}

/** One end of a relation. @public */
export interface Endpoint {
  readonly application: string;
  readonly name: string;
  readonly role: 'provider' | 'requirer' | 'peer';
  readonly interface: string;
  readonly optional: boolean;
  readonly limit: number;
  readonly scope: 'global' | 'container';
  /** Whether the application is a subordinate. */
  readonly subordinate: boolean;
}

/** A relation between two applications, or of an application's units with each other. @public */
export interface Relation {
  readonly id: number;
  /** `requirer:endpoint provider:endpoint`, or `app:endpoint` of a peer relation. */
  readonly key: string;
  readonly interface: string;
  readonly scope: 'global' | 'container';
  readonly endpoints: readonly Endpoint[];
  readonly status: StatusRecord;
  life: Life;
  suspended: boolean;
  suspendedReason: string;
  forcedAfterMs: number | undefined;
  /** Per application. */
  readonly applicationSettings: Map<string, Settings>;
  /** Per unit. Kept after the unit left, so that departed and broken hooks can read it. */
  readonly unitSettings: Map<string, Settings>;
  /** Names of the units that are in. */
  readonly inScope: Set<string>;
}

/** Where the other end of a relation across models is. @public */
export interface OtherModel {
  readonly controllerUuid: string;
  readonly modelUuid: string;
}

/**
 * An application of another model: one that this model has consumed, or, on the side that offers, one that stands for
 * the application of a consumer.
 *
 * @public
 */
export interface RemoteApplication {
  readonly name: string;
  readonly offerUrl: string;
  readonly offerUuid: string;
  readonly offerName: string;
  endpoints: readonly Endpoint[];
  readonly source: OtherModel;
  /** Stands for a consumer: clients are not shown it. */
  readonly isConsumerProxy: boolean;
  /** Who consumes, as the offering side was told. */
  readonly username: string;
  life: Life;
  readonly status: StatusRecord;
}

/** What a model offers to others. @public */
export interface Offer {
  readonly name: string;
  readonly uuid: string;
  readonly application: string;
  description: string;
  /** Name in the offer → the application's endpoint. */
  endpoints: ReadonlyMap<string, Endpoint>;
  /** User → `read`, `consume` or `admin`. */
  readonly users: Map<string, string>;
  readonly connections: OfferConnection[];
}

/** A model that uses an offer. @public */
export interface OfferConnection {
  readonly sourceModelUuid: string;
  readonly relationId: number;
  readonly username: string;
  readonly endpoint: string;
}
