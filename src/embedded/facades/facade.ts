import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Model } from '../state/model';
import type { Params } from '../server/params';
import type { WatcherRegistry } from '../server/watcher-registry';
import type { JujuSeries } from '../state/profile';
import type { WireProfile } from './wire-profile';

/** What a method knows of the call beside its parameters. @internal */
export interface Call {
  readonly state: ControllerState;
  readonly profile: WireProfile;
  /** The model that the connection is for; the controller's own on a controller connection. */
  readonly model: Model;
  readonly user: User;
  /** The version of the facade that was asked for. */
  readonly version: number;
  /** Id of the watcher that the call is for, `''` for most calls. */
  readonly objectId: string;
  readonly watchers: WatcherRegistry;
  /** How the controller that answers is reached. */
  readonly server: ServerAddress;
}

/** Where a server listens, and what it is trusted by. @internal */
export interface ServerAddress {
  readonly port: number;
  readonly caCert: string;
}

/** Answers one call: the result is the reply's `response`, an error is the reply's error. @internal */
export type Method = (call: Call, params: Params) => unknown;

/**
 * What a user must be allowed to call a method: `login` is any user who is logged in, `superuser` the controller's
 * administrators, and the rest an access to the model of the connection.
 *
 * @internal
 */
export type RequiredAccess = 'login' | 'superuser' | 'read' | 'write' | 'admin';

/** A method with who may call it and in which versions of its facade it is. @internal */
export interface FacadeMethod {
  readonly access: RequiredAccess;
  readonly run: Method;
  readonly from?: number;
  readonly to?: number;
  readonly series?: JujuSeries;
  /** How `juju disable-command` counts it; without it, it is never disabled. */
  readonly blockedAs?: 'change' | 'remove';
}

/** A facade, with the versions of it that each profile has. @internal */
export interface Facade {
  readonly name: string;
  readonly versions: Readonly<Record<JujuSeries, readonly number[]>>;
  readonly methods: Readonly<Record<string, FacadeMethod>>;
}

type Limits = Omit<FacadeMethod, 'access' | 'run'>;

const methodFor =
  (access: RequiredAccess) =>
  (run: Method, limits: Limits = {}): FacadeMethod => ({ access, run, ...limits });

/** A method for every user who is logged in. It looks itself at what this user may see. @internal */
export const anyone = methodFor('login');
/** A method for administrators of the controller. @internal */
export const superuser = methodFor('superuser');
/** A method for who may read the model. @internal */
export const reader = methodFor('read');
/** A method for who may change the model. @internal */
export const writer = methodFor('write');
/** A method for administrators of the model. @internal */
export const admin = methodFor('admin');
