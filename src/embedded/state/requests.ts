import type { Base, CharmOrigin, ExposedEndpoint } from './entities';
import type { Constraints, Placement } from './machine-entities';
import type { StorageDirective } from './storage-entities';

/** What a new model shall be like. @public */
export interface AddModelArgs {
  readonly name: string;
  /** A user's name. */
  readonly owner: string;
  readonly cloud?: string;
  readonly region?: string;
  /** Name of a credential of the owner on that cloud. */
  readonly credential?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Default: `caas` on a Kubernetes cloud. */
  readonly type?: 'iaas' | 'caas';
}

/** How a model shall go; what `juju destroy-model` can say. @public */
export interface DestroyModelArgs {
  /** `undefined` refuses when there is persistent storage, `false` lets it go, `true` destroys it. */
  readonly destroyStorage?: boolean;
  readonly force?: boolean;
  /** With `force`: how long each step may take before it is skipped. */
  readonly maxWaitMs?: number;
  /** With `force`: how long all of it may take. */
  readonly timeoutMs?: number;
}

/** How a unit, an application, a machine or a relation shall go. @public */
export interface DestroyArgs {
  readonly destroyStorage?: boolean;
  readonly force?: boolean;
  readonly maxWaitMs?: number;
}

/** What is gone, or would be gone, with a unit or an application. @public */
export interface DestroyedInfo {
  readonly destroyedUnits: readonly string[];
  readonly destroyedStorage: readonly string[];
  readonly detachedStorage: readonly string[];
}

/** What is gone, or would be gone, with a machine. @public */
export interface DestroyedMachine extends DestroyedInfo {
  readonly id: string;
  /** The same of each container on it. */
  readonly containers: readonly DestroyedMachine[];
}

/** What `juju deploy` says of an application. @public */
export interface DeployArgs {
  readonly application: string;
  readonly charmUrl: string;
  readonly origin?: CharmOrigin;
  readonly channel?: string;
  readonly numUnits?: number;
  /** Charm options and application options (`trust`) as texts. */
  readonly config?: Readonly<Record<string, string>>;
  /** A document keyed by the application's name. */
  readonly configYaml?: string;
  readonly constraints?: Constraints;
  readonly placement?: readonly Placement[];
  readonly storage?: Readonly<Record<string, StorageDirective>>;
  readonly attachStorage?: readonly string[];
  readonly endpointBindings?: Readonly<Record<string, string>>;
  /** Resource name → id of its pending upload. */
  readonly resources?: Readonly<Record<string, string>>;
  readonly force?: boolean;
}

/** What `juju add-unit` says. @public */
export interface AddUnitsArgs {
  readonly count: number;
  readonly placement?: readonly Placement[];
  readonly attachStorage?: readonly string[];
}

/** What `juju add-machine` says. @public */
export interface AddMachineArgs {
  readonly base?: Base;
  readonly constraints?: Constraints;
  readonly placement?: Placement;
  /** With a container type: the machine that shall carry it; none makes a machine for it. */
  readonly parentId?: string;
  readonly containerType?: string;
  /** Volumes that the machine shall have; Juju 4 makes none. */
  readonly disks?: readonly StorageDirective[];
}

/** How storage shall be detached. @public */
export interface DetachStorageArgs {
  /** Default: whatever unit has it. */
  readonly unit?: string;
  readonly force?: boolean;
  readonly maxWaitMs?: number;
}

/** How storage shall go. @public */
export interface RemoveStorageArgs {
  /** Detach it first, where it is attached. */
  readonly destroyAttachments?: boolean;
  /** Destroy what the cloud has of it; else only the model forgets it. */
  readonly destroyStorage: boolean;
  readonly force?: boolean;
  readonly maxWaitMs?: number;
}

/** What `juju refresh` says. @public */
export interface SetCharmArgs {
  readonly charmUrl: string;
  readonly origin?: CharmOrigin;
  readonly channel?: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly configYaml?: string;
  /** Units in error take the charm too. */
  readonly forceUnits?: boolean;
  readonly forceBase?: boolean;
  readonly force?: boolean;
  readonly resources?: Readonly<Record<string, string>>;
  readonly endpointBindings?: Readonly<Record<string, string>>;
}

/** Which relation shall go. @public */
export interface DestroyRelationArgs {
  readonly endpoints?: readonly string[];
  readonly id?: number;
  readonly force?: boolean;
  readonly maxWaitMs?: number;
}

/** Which units shall go on after a failed hook. @public */
export interface ResolveArgs {
  readonly units?: readonly string[];
  readonly all?: boolean;
  /** Run the hook again, or take it as done. */
  readonly retry: boolean;
}

/** To whom an application shall be open. @public */
export type ExposeArgs = Readonly<Record<string, ExposedEndpoint>>;
