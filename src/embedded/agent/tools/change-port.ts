import type { HookPorts } from '../../engine/hook-context/hook-ports';
import type { HookTool } from './hook-tool';
import { checkEmpty } from './check-empty';
import { formatFlag, warnOfFormat } from './flags/deprecated-format';
import { hookTool } from './hook-tool';
import { parsePorts } from '../../engine/hook-context/port-range';
import { refused } from '../../api-error';
import { textFlag } from './flags/flag';

/** @internal */
export const openPort = changePort(
  'open-port',
  'Opens a port or a range of ports.',
  (ports, range, endpoint) => ports.open(range, endpoint),
);

/** @internal */
export const closePort = changePort(
  'close-port',
  'Closes a port or a range of ports.',
  (ports, range, endpoint) => ports.close(range, endpoint),
);

function changePort(
  name: string,
  summary: string,
  change: (ports: HookPorts, range: string, endpoint: string) => void,
): HookTool {
  return hookTool({
    name,
    usage: '<port>[/<protocol>] or <from>-<to>[/<protocol>] or icmp',
    summary,
    flags: {
      format: formatFlag(),
      endpoints: textFlag(['endpoints'], 'For these endpoints only, separated by commas.'),
    },
    init([range, ...rest]) {
      if (range === undefined) throw refused('no port or range specified');
      parsePorts(range);
      checkEmpty(rest);
      return range;
    },
    run({ context }, parsed) {
      warnOfFormat(name, parsed);
      for (const endpoint of parsed.flags.endpoints.split(',')) {
        change(context.ports, parsed.args, endpoint.trim());
      }
    },
  });
}
