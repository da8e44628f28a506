import { ApiError, notFound } from '../api-error';
import type { Facade, FacadeMethod, RequiredAccess, ServerAddress } from '../facades/facade';
import { requireAccess, requireSuperuser } from '../facades/permissions';
import type { WireProfile } from '../facades/wire-profile';
import { checkChangeAllowed, checkRemoveAllowed } from '../state/blocks';
import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Model } from '../state/model';
import { Params } from './params';
import type { RpcRequest } from './rpc-frame';
import type { WatcherRegistry } from './watcher-registry';

/** What a connection can call, which changes when it logs in. @internal */
export interface RpcRoot {
  /** The result of the call; throws or rejects with what is answered instead. */
  answer(request: RpcRequest): unknown;
}

/** What the calls of one logged-in connection act on. @internal */
export interface Scope {
  readonly state: ControllerState;
  readonly profile: WireProfile;
  readonly facades: ReadonlyMap<string, Facade>;
  readonly user: User;
  /** `undefined` on a controller connection. */
  readonly modelUuid: string | undefined;
  readonly watchers: WatcherRegistry;
  readonly server: ServerAddress;
}

/** Calls of a connection that is logged in. @internal */
export class ApiRoot implements RpcRoot {
  constructor(private readonly scope: Scope) {}

  answer(request: RpcRequest): unknown {
    const method = this.#find(request);
    const params = new Params(request.params);
    const { state, profile, user, watchers, server } = this.scope;
    const model = this.#model();
    checkAccess(method.access, user, model);
    if (method.blockedAs === 'change') checkChangeAllowed(model);
    if (method.blockedAs === 'remove') checkRemoveAllowed(model);
    const call = {
      state,
      profile,
      model,
      user,
      watchers,
      server,
      version: request.version,
      objectId: request.objectId,
    };
    return method.run(call, params);
  }

  #model(): Model {
    const { state, modelUuid } = this.scope;
    if (modelUuid === undefined) return state.controllerModel;
    const model = state.models.get(modelUuid);
    if (model === undefined) throw notFound(`model "${modelUuid}"`);
    return model;
  }

  #find({ facade: name, version, method: methodName }: RpcRequest): FacadeMethod {
    const { profile, facades } = this.scope;
    this.#checkConnection(name);
    const facade = facades.get(name);
    if (!facade?.versions[profile.series].includes(version)) {
      throw new ApiError(profile.unknownFacade(name, version), 'not implemented');
    }
    // Own properties only: a method called `constructor` is as unknown as any other.
    const method = Object.hasOwn(facade.methods, methodName) ? facade.methods[methodName] : undefined;
    if (method === undefined || !isIn(method, version, profile)) {
      throw new ApiError(profile.unknownMethod(name, version, methodName), 'not implemented');
    }
    return method;
  }

  #checkConnection(facade: string): void {
    const { profile, modelUuid, state } = this.scope;
    if (modelUuid === undefined) {
      if (!profile.controllerFacades.has(facade) && !profile.commonFacades.has(facade)) {
        throw wrongConnection(facade, 'for controller API connection');
      }
    } else if (profile.controllerFacades.has(facade)) {
      throw wrongConnection(facade, 'for model API connection');
    } else if (facade === 'MachineManager' && state.models.get(modelUuid)?.type === 'caas') {
      throw wrongConnection(facade, 'on container models');
    }
  }
}

/** Whether a version of a facade has the method. @internal */
export function isIn(method: FacadeMethod, version: number, profile: WireProfile): boolean {
  const { from = 0, to = Number.POSITIVE_INFINITY } = method;
  return version >= from && version <= to && (method.series ?? profile.series) === profile.series;
}

function wrongConnection(facade: string, where: string): ApiError {
  return new ApiError(`facade ${JSON.stringify(facade)} not supported ${where}`, 'not supported');
}

function checkAccess(required: RequiredAccess, user: User, model: Model): void {
  if (required === 'superuser') requireSuperuser(user);
  else if (required !== 'login') requireAccess(user, model, required);
}
