import { asMapping, type Mapping, textOf, textsOf } from './client-file';
import { ClientStoreError } from './errors';

/** A controller as the juju client has registered it (controllers.yaml). @internal */
export interface ControllerEntry {
  readonly uuid: string;
  /** `host:port`, `[ipv6]:port`, perhaps with a path. */
  readonly apiEndpoints: readonly string[];
  /** PEM; without it the system's roots hold. */
  readonly caCert?: string | undefined;
  /** The name under which the controller has a public certificate. */
  readonly publicHostname?: string | undefined;
  readonly dnsCache: Readonly<Record<string, readonly string[]>>;
  readonly cloud?: string | undefined;
  readonly region?: string | undefined;
  readonly type?: string | undefined;
  readonly agentVersion?: string | undefined;
  readonly oidcLogin: boolean;
  /** The kind of proxy that the juju client would use, such as `kubernetes-port-forward`. */
  readonly proxyType?: string | undefined;
}

/** An account on a controller (accounts.yaml). What is secret does not show when it is printed. @internal */
export interface AccountEntry {
  readonly user: string;
  readonly password?: string | undefined;
  /** A session token of an OIDC login. */
  readonly accessToken?: string | undefined;
  readonly lastKnownAccess?: string | undefined;
}

/** What the juju client remembers of a controller's models (models.yaml): a cache, never the truth. @internal */
export interface ModelEntries {
  /** By qualified name: `admin/web`. */
  readonly models: Readonly<Record<string, { readonly uuid: string; readonly type: string }>>;
  readonly currentModel?: string | undefined;
}

/** @internal */
export function controllerEntry(value: unknown, path: string, name: string): ControllerEntry {
  const mapping = asMapping(value, path, `controller "${name}"`);
  const uuid = textOf(mapping, 'uuid');
  if (uuid === undefined) {
    throw new ClientStoreError(
      `${path} of the juju client makes no sense: controller "${name}" has no uuid. ` +
        `Register it anew: \`juju unregister ${name}\`, then \`juju register\` or \`juju login\`.`,
      path,
    );
  }
  return {
    uuid,
    apiEndpoints: textsOf(mapping, 'api-endpoints'),
    caCert: textOf(mapping, 'ca-cert'),
    publicHostname: textOf(mapping, 'public-hostname'),
    dnsCache: dnsCache(mapping, path, name),
    cloud: textOf(mapping, 'cloud'),
    region: textOf(mapping, 'region'),
    type: textOf(mapping, 'type'),
    agentVersion: textOf(mapping, 'agent-version'),
    oidcLogin: mapping['oidc-login'] === true,
    proxyType: textOf(asMapping(mapping['proxy-config'], path, `proxy-config of "${name}"`), 'type'),
  };
}

function dnsCache(mapping: Mapping, path: string, name: string): Record<string, string[]> {
  const cache = asMapping(mapping['dns-cache'], path, `dns-cache of "${name}"`);
  return Object.fromEntries(Object.keys(cache).map((host) => [host, textsOf(cache, host)]));
}

/** @internal */
export function accountEntry(value: unknown, path: string, controllerName: string): AccountEntry {
  const mapping = asMapping(value, path, `the account of controller "${controllerName}"`);
  const entry = {
    user: (textOf(mapping, 'user') ?? '').replace(/@local$/, ''),
    lastKnownAccess: textOf(mapping, 'last-known-access'),
  };
  return Object.defineProperties(entry, {
    password: { value: textOf(mapping, 'password') },
    accessToken: { value: textOf(mapping, 'access-token') },
  });
}

/** @internal */
export function modelEntries(value: unknown, path: string, controllerName: string): ModelEntries {
  const mapping = asMapping(value, path, `controller "${controllerName}"`);
  const models = asMapping(mapping['models'], path, `the models of controller "${controllerName}"`);
  return {
    models: Object.fromEntries(
      Object.entries(models).map(([name, model]) => {
        const details = asMapping(model, path, `model "${name}"`);
        return [name, { uuid: textOf(details, 'uuid') ?? '', type: textOf(details, 'type') ?? 'iaas' }];
      }),
    ),
    currentModel: textOf(mapping, 'current-model'),
  };
}
