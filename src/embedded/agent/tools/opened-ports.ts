import type { PortRange } from '../../state/entities';
import { booleanFlag } from './flags/flag';
import { formatPorts } from '../../engine/hook-context/port-range';
import { hookTool } from './hook-tool';
import { StringList } from './format/string-list';

/** @internal */
export const openedPorts = hookTool({
  name: 'opened-ports',
  summary: 'Lists the ports that the unit has opened.',
  flags: { endpoints: booleanFlag(['endpoints'], 'List the endpoints of each range.') },
  output: 'smart',
  run({ context }, { flags }) {
    const endpoints = byRange(context.ports.opened);
    return new StringList(
      [...endpoints].map(([range, names]) => (flags.endpoints ? `${range} (${listed(names)})` : range)),
    );
  },
});

function byRange(opened: readonly PortRange[]): Map<string, string[]> {
  const ranges = new Map<string, string[]>();
  for (const range of opened) {
    const text = formatPorts(range);
    ranges.set(text, [...(ranges.get(text) ?? []), range.endpoint]);
  }
  return ranges;
}

function listed(endpoints: readonly string[]): string {
  return endpoints.includes('') ? '*' : endpoints.toSorted().join(', ');
}
