import type { AddModelArgs, DestroyModelArgs } from './requests';
import type { ArchiveCheck, CharmCheck } from './add-charm';
import type { Cloud } from './cloud-entities';
import type { Model } from './model';
import type { Profile } from './profile';
import { ChangeHub } from './change-hub';
import { Charmhub } from '../charmhub/charmhub';
import { Credentials } from './credentials';
import { Users } from './users';
import { addModel, makeControllerModel } from './add-model';
import { ApiError } from '../api-error';
import { controllerConfigDefaults } from './controller-config';
import { destroyModel } from './destroy-model';
import { localhost } from './clouds';

/** What a controller is made with. @public */
export interface ControllerSeed {
  readonly uuid: string;
  readonly name: string;
  readonly profile: Profile;
  /** Password of the user `admin`. */
  readonly adminPassword: string;
  /** The first is the one that the controller lives on. Default: `localhost`, which asks for no credential. */
  readonly clouds?: readonly Cloud[];
  /** Controller config beside Juju's defaults, in Juju's keys. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/**
 * All that a controller knows. Tests may read and arrange it; the facades and the engine work on it.
 *
 * @public
 */
export class ControllerState {
  readonly uuid: string;
  readonly name: string;
  readonly profile: Profile;
  readonly changes = new ChangeHub();
  readonly users: Users;
  readonly clouds = new Map<string, Cloud>();
  readonly credentials = new Credentials();
  readonly models = new Map<string, Model>();
  /** Controller config, in Juju's keys. */
  readonly config: Map<string, unknown>;
  /** What a charm has to pass beside Juju's own checks, in every model. @internal */
  readonly charmChecks = new Set<CharmCheck>();
  /** What its archive has to pass. @internal */
  readonly archiveChecks = new Set<ArchiveCheck>();
  /** What consumers were let do, by the identifier of the macaroon that says so. @internal */
  readonly consumeGrants = new Map<string, { readonly offerUuid: string; readonly username: string }>();
  /** What models deploy by name. */
  readonly charmhub = new Charmhub(this.charmChecks);
  readonly controllerModel: Model;

  constructor(seed: ControllerSeed) {
    this.uuid = seed.uuid;
    this.name = seed.name;
    this.profile = seed.profile;
    this.users = new Users(this.changes);
    this.users.add({ name: 'admin', password: seed.adminPassword, access: 'superuser', createdBy: 'admin' });
    for (const cloud of seed.clouds ?? [localhost()]) this.clouds.set(cloud.name, cloud);
    this.config = new Map(Object.entries({ ...controllerConfigDefaults(seed), ...seed.config }));
    this.controllerModel = makeControllerModel(this);
  }

  /** The model of that UUID, or `unknown model: "…"` as Juju says it. */
  model(uuid: string): Model {
    const model = this.models.get(uuid);
    if (model === undefined) throw new ApiError(`unknown model: "${uuid}"`, 'model not found');
    return model;
  }

  /** The cloud that the controller lives on, and that models go to when nobody says where. */
  get cloud(): Cloud {
    const [first] = this.clouds.values();
    if (first === undefined) throw new ApiError('the controller has no cloud');
    return first;
  }

  /** Makes a model, as `ModelManager.CreateModel` does. */
  addModel(args: AddModelArgs): Model {
    return addModel(this, args);
  }

  /** Starts the end of a model. It has gone when `models` does not have it any more. */
  destroyModel(uuid: string, args: DestroyModelArgs = {}): void {
    destroyModel(this, uuid, args);
  }
}
