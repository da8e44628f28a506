import { systemClock } from '../../clock';
import type { JujuErrorOptions } from '../../errors';
import { isRecord } from '../../is-record';
import { anySignal } from '../../model/calls/call-limits';
import { CharmhubError } from '../errors';
import type { Fetch } from './proxied-fetch';

/** Where Charmhub is asked unless the option `charmhubUrl` says otherwise. */
const defaultUrl = 'https://api.charmhub.io';

/** How long an answer about a charm may take, and how often it is asked for. */
const answerMs = 60_000;
const mostTries = 3;
const pauseMs = 200;

/** An answer that will be the same the next time. */
class RefusedError extends Error {}

/** A resource of a charm, as Charmhub has it. @internal */
export interface CharmhubResource {
  readonly name: string;
  readonly revision: number;
  readonly download: {
    readonly url: string;
    /** In bytes; `undefined` where Charmhub does not say. */
    readonly size: number | undefined;
    /** By the names that Node has for the algorithms. */
    readonly hashes: Readonly<Record<string, string>>;
  };
}

/**
 * What is published of a charm on Charmhub.
 *
 * @internal
 */
export class Charmhub {
  readonly #url: string;
  readonly #name: string;
  readonly #fetch: Fetch;

  /**
   * @param baseUrl - of the API without its version; Charmhub's own by default
   * @param name - the charm's name there
   * @param fetch - the way there
   */
  constructor(name: string, channel: string, baseUrl = defaultUrl, fetch: Fetch = globalThis.fetch) {
    this.#fetch = fetch;
    const query = new URLSearchParams({ channel, fields: 'default-release.resources' });
    const base = baseUrl.replace(/\/+$/, '');
    checkUrl(base);
    this.#url = `${base}/v2/charms/info/${encodeURIComponent(name)}?${query.toString()}`;
    this.#name = name;
  }

  /**
   * The resources of what is released to the channel, by name.
   *
   * @returns `undefined` where there is no such charm
   * @throws CharmhubError where Charmhub cannot be asked, or its answer makes no sense
   */
  async resources(
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, CharmhubResource> | undefined> {
    const info = await this.#ask(signal);
    if (info === undefined) return undefined;
    const release = isRecord(info) ? info['default-release'] : undefined;
    const resources = isRecord(release) ? (release['resources'] ?? []) : [];
    if (!Array.isArray(resources)) throw this.#failed('its answer has no list of resources');
    return new Map(
      resources.map((entry) => this.#resource(entry)).map((resource) => [resource.name, resource]),
    );
  }

  /** A server that is overloaded, or a network that fails for a moment, is asked again. */
  async #ask(signal: AbortSignal | undefined): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#askOnce(anySignal(signal, AbortSignal.timeout(answerMs)));
      } catch (cause) {
        const isFinal = cause instanceof SyntaxError || cause instanceof RefusedError;
        if (isFinal || tries === mostTries || signal?.aborted) {
          throw this.#failed(reasonOf(cause), { cause, code: codeOf(signal) });
        }
        await systemClock.sleep(pauseMs * tries, signal).catch(() => undefined);
      }
    }
  }

  async #askOnce(signal: AbortSignal | undefined): Promise<unknown> {
    const response = await this.#fetch(this.#url, { signal: signal ?? null });
    const text = await response.text();
    if (response.status === 404) return undefined;
    if (response.ok) return JSON.parse(text) as unknown;
    const why = `it answered ${String(response.status)}: ${text.slice(0, 500)}`;
    throw response.status >= 500 || response.status === 429 ? new Error(why) : new RefusedError(why);
  }

  #resource(entry: unknown): CharmhubResource {
    const { name, revision, download } = isRecord(entry) ? entry : {};
    const { url, size, ...rest } = isRecord(download) ? download : {};
    if (typeof name !== 'string' || typeof url !== 'string') {
      throw this.#failed(`a resource in its answer has no name or no download: ${JSON.stringify(entry)}`);
    }
    return {
      name,
      revision: Number(revision ?? 0),
      download: { url, size: typeof size === 'number' ? size : undefined, hashes: hashesOf(rest) },
    };
  }

  #failed(why: string, end: JujuErrorOptions = {}): CharmhubError {
    return new CharmhubError(`Charmhub cannot be asked about ${this.#name} (${this.#url}): ${why}`, end);
  }
}

/** Messages show the address, and `fetch` takes none with a password. */
function checkUrl(url: string): void {
  const { username, password } = URL.canParse(url) ? new URL(url) : { username: '', password: '' };
  if (username === '' && password === '') return;
  throw new CharmhubError('The option charmhubUrl must not hold a user name or a password', {
    code: 'not valid',
  });
}

const algorithms: Readonly<Record<string, string>> = {
  'hash-sha-256': 'sha256',
  'hash-sha-384': 'sha384',
  'hash-sha-512': 'sha512',
  'hash-sha3-384': 'sha3-384',
};

function hashesOf(download: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const hashes = Object.entries(algorithms).flatMap(([key, algorithm]) => {
    const value = download[key];
    return typeof value === 'string' && value !== '' ? [[algorithm, value.toLowerCase()] as const] : [];
  });
  return Object.fromEntries(hashes);
}

/** What a request ended by: its deadline, its signal, or itself. @internal */
export function codeOf(signal: AbortSignal | undefined): 'aborted' | 'failed' | 'timeout' {
  if (!signal?.aborted) return 'failed';
  return (signal.reason as Error | undefined)?.name === 'TimeoutError' ? 'timeout' : 'aborted';
}

/** What a failed `fetch` came from, at the bottom; its own message is only that it failed. @internal */
export function reasonOf(error: unknown): string {
  const { message } = error as Error;
  let deepest = error as ErrorOptions & { readonly message?: string; readonly code?: string };
  while (typeof deepest.cause === 'object' && deepest.cause !== null) deepest = deepest.cause;
  const deeper = deepest.message || deepest.code;
  return deepest !== error && deeper ? `${message}: ${deeper}` : message;
}
