import { annotated, badRequest, notValid, refused } from '../api-error';
import { formatCharmUrl, parseCharmUrl } from '../charm/charm-url';
import {
  type ResolvedBundle,
  type ResolvedCharm,
  resolveCharm,
  resolveEntry,
} from '../charmhub/resolve-charm';
import type { Params } from '../server/params';
import { addStoreCharm } from '../state/add-store-charm';
import type { Base, CharmOrigin } from '../state/entities';
import type { Call } from './facade';
import { each } from './results';
import { fromCharmOrigin, toCharmOrigin } from './wire-values';

const nowhere = {
  url: '',
  'charm-origin': { source: '', type: '', id: '', base: { name: '', channel: '' } },
};

/** `Charms.ResolveCharms`: what a name leads to. Older versions speak of series. @internal */
export function resolveCharms({ model, version }: Call, params: Params): object {
  const results = each(params.list('resolve'), (item) => {
    const reference = item.string('reference');
    const url = parseCharmUrl(reference);
    if (url.schema !== 'ch') throw refused(`unknown schema for charm URL ${JSON.stringify(reference)}`);
    const asked = fromCharmOrigin(item.nested('charm-origin'));
    // Juju 4 takes its usual one.
    if (asked.architecture === '' && model.profile.series === '3.6') throw notValid('empty architecture');
    const origin = withArchitecture(asked);
    const resolved = resolveEntry(model.charmhub.entries, url.name, origin);
    const outcome = resolvedOrigin(resolved, origin);
    const bases = resolved.kind === 'charm' ? resolved.bases : [];
    const named = { name: url.name, revision: outcome.revision ?? -1, architecture: origin.architecture };
    const series = version < 7 ? seriesOf(outcome.base) : '';
    return {
      url: formatCharmUrl({ ...named, schema: 'ch', series }),
      'charm-origin': toCharmOrigin(outcome),
      ...(version < 7 ? { 'supported-series': bases.map(seriesOf) } : { 'supported-bases': bases }),
    };
  });
  const supported = version < 7 ? { 'supported-series': null } : { 'supported-bases': null };
  return {
    Results: results.map((result) => ('error' in result ? { ...nowhere, ...supported, ...result } : result)),
  };
}

/** `Charms.AddCharm`: takes a charm of Charmhub into the model. @internal */
export function addCharm({ model }: Call, params: Params): object {
  const url = params.string('url');
  const origin = fromCharmOrigin(params.nested('charm-origin'));
  if (origin.source !== 'charm-hub') throw refused(`unknown schema for charm URL ${JSON.stringify(url)}`);
  if (origin.base.name === '' || origin.base.channel === '')
    throw badRequest('base required for Charmhub charms');
  try {
    const { name, revision } = parseCharmUrl(url);
    const wanted = { ...origin, id: '', ...(revision >= 0 && { revision }) };
    const resolved = resolveCharm(model.charmhub.entries, name, wanted);
    addStoreCharm(model, resolved);
    return {
      'charm-origin': toCharmOrigin({ ...resolvedOrigin(resolved, wanted), id: resolved.entry.id }),
    };
  } catch (error) {
    throw annotated(error, `retrieving essential metadata for charm ${JSON.stringify(url)}`);
  }
}

/** `Charms.GetDownloadInfos`: where the archive of a bundle is. @internal */
export function getDownloadInfos({ model }: Call, params: Params): object {
  return {
    results: params.list('entities').map((item) => {
      const { name } = parseCharmUrl(item.string('charm-url'));
      const origin = withArchitecture(fromCharmOrigin(item.nested('charm-origin')));
      const resolved = resolveEntry(model.charmhub.entries, name, origin);
      return {
        url: `${model.charmhub.url ?? ''}/download/${name}.zip`,
        'charm-origin': toCharmOrigin({ ...resolvedOrigin(resolved, origin), id: resolved.entry.id }),
      };
    }),
  };
}

/** `Charms.ListCharmResources`: what Charmhub has. @internal */
export function listCharmResources({ model }: Call, params: Params): object {
  return {
    results: params.list('entities').map((item) => {
      const { schema, name } = parseCharmUrl(item.string('charm-url'));
      if (schema !== 'ch') throw notValid(`charm ${JSON.stringify(name)}`);
      const origin = withArchitecture(fromCharmOrigin(item.nested('charm-origin')));
      const { release } = resolveCharm(model.charmhub.entries, name, origin);
      return [...release.meta.resources.values()].map(({ name: resource, type, path, description }) => ({
        ...{ name: resource, type, path, description, origin: 'store' },
        ...{ revision: release.resources.get(resource) ?? 0, fingerprint: '', size: 0 },
      }));
    }),
  };
}

/** `Charms.CheckCharmPlacement`: there is only one architecture here to place anything on. @internal */
export function checkCharmPlacement(_: Call, params: Params): object {
  return { results: params.list('placements').map(() => ({})) };
}

function resolvedOrigin(resolved: ResolvedBundle | ResolvedCharm, asked: CharmOrigin): CharmOrigin {
  const [track = '', risk = ''] = resolved.channel.split('/');
  const { revision } = resolved.kind === 'charm' ? resolved.release : resolved.entry;
  const [first] = resolved.kind === 'charm' ? resolved.bases : [];
  const base = asked.base.name === '' ? (first ?? asked.base) : asked.base;
  return { ...asked, type: resolved.kind, track, risk, revision, base };
}

const withArchitecture = (origin: CharmOrigin): CharmOrigin =>
  origin.architecture === '' ? { ...origin, architecture: 'amd64' } : origin;

const series: Readonly<Record<string, string>> = {
  '18.04': 'bionic',
  '20.04': 'focal',
  '22.04': 'jammy',
  '24.04': 'noble',
};

/** Only Ubuntu's releases have such names; any other is its version. */
const seriesOf = ({ channel }: Base): string => {
  const track = channel.replace(/\/.*$/, '');
  return series[track] ?? track;
};
