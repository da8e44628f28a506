import { booleanFlag } from './flags/flag';
import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { quote } from './format/go-quote';
import { refused } from '../../api-error';

/** @internal */
export const configGet = hookTool({
  name: 'config-get',
  usage: '[<key>]',
  summary: 'Prints the config of the application.',
  flags: { all: booleanFlag(['a', 'all'], 'Print unset options, too.') },
  output: 'smart',
  init([key = '', ...rest], { all }) {
    if (key !== '' && all) throw refused(`cannot use argument --all together with key ${quote(key)}`);
    checkEmpty(rest);
    return key;
  },
  run({ context }, { args: key, flags: { all } }) {
    if (key !== '') return Object.hasOwn(context.config, key) ? context.config[key] : null;
    const unset = all ? context.unsetConfig : [];
    return { ...context.config, ...Object.fromEntries(unset.map((name) => [name, null])) };
  },
});
