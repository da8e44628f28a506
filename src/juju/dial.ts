import { formatDuration } from '../duration';
import { messageOf } from '../message-of';
import { Connection } from './connection';
import { type Endpoint, resolver } from './endpoint';
import { CertificateError, ConnectionFailedError } from './errors';
import { firstToSucceed } from './first-to-succeed';
import { openSocket, WebSocketTransport } from './transport';
import { isCertificateError, type TrustOptions, waysToTrust } from './trust';
import type { Route } from './route';

/** @internal */
export interface DialOptions {
  readonly maxFrameSize: number;
  readonly closeGraceMs: number;
  /** Fires at the deadline or when the caller gives up. */
  readonly signal: AbortSignal;
}

/** How long one endpoint has a start over the next. */
const staggerMs = 100;

/**
 * Connects to the first of a controller's endpoints that answers.
 *
 * @throws CertificateError where every endpoint shows a certificate that is not to be trusted
 * @throws ConnectionFailedError saying of each endpoint why
 * @internal
 */
export async function dial(route: Route, path: string, options: DialOptions): Promise<Connection> {
  const started = performance.now();
  const attempts = route.endpoints.map(
    (endpoint) => (signal: AbortSignal) => connect(route, endpoint, path, { ...options, signal }),
  );
  try {
    return await firstToSucceed(attempts, {
      staggerMs,
      signal: options.signal,
      discard: (loser) => loser.transport.terminate(),
    });
  } catch (error) {
    throw failure(route, (error as AggregateError).errors, performance.now() - started);
  }
}

async function connect(
  route: Route,
  endpoint: Endpoint,
  path: string,
  options: DialOptions,
): Promise<Connection> {
  const [first, ...others] = waysToTrust(route, endpoint.host) as [TrustOptions, ...TrustOptions[]];
  try {
    return await connectTrusting(first, route, endpoint, path, options);
  } catch (error) {
    const [second] = others;
    if (!second || !isCertificateError(error)) throw error;
    // The controller may show its public certificate here. The first failure says more, should this fail, too.
    return await connectTrusting(second, route, endpoint, path, options).catch(() => {
      throw error;
    });
  }
}

async function connectTrusting(
  trust: TrustOptions,
  route: Route,
  endpoint: Endpoint,
  path: string,
  { maxFrameSize, closeGraceMs, signal }: DialOptions,
): Promise<Connection> {
  const lookup = resolver(route.dnsCache);
  const socket = await openSocket(endpoint, { path, trust, lookup, maxFrameSize, signal });
  const peer = `controller "${route.controllerName}" at ${endpoint.text}`;
  return new Connection(new WebSocketTransport(endpoint, trust, socket), {
    peer,
    maxFrameSize,
    closeGraceMs,
  });
}

function failure(route: Route, failures: readonly Error[], tookMs: number): ConnectionFailedError {
  const { controllerName, endpoints, source } = route;
  const lines = endpoints
    .map((endpoint, place) => `\n  - ${endpoint.text}: ${reasonOf(failures[place])}`)
    .join('');
  if (failures.length > 0 && failures.every(isCertificateError)) {
    return new CertificateError(
      `Controller "${controllerName}" shows a certificate that its registration in ${source} does not trust:${lines}\n` +
        `Either another server answers at these endpoints, or the controller was made anew: then ` +
        `\`juju unregister ${controllerName}\` and register it again with \`juju register\` or \`juju bootstrap\`.`,
      failures,
    );
  }
  return new ConnectionFailedError(
    `Cannot connect to controller "${controllerName}" (${source}) after ${formatDuration(tookMs)}:${lines}\n` +
      `Check that it runs and can be reached from here, such as with \`juju models -c ${controllerName}\`.${route.hint}`,
    failures,
  );
}

function reasonOf(error: Error | undefined): string {
  if (!error) return 'not tried, there was no time left';
  if (isCertificateError(error)) return `certificate not trusted: ${error.message}`;
  // A host of several addresses fails with one error per address, and no message of its own.
  if (error.message === '' && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors.map(messageOf).join('; ');
  }
  return error.message;
}
