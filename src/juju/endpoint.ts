import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { JujuError } from '../errors';
import type { HostPort } from './wire-types';

/** Where a controller answers. @internal */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** What goes before every path, such as `/juju`; mostly `''`. */
  readonly path: string;
  /** As messages name it: `10.1.2.3:17070`, `[fd00::1]:17070`. */
  readonly text: string;
}

const defaultPort = 17070;

/**
 * Takes apart an endpoint as controllers.yaml has it: `host:port`, `[ipv6]:port`, perhaps with a path, perhaps with
 * `wss://` before it.
 *
 * @throws JujuError where it is none, or where it asks for a connection without encryption
 * @internal
 */
export function parseEndpoint(text: string): Endpoint {
  const hasScheme = text.includes('://');
  const url = asUrl(hasScheme ? text : `wss://${bracketed(text)}`);
  if (!url || (url.protocol !== 'wss:' && url.protocol !== 'https:')) {
    throw new JujuError(
      `"${text}" is not an endpoint of a controller: it should be host:port, such as 10.1.2.3:17070`,
      { code: 'not valid' },
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? portWithout(hasScheme, text) : Number(url.port);
  const path = url.pathname.replace(/\/+$/, '');
  return { host, port, path, text: `${urlHost(host)}:${String(port)}${path}` };
}

/**
 * The endpoints that a redirection names, without those that only the controller itself can reach; where there are no
 * others, with them: it may be on this machine.
 *
 * @internal
 */
export function endpointsOf(servers: readonly (readonly HostPort[] | null)[] | null | undefined): Endpoint[] {
  const all = (servers ?? []).flatMap((addresses) => addresses ?? []);
  const usable = all.filter(({ scope }) => scope !== 'local-machine' && scope !== 'link-local');
  const endpoints = (usable.length > 0 ? usable : all).map(({ value, port }) =>
    parseEndpoint(`${urlHost(value)}:${String(port)}`),
  );
  return [...new Map(endpoints.map((endpoint) => [endpoint.text, endpoint])).values()];
}

/** A host as URLs write it: IPv6 in brackets. @internal */
export function urlHost(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/**
 * A resolver that falls back to the addresses which the juju client remembers, for names that cannot be resolved now.
 *
 * @internal
 */
export function resolver(dnsCache: Readonly<Record<string, readonly string[]>>): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options as LookupOptions & { all: true }, (error, found) => {
      const remembered = addresses(dnsCache[hostname] ?? []);
      const [first] = remembered;
      if (!error || !first) callback(error, found);
      else if (options.all) callback(null, remembered);
      else callback(null, first.address, first.family);
    });
  };
}

function addresses(texts: readonly string[]): LookupAddress[] {
  return texts.map((address) => ({ address, family: isIP(address) })).filter(({ family }) => family !== 0);
}

/** `fd00::1` → `[fd00::1]`: an IPv6 address without a port, which a URL would take apart in the wrong place. */
function bracketed(text: string): string {
  const [host = '', ...path] = text.split('/');
  return isIP(host) === 6 ? [`[${host}]`, ...path].join('/') : text;
}

/** URLs drop the port that is their scheme's own: `host:443` is 443, `host` alone is Juju's own port. */
function portWithout(hasScheme: boolean, text: string): number {
  return hasScheme || /:443(?:\/|$)/.test(text) ? 443 : defaultPort;
}

function asUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.username || url.password || url.search || url.hash ? undefined : url;
  } catch {
    return undefined;
  }
}
