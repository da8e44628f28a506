import { notImplemented } from '../api-error';
import type { Params } from '../server/params';
import { fullStatus } from '../status/full-status';
import { MultiWatcher } from '../status/multi-watcher';
import { statusHistory } from '../status/status-history';
import type { Call, Facade } from './facade';
import { reader } from './facade';
import { hasAccess } from './permissions';
import { each } from './results';

/** `Client`: what there is in a model, and what was. @internal */
export const client: Facade = {
  name: 'Client',
  versions: { '3.6': [6, 7, 8], '4.0': [8] },
  methods: {
    FullStatus: reader(status),
    StatusHistory: reader(history),
    WatchAll: reader(watchAll),
  },
};

function status({ model, user, version }: Call, params: Params): object {
  return fullStatus(model, {
    patterns: params.strings('patterns'),
    includeStorage: version >= 7 && params.bool('include-storage'),
    isAdmin: hasAccess(user, model, 'admin'),
  });
}

function history({ model, profile }: Call, params: Params): object {
  const { length } = params.list('requests');
  // Its own client only ever asks about one thing.
  if (profile.series === '4.0' && length > 1) {
    const item = {
      history: { statuses: null },
      error: { message: 'multiple requests', code: 'not supported' },
    };
    return { results: Array.from({ length }, () => item) };
  }
  const results = each(params.list('requests'), (request) => ({
    history: { statuses: statusHistory(model, request) },
  }));
  // Go writes out the history that is not there.
  return {
    results: results.map((result) =>
      'error' in result ? { history: { statuses: null }, ...result } : result,
    ),
  };
}

function watchAll({ state, model, watchers, profile }: Call): object {
  // Juju 4 has the method and nothing behind it.
  if (profile.series === '4.0') throw notImplemented('WatchAll');
  return { 'watcher-id': watchers.register(new MultiWatcher(state, model)) };
}
