import type { Life } from './entities';

/** How often a secret's owner is told to make a new revision. @public */
export type RotatePolicy = 'never' | 'hourly' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly';

/** One revision of a secret. Its content is in memory only and never in a message or the log. @public */
export interface SecretRevision {
  readonly revision: number;
  /** Each value in base64, as Juju keeps it. */
  readonly content: Readonly<Record<string, string>>;
  readonly checksum: string;
  readonly created: Date;
  expires: Date | undefined;
  /** Its owner has yet to be told that it has expired. */
  expiryDue: boolean;
  /** Nobody tracks it any more: its owner is told to remove it. */
  obsolete: boolean;
}

/** Who may read a secret, and because of what. @public */
export interface SecretGrant {
  /** An application's or a unit's name. */
  readonly target: string;
  readonly targetKind: 'application' | 'unit';
  readonly role: 'view' | 'manage';
  /** Key of the relation that carries the grant, `''` for a user's secret. */
  readonly relationKey: string;
}

/** What one consumer reads. @public */
export interface SecretConsumer {
  label: string;
  /** The revision that it reads until it refreshes. */
  revision: number;
}

/** What one unit reads of a secret that is in another model. @public */
export interface RemoteSecretConsumer extends SecretConsumer {
  /** The newest revision that its model was told of. */
  latest: number;
}

/** A secret of another model, as far as the model knows of it whose units read it. @public */
export interface RemoteSecret {
  readonly id: string;
  /** The model that it is in. */
  readonly modelUuid: string;
  /** By unit name. */
  readonly consumers: Map<string, RemoteSecretConsumer>;
}

/** A secret of an application, a unit or a user. @public */
export interface Secret {
  /** Twenty characters, as in `secret:<id>`. */
  readonly id: string;
  readonly owner: SecretOwner;
  label: string;
  description: string;
  rotatePolicy: RotatePolicy;
  nextRotate: Date | undefined;
  readonly created: Date;
  updated: Date;
  /** Oldest first. */
  readonly revisions: SecretRevision[];
  readonly grants: SecretGrant[];
  /** By unit name; units of other models by the name that they have here. */
  readonly consumers: Map<string, SecretConsumer>;
  autoPrune: boolean;
  life: Life;
  /** Its owner has yet to be told that it is time to rotate. */
  rotationDue: boolean;
}

/** Whose a secret is: a `model`'s is a user's. @public */
export interface SecretOwner {
  readonly kind: 'application' | 'unit' | 'model';
  /** Name of the application or unit, or the model's UUID. */
  readonly id: string;
}

/** What a secret is made or changed with. @public */
export interface SecretValues {
  /** Each value in base64. */
  readonly content?: Readonly<Record<string, string>>;
  readonly label?: string;
  readonly description?: string;
  readonly expires?: Date;
  readonly rotatePolicy?: RotatePolicy;
  readonly autoPrune?: boolean;
}
