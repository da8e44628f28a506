import { ApiError } from '../api-error';
import type { Params } from '../server/params';
import { toWireError } from '../server/wire-error';
import { switchBlockOff, switchBlockOn } from '../state/blocks';
import type { Block } from '../state/entities';
import type { Call, Facade } from './facade';
import { reader, writer } from './facade';
import { modelTag } from './tags';

const types: readonly Block['type'][] = ['BlockDestroy', 'BlockRemove', 'BlockChange'];

/** `Block`: `juju disable-command` and `enable-command`. @internal */
export const block: Facade = {
  name: 'Block',
  versions: { '3.6': [2], '4.0': [2] },
  methods: { List: reader(list), SwitchBlockOff: writer(switchOff), SwitchBlockOn: writer(switchOn) },
};

function list({ model }: Call): object {
  const results = [...model.blocks.values()].map(({ id, type, message }) => ({
    result: { id, tag: modelTag(model.uuid), type, ...(message !== '' && { message }) },
  }));
  return results.length === 0 ? {} : { results };
}

function switchOn({ model }: Call, params: Params): object {
  return answered(() => switchBlockOn(model, typeOf(params), params.string('message')));
}

function switchOff({ model }: Call, params: Params): object {
  return answered(() => switchBlockOff(model, typeOf(params)));
}

/** These two answer their errors inside the result. */
function answered(act: () => void): object {
  try {
    act();
    return {};
  } catch (error) {
    return { error: toWireError(error) };
  }
}

function typeOf(params: Params): Block['type'] {
  const text = params.string('type');
  const type = types.find((each) => each === text);
  if (type === undefined) throw new ApiError(`unknown block type ${JSON.stringify(text)}`);
  return type;
}
