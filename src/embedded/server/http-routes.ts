import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasAccess } from '../facades/permissions';
import type { WireProfile } from '../facades/wire-profile';
import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Model } from '../state/model';
import { authenticateRequest } from './authenticate';
import { getCharm, getCharmObject, postCharm, putCharmObject } from './charm-routes';
import { sendText } from './http-reply';
import { getResource, putResource } from './resource-routes';
import { toWireError } from './wire-error';

/** A request to a route of a model, from a user who may use it. @internal */
export interface HttpCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** The last part of the path, where the route has one. */
  readonly object: string;
  /** The application of the path, where the route has one. */
  readonly application: string;
  readonly state: ControllerState;
  readonly profile: WireProfile;
  readonly model: Model;
  readonly user: User;
}

interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, RouteMethod>>;
  readonly legacy?: boolean;
}

interface RouteMethod {
  readonly access: 'read' | 'write';
  readonly run: (call: HttpCall) => Promise<void>;
}

const routes: readonly Route[] = [
  {
    path: /^(?:\/model\/(?<uuid>[^/]*))?\/charms$/,
    methods: { GET: { access: 'read', run: getCharm }, POST: { access: 'write', run: postCharm } },
    legacy: true,
  },
  {
    path: /^\/model-(?<uuid>[^/]*)\/charms\/(?<object>[^/]+)$/,
    methods: { GET: { access: 'read', run: getCharmObject }, PUT: { access: 'write', run: putCharmObject } },
  },
  {
    path: /^\/model\/(?<uuid>[^/]*)\/applications\/(?<application>[^/]+)\/resources\/(?<object>[^/]+)$/,
    methods: { GET: { access: 'read', run: getResource }, PUT: { access: 'write', run: putResource } },
  },
];

/** Answers a request that is not for a websocket. @internal */
export async function handleHttp(
  state: ControllerState,
  profile: WireProfile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://controller');
  if (url.pathname === '/health') {
    sendText(response, 200, 'running');
    return;
  }
  try {
    const { method, uuid, object, application } = findRoute(request.method ?? '', url.pathname, profile);
    const user = authenticated(state, request);
    const model = findModel(state, uuid);
    if (!hasAccess(user, model, method.access))
      throw new HttpRefusal(403, 'authorization failed: permission denied');
    await method.run({
      request,
      response,
      query: url.searchParams,
      object,
      application,
      state,
      profile,
      model,
      user,
    });
  } catch (error) {
    sendText(response, error instanceof HttpRefusal ? error.status : 500, toWireError(error).message);
  }
}

/** What Juju's router and its guards refuse with: plain text. */
class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(text);
  }
}

/** Whether this is a UUID as Juju writes them. @internal */
export function isModelUuid(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/.test(text);
}

function findRoute(method: string, path: string, profile: WireProfile) {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (!match || (route.legacy && !profile.legacyCharmUpload)) continue;
    const { uuid, object = '', application = '' } = match.groups ?? {};
    if (uuid !== undefined && !isModelUuid(uuid)) {
      throw new HttpRefusal(400, `invalid model UUID ${JSON.stringify(uuid)}`);
    }
    const found = route.methods[method];
    if (found === undefined) throw new HttpRefusal(405, 'Method Not Allowed');
    return { method: found, uuid, object, application };
  }
  throw new HttpRefusal(404, '404 page not found');
}

function authenticated(state: ControllerState, request: IncomingMessage): User {
  try {
    return authenticateRequest(state, request);
  } catch (error) {
    throw new HttpRefusal(401, `authentication failed: ${toWireError(error).message}`);
  }
}

function findModel(state: ControllerState, uuid: string | undefined): Model {
  const model = uuid === undefined ? state.controllerModel : state.models.get(uuid);
  if (model === undefined) throw new HttpRefusal(404, `unknown model: ${JSON.stringify(uuid)}`);
  return model;
}
