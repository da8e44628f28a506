import { JujuError, notValid } from '../../errors';
import { onlyItemOf } from '../../juju/bulk';
import type { ErrorInfo } from '../../juju/wire-types';
import type * as wire from '../../juju/wire-types';
import { messageOf } from '../../message-of';
import type { CallLimits } from '../calls/call-limits';
import { readArchiveText } from '../charm/read-archive';
import { channelParts, checkChannel } from '../charmhub/channel';
import type { ModelCore } from '../model-core';
import type { BundleText } from './bundle-data';
import type { BundleDeployOptions } from './bundle-options';

/** Finds a bundle of Charmhub and fetches it. @internal */
export async function downloadBundle(
  core: ModelCore,
  name: string,
  { channel, revision }: BundleDeployOptions,
  directory: string,
  left: () => CallLimits,
): Promise<BundleText & { readonly url: string }> {
  checkChannel(channel);
  if (channel !== undefined && revision !== undefined)
    throw notValid(`Of the bundle "${name}" say either the channel or the revision, not both`);
  const origin: wire.CharmOrigin = {
    ...{ source: 'charm-hub', type: '', id: '', architecture: 'amd64' },
    ...channelParts(channel),
    ...(revision !== undefined && { revision }),
  };
  const resolved = await resolve(core, name, origin, left());
  if (resolved['charm-origin'].type !== 'bundle')
    throw notValid(`"${name}" of Charmhub is a charm, not a bundle: deploy it with deploy`);
  const entities = [{ 'charm-url': resolved.url, 'charm-origin': resolved['charm-origin'] }];
  const { results } = await core.call<wire.DownloadInfoResults>(
    'Charms',
    'GetDownloadInfos',
    { entities },
    left(),
  );
  const archive = await fetchArchive(core, results?.[0]?.url ?? '', name, left());
  const text = await readArchiveText(archive, 'bundle.yaml', `The bundle ${name}`);
  return { title: `The bundle ${name}`, text, directory, url: resolved.url };
}

interface Answer {
  readonly url: string;
  readonly 'charm-origin': wire.CharmOrigin;
}

async function resolve(
  core: ModelCore,
  name: string,
  origin: wire.CharmOrigin,
  limits: CallLimits,
): Promise<Answer> {
  const call = { facade: 'Charms', request: 'ResolveCharms', version: core.session.facadeVersion('Charms') };
  const params: wire.ResolveCharmsWithChannel = {
    resolve: [{ reference: `ch:${name}`, 'charm-origin': origin }],
  };
  const { Results } = await core.call<{ Results: (Answer & { error?: ErrorInfo })[] | null }>(
    call.facade,
    call.request,
    params,
    limits,
  );
  return onlyItemOf(call, { results: Results });
}

async function fetchArchive(core: ModelCore, url: string, name: string, limits: CallLimits): Promise<Buffer> {
  const timeoutMs = typeof limits.timeout === 'number' ? Math.min(limits.timeout, 60_000) : 60_000;
  const signal = core.signalFor(limits);
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, limit]) : limit });
    if (!response.ok) throw new Error(`status ${String(response.status)}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    const words = messageOf(cause);
    throw new JujuError(`The bundle ${name} could not be fetched from ${url}: ${words}`, { cause });
  }
}
