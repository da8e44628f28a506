import type { ControllerEntry } from './client-entries';
import { type Endpoint, parseEndpoint } from './endpoint';
import { ClientStoreError } from './errors';
import { checkCaCert, type Trust } from './trust';

/** How to get to a controller, and how to know that it is the one. @internal */
export interface Route extends Trust {
  /** As the juju client calls it. */
  readonly controllerName: string;
  readonly controllerUuid: string;
  readonly endpoints: readonly Endpoint[];
  readonly dnsCache: Readonly<Record<string, readonly string[]>>;
  /** Where this is from, for messages: the path of controllers.yaml, or a redirection. */
  readonly source: string;
  /** What else to say when nothing answers; empty, or beginning with a blank. */
  readonly hint: string;
}

/**
 * The way to a controller as the juju client has it registered.
 *
 * @throws ClientStoreError where there are no endpoints, or they or the certificate make no sense
 * @internal
 */
export function routeOf(entry: ControllerEntry & { readonly name: string }, source: string): Route {
  const { name, uuid, apiEndpoints, caCert, publicHostname, dnsCache, proxyType } = entry;
  if (apiEndpoints.length === 0) {
    throw new ClientStoreError(
      `Controller "${name}" has no api-endpoints in ${source}: its bootstrap may not have ended yet. ` +
        `Wait for \`juju bootstrap\`, or register the controller anew with \`juju register\`.`,
      source,
    );
  }
  checkCaCert(caCert, name, source);
  return {
    controllerName: name,
    controllerUuid: uuid,
    endpoints: apiEndpoints.map(parseEndpoint),
    caCert,
    publicHostname,
    dnsCache,
    source,
    hint:
      proxyType === undefined
        ? ''
        : ` The juju client reaches it by a proxy (${proxyType}), which jest-operator does not: its endpoints must be open to this machine.`,
  };
}
