import { booleanFlag } from './flags/flag';
import { checkEmpty } from './check-empty';
import { checkStatus } from '../../engine/hook-context/hook-status';
import { hookTool } from './hook-tool';
import { refused } from '../../api-error';

/** @internal */
export const statusSet = hookTool({
  name: 'status-set',
  usage: '<status> [<message>]',
  summary: 'Sets the status of the unit or of its application.',
  flags: {
    application: booleanFlag(['application'], 'Set the status of the application; for the leader only.'),
  },
  init([status, message = '', ...rest]) {
    if (status === undefined) throw refused('invalid args, require <status> [message]');
    checkStatus(status);
    checkEmpty(rest);
    return { status, message };
  },
  run({ context }, { args: { status, message }, flags: { application } }) {
    if (application) context.status.setApplication(status, message);
    else context.status.setUnit(status, message);
  },
});
