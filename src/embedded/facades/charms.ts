import { notFound } from '../api-error';
import type { Params } from '../server/params';
import type { Charm } from '../state/entities';
import type { Model } from '../state/model';
import { charmInfo } from './charm-info';
import type { Call, Facade } from './facade';
import { reader, writer } from './facade';
import {
  addCharm,
  checkCharmPlacement,
  getDownloadInfos,
  listCharmResources,
  resolveCharms,
} from './store-charms';

/** `Charms`: the charms of a model. @internal */
export const charms: Facade = {
  name: 'Charms',
  versions: { '3.6': [5, 6, 7], '4.0': [7] },
  methods: {
    AddCharm: writer(addCharm),
    CharmInfo: reader(info),
    CheckCharmPlacement: reader(checkCharmPlacement),
    GetDownloadInfos: reader(getDownloadInfos),
    IsMetered: reader(isMetered, { series: '3.6' }),
    List: reader(list),
    ListCharmResources: reader(listCharmResources),
    ResolveCharms: reader(resolveCharms),
  },
};

function info({ model }: Call, params: Params): object {
  return charmInfo(findCharm(model, params.string('url')), model.profile.series);
}

function isMetered({ model }: Call, params: Params): object {
  findCharm(model, params.string('url'));
  return { metered: false };
}

function list({ model }: Call, params: Params): object {
  const names = params.strings('names');
  const found = [...model.charms.values()].filter(({ name }) => names.length === 0 || names.includes(name));
  return { 'charm-urls': found.map(({ url }) => url) };
}

function findCharm(model: Model, url: string): Charm {
  const charm = model.charms.get(url);
  if (charm === undefined) throw notFound(`charm ${JSON.stringify(url)}`);
  return charm;
}
