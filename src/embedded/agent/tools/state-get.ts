import { booleanFlag } from './flags/flag';
import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { notFound } from '../../api-error';
import { quote } from './format/go-quote';

/** @internal */
export const stateGet = hookTool({
  name: 'state-get',
  usage: '[<key>]',
  summary: 'Prints what the charm keeps with the controller.',
  flags: { strict: booleanFlag(['strict'], 'Fail when there is nothing under the key.') },
  output: 'smart',
  init([key = '', ...rest]) {
    checkEmpty(rest);
    return key === '-' ? '' : key;
  },
  run({ context: { state } }, { args: key, flags: { strict }, format }) {
    if (key === '') {
      // Go has a nil map here, which only JSON tells from an empty one.
      return Object.keys(state.all).length === 0 && format === 'json' ? null : state.all;
    }
    const value = state.get(key);
    if (value === undefined && strict) throw notFound(quote(key));
    return value ?? '';
  },
});
