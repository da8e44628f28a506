import { actionOf } from './action-of';
import { hookTool } from './hook-tool';
import { refused } from '../../api-error';

/** @internal */
export const actionLog = hookTool({
  name: 'action-log',
  usage: '<message>',
  summary: 'Tells how far the action is.',
  init(args) {
    if (args.length === 0) throw refused('no message specified');
    return args.join(' ');
  },
  run: ({ context }, { args: message }) => actionOf(context).log(message),
});
