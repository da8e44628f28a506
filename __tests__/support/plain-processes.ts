import { HostCommands } from '../../src/embedded/agent/isolation/host-commands';
import { ProcessAgents } from '../../src/embedded/agent/process/process-agents';
import { SpawnLauncher } from '../../src/embedded/agent/process/spawn-launcher';
import { CharmPythons } from '../../src/embedded/agent/python/charm-pythons';
import { ScriptedAgents } from '../../src/embedded/agent/scripted/scripted-agent';
import type { JujuSeries } from '../../src/embedded/state/profile';

/** What executes charms in plain processes: for tests of the order of hooks, which no jail changes. */
export function plainProcesses(series: JujuSeries, scripts = new ScriptedAgents()): ProcessAgents {
  return new ProcessAgents(scripts, {
    ...{ series, concurrency: 2, sources: {}, debugHooks: false },
    launcher: new SpawnLauncher(),
    hostCommands: new HostCommands('refuse'),
    pythons: new CharmPythons({ python: undefined, project: __dirname, sources: {} }),
    commandsOf: () => ({}),
    apiAddresses: () => ['127.0.0.1:17070'],
    notice: () => undefined,
    warn: () => undefined,
  });
}
