import { dirname } from 'node:path';
import type { HostCommands } from '../isolation/host-commands';
import { Isolation } from '../isolation/isolation';
import type { CharmPythons } from '../python/charm-pythons';
import { ForkLauncher } from '../python/fork-launcher';
import type { CheckedExecuteOptions } from './execute-options';
import type { Launcher } from './launch';
import { SpawnLauncher } from './spawn-launcher';

/** What the processes of charms are started for. @internal */
export interface LauncherNeeds {
  readonly executing: CheckedExecuteOptions;
  readonly hostCommands: HostCommands;
  /** Folders of sources, by the names of charms. */
  readonly sources: Readonly<Record<string, string>>;
  /** Whose folders are known when a charm is deployed. */
  readonly pythons: Pick<CharmPythons, 'folders'>;
  /** Tells who watches. */
  readonly notice: (line: string) => void;
}

/**
 * What starts the processes of a controller's charms, by its options: in jails or not, and those of Python charms forked
 * or not. A fork server is in the jail of its unit, as what it forks.
 *
 * @throws JujuError with the code `isolation`, where charms cannot be kept off this machine as was asked for
 * @internal
 */
export async function makeLauncher(needs: LauncherNeeds): Promise<Launcher> {
  const { executing, hostCommands, sources, pythons, notice } = needs;
  const isolation = await Isolation.around(new SpawnLauncher(), {
    choice: executing.isolation,
    hostCommands: hostCommands.names,
    ...(executing.jailDisk !== undefined && { quota: executing.jailDisk }),
    // A project's sources and its virtual environment may be in a temporary folder, which a jail has for itself.
    readable: () => [
      ...[executing.project, ...Object.values(sources)],
      ...(executing.python === undefined ? [] : [dirname(dirname(executing.python))]),
      ...pythons.folders,
    ],
    notice,
  });
  const { pythonStart } = executing;
  // On macOS too much of the system does not survive a fork.
  const isForking = pythonStart === 'fork' || (pythonStart === 'auto' && process.platform === 'linux');
  if (!isForking) return isolation;
  return new ForkLauncher(isolation, { say: notice, perUnit: isolation.kind === 'jail' });
}
