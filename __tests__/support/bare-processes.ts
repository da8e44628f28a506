import { HostCommands } from '../../src/embedded/agent/isolation/host-commands';
import { ProcessAgents } from '../../src/embedded/agent/process/process-agents';
import { SpawnLauncher } from '../../src/embedded/agent/process/spawn-launcher';
import type { ScriptedAgents } from '../../src/embedded/agent/scripted/scripted-agent';
import type { JujuSeries } from '../../src/embedded/state/profile';

/** Agents that run charms in processes, for an engine without a server; nothing keeps those charms from anything. */
export function bareProcesses(scripts: ScriptedAgents, series: JujuSeries): ProcessAgents {
  return new ProcessAgents(scripts, {
    series,
    launcher: new SpawnLauncher(),
    concurrency: 2,
    sources: {},
    debugHooks: false,
    hostCommands: new HostCommands(undefined),
    commandsOf: () => ({}),
    apiAddresses: () => ['127.0.0.1:17070'],
    notice: () => undefined,
  });
}
