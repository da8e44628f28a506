import type { CheckedEmbeddedOptions } from '../../embedded-options';
import type { HostCommands } from '../isolation/host-commands';
import type { Workloads } from '../pebble/workloads';
import { CharmPythons } from '../python/charm-pythons';
import type { ScriptedAgents } from '../scripted/scripted-agent';
import { makeLauncher } from './make-launcher';
import { ProcessAgents } from './process-agents';

/** What tests answer of what charms call. @internal */
export interface Answers {
  readonly hostCommands: HostCommands;
  readonly workloads: Workloads;
}

/**
 * What executes the charms of a controller, by its options. Nothing else leads to what is behind it.
 *
 * @throws JujuError with the code `isolation`, where charms cannot be kept off this machine as was asked for
 * @internal
 */
export async function startProcesses(
  scripts: ScriptedAgents,
  { hostCommands, workloads }: Answers,
  { juju, executing, sources }: CheckedEmbeddedOptions,
  apiAddresses: () => readonly string[],
): Promise<ProcessAgents> {
  const { concurrency, debugHooks, charmFolder: folder, python, project, warn } = executing;
  const notice = (line: string): void => void process.stderr.write(`${line}\n`);
  const pythons = new CharmPythons({ python, project, sources });
  return new ProcessAgents(scripts, {
    ...{ series: juju, concurrency, debugHooks, sources, apiAddresses, folder, hostCommands, notice },
    ...{ pythons, warn: warn ?? notice },
    launcher: await makeLauncher({ executing, hostCommands, sources, pythons, notice }),
    commandsOf: (charm, container) => workloads.get(charm, container),
  });
}
