import type { HookTool } from './hook-tool';
import type { JujuSeries } from '../../state/profile';
import { legacyTools, plainTools } from './plain-tools';
import { sharedTools } from './shared-tools';

/** Tools that both Jujus have. */
const common: readonly HookTool[] = [...plainTools, ...sharedTools];

const tables: Readonly<Record<JujuSeries, ReadonlyMap<string, HookTool>>> = {
  '3.6': table([...common, ...legacyTools]),
  '4.0': table(common),
};

/** The hook tools of a Juju, by name. @internal */
export function toolsOf(series: JujuSeries): ReadonlyMap<string, HookTool> {
  return tables[series];
}

function table(tools: readonly HookTool[]): ReadonlyMap<string, HookTool> {
  return new Map(tools.map((tool) => [tool.name, tool]));
}
