import { refused } from '../../api-error';
import { hookTool } from './hook-tool';
import { parseStorageCounts } from './storage-directive';

/** @internal */
export const storageAdd = hookTool({
  name: 'storage-add',
  usage: '<charm storage name>[=count] ...',
  summary: 'Adds storage to the unit.',
  init(args, _flags, { series }) {
    if (args.length === 0) throw refused('storage add requires a storage directive');
    return parseStorageCounts(args, series);
  },
  run({ context: { storage } }, { args: wanted }) {
    for (const [name, count] of wanted) storage.add(name, count);
  },
});
