import { onlyItemOf } from '../../juju/bulk';
import type { ErrorInfo } from '../../juju/wire-types';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { channelParts } from '../charmhub/channel';
import { listCharmResources } from '../charmhub/store-resources';
import { givenBase } from '../deploy/deploy-options';
import type { ModelCore } from '../model-core';
import { rawResources } from '../resources/application-resources';
import { addPendingResources } from '../resources/pending-resources';
import { checkResources, type CheckedResource, type ResourceDefinition } from '../resources/resource-input';
import { changingResources } from './prepare-local';
import type { Current, NextCharm } from './refresh';
import type { RefreshOptions } from './refresh-options';

interface StoreOptions extends RefreshOptions {
  /** Another charm's name; `undefined` for the same again. */
  readonly charm: string | undefined;
}

interface Resolved {
  readonly url: string;
  readonly origin: wire.CharmOrigin;
}

/**
 * Finds what Charmhub has for an application now, and takes it into the model; `undefined` where it runs that already.
 *
 * @internal
 */
export async function prepareStore(
  core: ModelCore,
  current: Current,
  options: StoreOptions,
  directory: string,
  left: () => CallLimits,
): Promise<NextCharm | undefined> {
  const found = await resolve(core, current, options, left());
  const { url } = found;
  const store = await storeResources(core, found, left());
  const definitions = store.map(({ name, type, path, description = '' }) => ({
    ...{ name, type, description },
    filename: path,
  }));
  const owner = { title: `the charm ${url}`, definitions, isFromStore: true };
  const given = await checkResources(options.resources ?? {}, owner, directory);
  const changing = await changedResources(core, current, store, definitions, given, left());
  const channel = channelOf(found.origin);
  if (url === current.url && changing.length === 0 && channel === channelOf(current.origin)) return undefined;
  const origin = url === current.url ? found.origin : await addCharm(core, found, options, left());
  const target = { application: current.application, url, origin };
  return {
    ...{ url, origin, channel },
    resources: await addPendingResources(core, target, changing, given, left),
  };
}

/** The revision that runs is not sent: with it, Charmhub would find that one again. */
async function resolve(
  core: ModelCore,
  { url, origin }: Current,
  { charm, channel, revision, base }: StoreOptions,
  limits: CallLimits,
): Promise<Resolved> {
  const [, name = ''] = /(?:^|[:/])([^:/]+?)(?:-\d+)?$/.exec(url) ?? [];
  const { architecture = 'amd64' } = origin;
  const isSame = charm === undefined && origin.source !== 'local';
  const wanted: wire.CharmOrigin = {
    ...{ source: 'charm-hub', type: 'charm', architecture },
    // By its id Charmhub knows what is refreshed, and finds the newest; a revision is found by the name only.
    id: isSame && revision === undefined ? origin.id : '',
    ...(isSame && revision === undefined && origin.hash && { hash: origin.hash }),
    ...(isSame && { 'instance-key': origin['instance-key'] ?? '' }),
    ...(isSame ? followed(origin, channel) : channelParts(channel)),
    ...(revision !== undefined && { revision }),
    ...(base === undefined ? origin.base && { base: origin.base } : { base: givenBase(base) }),
  };
  const call = { facade: 'Charms', request: 'ResolveCharms', version: core.session.facadeVersion('Charms') };
  const params: wire.ResolveCharmsWithChannel = {
    resolve: [{ reference: `ch:${charm ?? name}`, 'charm-origin': wanted, 'switch-charm': !isSame }],
  };
  const { Results } = await core.call<{ Results: (Answer & { error?: ErrorInfo })[] | null }>(
    call.facade,
    call.request,
    params,
    limits,
  );
  const { url: found, 'charm-origin': resolved } = onlyItemOf(call, { results: Results });
  // Older controllers put the series into the URL, which charms of models do not have.
  return {
    url: withoutSeries(found),
    origin: { ...resolved, base: wanted.base ?? resolved.base },
  };
}

/** A risk alone is of the track that is followed, as Juju's own client has it. */
function followed({ risk = 'stable', track, branch }: wire.CharmOrigin, channel: string | undefined) {
  const wanted = channel === undefined ? undefined : channelParts(channel);
  if (wanted !== undefined && wanted.track !== '') return wanted;
  if (wanted !== undefined) return { ...wanted, ...(track && { track }) };
  return { risk, ...(track && { track }), ...(branch && { branch }) };
}

interface Answer {
  readonly url: string;
  readonly 'charm-origin': wire.CharmOrigin;
}

function withoutSeries(url: string): string {
  const parts = url.split('/');
  return parts.length > 2 ? [parts[0], parts.at(-1)].join('/') : url;
}

async function addCharm(
  core: ModelCore,
  { url, origin }: Resolved,
  { force = false }: StoreOptions,
  limits: CallLimits,
): Promise<wire.CharmOrigin> {
  const params: wire.AddCharmWithOrigin = { url, 'charm-origin': origin, force };
  const { 'charm-origin': added } = await core.call<wire.CharmOriginResult>(
    'Charms',
    'AddCharm',
    params,
    limits,
  );
  return added;
}

async function storeResources(
  core: ModelCore,
  { url, origin }: Resolved,
  limits: CallLimits,
): Promise<wire.CharmResource[]> {
  return await listCharmResources(core, url, origin, limits);
}

/** Given, new, or newer in Charmhub than what the application has from there; what was uploaded by hand stays. */
async function changedResources(
  core: ModelCore,
  { application }: Current,
  store: readonly wire.CharmResource[],
  definitions: readonly ResourceDefinition[],
  given: readonly CheckedResource[],
  limits: CallLimits,
): Promise<ResourceDefinition[]> {
  if (definitions.length === 0) return [];
  const changing = await changingResources(core, application, definitions, given, limits);
  const { resources } = await rawResources(core, application, limits);
  const newer = definitions.filter(({ name }) => {
    const now = (resources ?? []).find((resource) => resource.name === name);
    const latest = store.find((resource) => resource.name === name);
    return now?.origin === 'store' && latest !== undefined && latest.revision !== now.revision;
  });
  return [...new Set([...changing, ...newer])];
}

const channelOf = ({ track = '', risk = 'stable', branch }: wire.CharmOrigin): string =>
  [track, risk, branch].filter((part) => part !== undefined && part !== '').join('/');
