import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { quote } from './format/go-quote';
import { refused } from '../../api-error';

/** @internal */
export const leaderGet = hookTool({
  name: 'leader-get',
  usage: '[<key>]',
  summary: 'Prints what the leader has said.',
  output: 'smart',
  init([key = '', ...rest]) {
    if (key.includes('=')) throw refused(`invalid key ${quote(key)}`);
    checkEmpty(rest);
    return key === '-' ? '' : key;
  },
  run({ context: { leadership } }, { args: key }) {
    const { settings } = leadership;
    if (key === '') return settings;
    return Object.hasOwn(settings, key) ? settings[key] : null;
  },
});
