import { StringList } from './format/string-list';
import { hookTool } from './hook-tool';

/** @internal */
export const secretIds = hookTool({
  name: 'secret-ids',
  summary: 'Prints the IDs of the secrets that the unit manages.',
  output: 'smart',
  run({ context: { secrets } }, { format }) {
    const ids = secrets.ids();
    // Go's list is nil before anything is in it, which only JSON shows.
    return ids.length === 0 && format === 'json' ? null : new StringList(ids);
  },
});
