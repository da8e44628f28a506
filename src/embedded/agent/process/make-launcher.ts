import { ForkLauncher } from '../python/fork-launcher';
import type { CheckedExecuteOptions } from './execute-options';
import type { Launcher } from './launch';
import { SpawnLauncher } from './spawn-launcher';

/**
 * What starts the processes of a controller's charms, by its options.
 *
 * @param notice - tells who watches
 * @internal
 */
export function makeLauncher(
  { pythonStart }: CheckedExecuteOptions,
  notice: (line: string) => void,
): Launcher {
  const spawning = new SpawnLauncher();
  // On macOS too much of the system does not survive a fork.
  const isForking = pythonStart === 'fork' || (pythonStart === 'auto' && process.platform === 'linux');
  return isForking ? new ForkLauncher(spawning, { say: notice, perUnit: false }) : spawning;
}
