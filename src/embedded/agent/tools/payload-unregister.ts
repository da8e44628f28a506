import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { refused } from '../../api-error';

/** @internal */
export const payloadUnregister = hookTool({
  name: 'payload-unregister',
  usage: '<class> <id>',
  summary: 'Says that a payload of the charm is gone.',
  init([payloadClass, id, ...rest]) {
    if (payloadClass === undefined || id === undefined) throw refused('missing required arguments');
    checkEmpty(rest);
    return payloadClass;
  },
  run: ({ context }, { args: payloadClass }) => context.payloads.unregister(payloadClass),
});
