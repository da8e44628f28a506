import { isMapping } from '../../model/charm/charm-files';
import { CharmhubError } from '../errors';

/** Where Charmhub is asked unless the option `charmhubUrl` says otherwise. */
const defaultUrl = 'https://api.charmhub.io';

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

  /**
   * @param baseUrl - of the API without its version; Charmhub's own by default
   * @param name - the charm's name there
   */
  constructor(name: string, channel: string, baseUrl = defaultUrl) {
    const query = new URLSearchParams({ channel, fields: 'default-release.resources' });
    const base = baseUrl.replace(/\/+$/, '');
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
    const release = isMapping(info) ? info['default-release'] : undefined;
    const resources = isMapping(release) ? (release['resources'] ?? []) : [];
    if (!Array.isArray(resources)) throw this.#failed('its answer has no list of resources');
    return new Map(
      resources.map((entry) => this.#resource(entry)).map((resource) => [resource.name, resource]),
    );
  }

  async #ask(signal: AbortSignal | undefined): Promise<unknown> {
    try {
      const response = await fetch(this.#url, { signal: signal ?? null });
      if (response.status === 404) {
        await response.body?.cancel();
        return undefined;
      }
      const text = await response.text();
      if (!response.ok) throw new Error(`it answered ${String(response.status)}: ${text.slice(0, 500)}`);
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw this.#failed(reasonOf(cause), cause);
    }
  }

  #resource(entry: unknown): CharmhubResource {
    const { name, revision, download } = isMapping(entry) ? entry : {};
    const { url, size, ...rest } = isMapping(download) ? download : {};
    if (typeof name !== 'string' || typeof url !== 'string') {
      throw this.#failed(`a resource in its answer has no name or no download: ${JSON.stringify(entry)}`);
    }
    return {
      name,
      revision: Number(revision ?? 0),
      download: { url, size: typeof size === 'number' ? size : undefined, hashes: hashesOf(rest) },
    };
  }

  #failed(why: string, cause?: unknown): CharmhubError {
    return new CharmhubError(`Charmhub cannot be asked about ${this.#name} (${this.#url}): ${why}`, {
      cause,
    });
  }
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

/** What a failed `fetch` came from; its own message is only that it failed. @internal */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
