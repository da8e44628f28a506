import { ApiError, unauthorized } from '../api-error';
import type { Facade } from '../facades/facade';
import type { WireProfile } from '../facades/wire-profile';
import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import { authenticate } from './authenticate';
import type { RpcRoot } from './dispatch';
import { Params } from './params';
import type { RpcRequest } from './rpc-frame';

/** What a login needs to know of the server and of the connection. @internal */
export interface LoginScope {
  readonly state: ControllerState;
  readonly profile: WireProfile;
  readonly facades: ReadonlyMap<string, Facade>;
  /** `undefined` on a controller connection. */
  readonly modelUuid: string | undefined;
  readonly port: number;
  /** Called once, with who the connection belongs to from now on. */
  loggedIn(user: User): void;
}

/** What a connection can call before it is logged in: `Admin`, version 3. @internal */
export class AdminRoot implements RpcRoot {
  constructor(private readonly scope: LoginScope) {}

  answer({ facade, version, method, params }: RpcRequest): unknown {
    const { profile, state, modelUuid } = this.scope;
    if (modelUuid !== undefined && profile.tellsUnknownModels) state.model(modelUuid);
    if (facade !== 'Admin') throw new ApiError(profile.unknownFacade(facade, version), 'not implemented');
    if (version !== 3) {
      throw new ApiError('this version of Juju does not support login from old clients', 'not supported');
    }
    if (method === 'Login') return this.#login(new Params(params));
    if (method === 'RedirectInfo') throw new ApiError('not redirected');
    throw new ApiError(profile.unknownMethod('Admin', 0, method), 'not implemented');
  }

  #login(params: Params): unknown {
    const { state, modelUuid } = this.scope;
    const user = authenticate(state, params.string('auth-tag'), params.string('credentials'));
    // An unknown model is hidden behind the words for a wrong password.
    if (modelUuid !== undefined && !state.models.has(modelUuid))
      throw unauthorized('invalid entity name or password');
    const userInfo = this.#userInfo(user);
    const now = new Date();
    user.lastConnection = now;
    if (modelUuid !== undefined) state.model(modelUuid).lastConnections.set(user.name, now);
    this.scope.loggedIn(user);
    return { ...this.#serverInfo(), 'user-info': userInfo };
  }

  #userInfo(user: User): Record<string, unknown> {
    const { state, modelUuid } = this.scope;
    const modelAccess = modelUuid === undefined ? '' : state.model(modelUuid).access.get(user.name);
    if (user.access !== 'superuser' && modelAccess === undefined) throw unauthorized();
    if (modelUuid === undefined && user.access === '') throw unauthorized();
    return {
      'display-name': '',
      identity: `user-${user.name}`,
      'controller-access': user.access,
      'model-access': modelAccess ?? 'admin',
    };
  }

  #serverInfo(): Record<string, unknown> {
    const { state, profile, modelUuid, port } = this.scope;
    return {
      servers: [[{ value: '127.0.0.1', type: 'ipv4', scope: 'local-machine', port }]],
      'controller-tag': `controller-${state.uuid}`,
      ...(modelUuid !== undefined && { 'model-tag': `model-${modelUuid}` }),
      'server-version': state.profile.agentVersion,
      facades: advertised(this.scope.facades, profile, modelUuid === undefined),
    };
  }
}

/** The facades that a connection of this kind is told of. @internal */
export function advertised(
  facades: ReadonlyMap<string, Facade>,
  profile: WireProfile,
  controllerConnection: boolean,
): { name: string; versions: readonly number[] }[] {
  const { controllerFacades, commonFacades } = profile;
  return [...facades.values()]
    .filter(({ versions }) => versions[profile.series].length > 0)
    .filter(({ name }) =>
      controllerConnection
        ? controllerFacades.has(name) || commonFacades.has(name)
        : !controllerFacades.has(name),
    )
    .map(({ name, versions }) => ({ name, versions: versions[profile.series] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
