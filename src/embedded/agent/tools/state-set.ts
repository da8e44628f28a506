import { fileFlag } from './flags/flag';
import { hookTool } from './hook-tool';
import { parseKeyValues } from './key-values';
import { readSettings } from './read-settings';

/** @internal */
export const stateSet = hookTool({
  name: 'state-set',
  usage: 'key=value [key=value ...]',
  summary: 'Keeps texts with the controller.',
  flags: { file: fileFlag(['file'], 'Read pairs from this file of YAML, - being standard input.') },
  init: parseKeyValues,
  async run({ context: { state } }, { args: pairs, flags: { file }, input }) {
    const read = file === '' ? {} : readSettings(await input.read(file));
    for (const [key, value] of Object.entries({ ...read, ...pairs })) state.set(key, value);
  },
});
