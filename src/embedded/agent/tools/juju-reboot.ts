import { booleanFlag } from './flags/flag';
import { hookTool } from './hook-tool';
import { refused } from '../../api-error';

/** @internal */
export const jujuReboot = hookTool({
  name: 'juju-reboot',
  summary: 'Reboots the machine: refused here.',
  flags: { now: booleanFlag(['now'], 'Reboot at once, and run the hook again.') },
  run({ context: { action, machine, unit } }) {
    if (action !== undefined) throw refused('juju-reboot is not supported when running an action.');
    const where = machine === '' ? 'its pod is none' : `machine ${machine} is the one that the tests run on`;
    throw refused(
      `cannot reboot for ${unit}: the embedded controller has no machines of its own, ${where}. ` +
        'Test what follows a reboot on a real controller',
    );
  },
});
