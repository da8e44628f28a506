import { MultiWatcher } from '../status/multi-watcher';
import type { Call, Facade } from './facade';
import { anyone } from './facade';
import { StringsChanges } from './strings-changes';

/** `AllWatcher`: all that happens in a model (Juju 3). @internal */
export const allWatcher: Facade = {
  name: 'AllWatcher',
  versions: { '3.6': [3], '4.0': [] },
  methods: {
    Next: anyone(async ({ watchers, objectId }: Call) => ({
      deltas: await watchers.get(objectId, MultiWatcher).next(),
    })),
    Stop: anyone(stop),
  },
};

/** `StringsWatcher`: texts as they come, such as the messages of a running action. @internal */
export const stringsWatcher: Facade = {
  name: 'StringsWatcher',
  versions: { '3.6': [1], '4.0': [1] },
  methods: {
    Next: anyone(async ({ watchers, objectId }: Call) => ({
      'watcher-id': '',
      changes: await watchers.get(objectId, StringsChanges).next(),
    })),
    Stop: anyone(stop),
  },
};

function stop({ watchers, objectId }: Call): void {
  watchers.stop(objectId);
}
