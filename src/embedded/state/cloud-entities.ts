/** What a user may do with the controller. @public */
export type ControllerAccess = 'login' | 'superuser' | '';

/** What a user may do with a model. @public */
export type ModelAccess = 'read' | 'write' | 'admin';

/** A user; the password is kept apart, as a salted hash. @public */
export interface User {
  readonly name: string;
  displayName: string;
  access: ControllerAccess;
  readonly createdBy: string;
  readonly dateCreated: Date;
  lastConnection: Date | undefined;
  disabled: boolean;
}

/** A region of a cloud. @public */
export interface CloudRegion {
  readonly name: string;
  readonly endpoint?: string;
  readonly identityEndpoint?: string;
  readonly storageEndpoint?: string;
}

/** A cloud that models can be put on. @public */
export interface Cloud {
  readonly name: string;
  readonly type: string;
  readonly authTypes: readonly string[];
  readonly endpoint?: string;
  readonly identityEndpoint?: string;
  readonly storageEndpoint?: string;
  readonly regions: readonly CloudRegion[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly regionConfig: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly caCertificates: readonly string[];
  readonly skipTlsVerify: boolean;
  readonly hostCloudRegion?: string;
  readonly isControllerCloud: boolean;
  /** User → access. */
  readonly users: Map<string, 'add-model' | 'admin'>;
}

/** What a user logs in to a cloud with. @public */
export interface CloudCredential {
  readonly cloud: string;
  readonly owner: string;
  readonly name: string;
  readonly authType: string;
  /** Secret: shown to its owner only, and never in a message or the log. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly valid: boolean;
  readonly revoked: boolean;
}
