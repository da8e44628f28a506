import { actionOf } from './action-of';
import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';

/** @internal */
export const actionFail = hookTool({
  name: 'action-fail',
  usage: '["<failure message>"]',
  summary: 'Makes the action fail, whatever its exit code.',
  init([message, ...rest]) {
    checkEmpty(rest);
    return message;
  },
  run: ({ context }, { args: message }) => actionOf(context).fail(message),
});
