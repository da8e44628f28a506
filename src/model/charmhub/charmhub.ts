import { JujuError } from '../../errors';
import { RequestTimeoutError } from '../../juju/errors';
import { toMilliseconds } from '../../duration';
import type { CallLimits } from '../calls/call-limits';
import { EntityNotFoundError } from '../errors';
import { modelConfig } from '../settings/model-config';
import type { ModelCore } from '../model-core';
import type { Base } from '../status/status';
import { checkChannel } from './channel';

/** What Charmhub has in one channel. @public */
export interface CharmhubChannel {
  readonly revision: number;
  readonly version: string;
  /** What the charm is for there, with the architectures. */
  readonly bases: readonly (Base & { readonly architecture: string })[];
  readonly releasedAt: Date;
  /** The size of what is downloaded, in bytes. */
  readonly size: number;
}

/** What Charmhub tells of a charm or a bundle. @public */
export interface CharmhubInfo {
  readonly id: string;
  readonly name: string;
  readonly type: 'charm' | 'bundle';
  readonly summary: string;
  readonly description: string;
  readonly publisher: string;
  /** `track/risk` → what is there. */
  readonly channels: Readonly<Record<string, CharmhubChannel>>;
}

/** @public */
export interface CharmhubInfoOptions extends CallLimits {
  /** Only this channel: `'14/edge'`, `'stable'`. */
  readonly channel?: string;
}

const timeoutMs = 30_000;
const fields = [
  ...['result.summary', 'result.description', 'result.publisher.display-name'],
  ...['channel-map.channel.name', 'channel-map.channel.track', 'channel-map.channel.risk'],
  ...['channel-map.channel.base', 'channel-map.channel.released-at', 'channel-map.revision.revision'],
  ...['channel-map.revision.version', 'channel-map.revision.bases', 'channel-map.revision.download.size'],
];

/**
 * The Charmhub that a model's controller would deploy from, as the model config `charmhub-url` says.
 *
 * @example
 * ```ts
 * const { channels } = await opsTest.model.charmhub.info('postgresql', { channel: '14/stable' });
 * ```
 *
 * @public
 */
export class Charmhub {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    this.#core = core;
  }

  /**
   * What there is to know of a charm or a bundle. This machine asks Charmhub itself, once: an air-gapped one cannot.
   *
   * @throws EntityNotFoundError for a name that Charmhub does not have, and for a channel that the charm does not have
   * @example
   * ```ts
   * const { channels } = await model.charmhub.info('postgresql', { channel: '14/stable' });
   * ```
   */
  async info(name: string, options: CharmhubInfoOptions = {}): Promise<CharmhubInfo> {
    checkChannel(options.channel);
    const address = (await modelConfig(this.#core, options))['charmhub-url'];
    const url = new URL(`v2/charms/info/${encodeURIComponent(name)}`, `${String(address)}/`);
    url.searchParams.set('fields', fields.join(','));
    const document = await ask(url, name, this.#core, options);
    const info = parse(document);
    if (options.channel === undefined) return info;
    const wanted = fullName(options.channel);
    const channel = Object.hasOwn(info.channels, wanted) ? info.channels[wanted] : undefined;
    if (channel) return { ...info, channels: { [wanted]: channel } };
    throw new EntityNotFoundError(
      `Charmhub has "${name}", but not in the channel ${wanted}. It has: ${Object.keys(info.channels).join(', ')}.`,
    );
  }
}

async function ask(
  url: URL,
  name: string,
  core: ModelCore,
  { signal, timeout = timeoutMs }: CallLimits,
): Promise<InfoDocument> {
  const limit = AbortSignal.timeout(Math.min(toMilliseconds(timeout, 'timeout'), 2 ** 31 - 1));
  const given = core.signalFor({ signal });
  const response = await fetch(url, { signal: given ? AbortSignal.any([given, limit]) : limit }).catch(
    (cause: unknown) => {
      if (limit.aborted) throw new RequestTimeoutError(`Charmhub at ${url.origin} did not answer in time`);
      throw new JujuError(`Charmhub at ${url.origin} cannot be asked about "${name}": ${wordsOf(cause)}`, {
        cause,
      });
    },
  );
  const body = (await response.json().catch(() => ({}))) as InfoDocument;
  if (response.ok) return body;
  const words = body['error-list']?.[0]?.message ?? `status ${String(response.status)}`;
  if (response.status === 404) throw new EntityNotFoundError(words);
  throw new JujuError(`Charmhub at ${url.origin} refused to tell of "${name}": ${words}`);
}

/** What `fetch` says itself is always the same; why is in its cause. */
function wordsOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

/** The fields of Charmhub's answer that are asked for. */
interface InfoDocument {
  readonly id?: string;
  readonly name?: string;
  readonly type?: string;
  readonly result?: {
    readonly summary?: string;
    readonly description?: string;
    readonly publisher?: { readonly 'display-name'?: string };
  };
  readonly 'channel-map'?: readonly ChannelDocument[];
  readonly 'error-list'?: readonly { readonly message: string }[];
}

interface ChannelDocument {
  readonly channel: { readonly track?: string; readonly risk: string; readonly 'released-at'?: string };
  readonly revision: {
    readonly revision: number;
    readonly version?: string;
    readonly bases?: readonly { name: string; channel: string; architecture: string }[];
    readonly download?: { readonly size?: number };
  };
}

function parse(document: InfoDocument): CharmhubInfo {
  const { id = '', name = '', type = '', result = {}, 'channel-map': map = [] } = document;
  const channels = new Map<string, CharmhubChannel>();
  for (const { channel, revision } of map) {
    const { track = 'latest', risk, 'released-at': at = '' } = channel;
    const key = `${track}/${risk}`;
    // A channel is told of once for each base, the newest revision first.
    if (channels.has(key)) continue;
    channels.set(key, {
      revision: revision.revision,
      version: revision.version ?? '',
      bases: revision.bases ?? [],
      releasedAt: new Date(at),
      size: revision.download?.size ?? 0,
    });
  }
  return {
    ...{ id, name, type: type === 'bundle' ? 'bundle' : 'charm' },
    summary: result.summary ?? '',
    description: result.description ?? '',
    publisher: result.publisher?.['display-name'] ?? '',
    channels: Object.fromEntries(channels),
  };
}

function fullName(channel: string): string {
  const parts = channel.split('/');
  if (parts.length > 1) return channel;
  return ['stable', 'candidate', 'beta', 'edge'].includes(channel)
    ? `latest/${channel}`
    : `${channel}/stable`;
}
