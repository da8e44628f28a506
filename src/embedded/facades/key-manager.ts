import type { Params } from '../server/params';
import { addKey, addKeysOfJuju4, deleteKey, deleteKeysOfJuju4, listKeys } from '../state/ssh-keys';
import { importKeyOfJuju3, importKeysOfJuju4 } from '../state/import-keys';
import { toWireError } from '../server/wire-error';
import type { Call, Facade } from './facade';
import { admin, reader } from './facade';
import { eachDone } from './results';

/** `KeyManager`: who may log in to machines. `ImportKeys` answers as Juju does that has no network. @internal */
export const keyManager: Facade = {
  name: 'KeyManager',
  versions: { '3.6': [1], '4.0': [1] },
  methods: {
    AddKeys: admin(addKeys, { blockedAs: 'change' }),
    DeleteKeys: admin(deleteKeys, { blockedAs: 'remove' }),
    ImportKeys: admin(importKeys, { blockedAs: 'change' }),
    ListKeys: reader(list),
  },
};

function list({ model, user }: Call, params: Params): object {
  const whole = params.bool('mode');
  const asked = params.nested('entities').list('entities');
  if (asked.length === 0) return {};
  return {
    results: asked.map(() => {
      const keys = listKeys(model, user.name, whole);
      return keys.length === 0 ? {} : { result: keys };
    }),
  };
}

function addKeys({ model, user }: Call, params: Params): object {
  const keys = params.strings('ssh-keys');
  if (keys.length === 0) return { results: null };
  if (model.profile.series === '3.6')
    return { results: eachDone(keys, (key) => addKey(model, user.name, key)) };
  return allAtOnce(() => addKeysOfJuju4(model, user.name, keys));
}

function deleteKeys({ model, user }: Call, params: Params): object {
  const keys = params.strings('ssh-keys');
  if (keys.length === 0) return { results: null };
  if (model.profile.series === '3.6') {
    return { results: eachDone(keys, (key) => deleteKey(model, user.name, key)) };
  }
  return allAtOnce(() => deleteKeysOfJuju4(model, user.name, keys));
}

function importKeys({ model, user }: Call, params: Params): object {
  const sources = params.strings('ssh-keys');
  if (sources.length === 0) return { results: null };
  if (model.profile.series === '3.6') return { results: eachDone(sources, importKeyOfJuju3) };
  return { results: importKeysOfJuju4(user.name, sources).map((error) => ({ error: toWireError(error) })) };
}

/** Juju 4 answers with one error for all keys, or with no results. */
function allAtOnce(act: () => void): object {
  try {
    act();
    return { results: null };
  } catch (error) {
    return { results: [{ error: toWireError(error) }] };
  }
}
