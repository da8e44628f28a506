import { annotated } from '../../api-error';
import { hookTool } from './hook-tool';
import { parseKeyValues } from './key-values';

/** @internal */
export const leaderSet = hookTool({
  name: 'leader-set',
  usage: '<key>=<value> [...]',
  summary: 'Says something to all units of the application, as its leader.',
  init: parseKeyValues,
  run({ context: { leadership } }, { args: pairs }) {
    try {
      leadership.write(pairs);
    } catch (error) {
      throw annotated(error, 'cannot write leadership settings: cannot write settings');
    }
  },
});
