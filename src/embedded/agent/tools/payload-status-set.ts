import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { refused } from '../../api-error';

/** @internal */
export const payloadStatusSet = hookTool({
  name: 'payload-status-set',
  usage: '<class> <id> <status>',
  summary: 'Says how a payload of the charm is.',
  init([payloadClass, id, status, ...rest]) {
    if (payloadClass === undefined || id === undefined || status === undefined) {
      throw refused('missing required arguments');
    }
    checkEmpty(rest);
    return { class: payloadClass, status };
  },
  run: ({ context }, { args }) => context.payloads.setStatus(args.class, args.status),
});
