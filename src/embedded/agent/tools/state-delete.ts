import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';

/** @internal */
export const stateDelete = hookTool({
  name: 'state-delete',
  usage: '<key>',
  summary: 'Forgets what is kept under a key.',
  init([key = '', ...rest]) {
    checkEmpty(rest);
    return key;
  },
  run({ context: { state } }, { args: key }) {
    if (key !== '') state.delete(key);
  },
});
