import type { CheckedExecuteOptions } from './execute-options';
import type { Launcher } from './launch';
import { SpawnLauncher } from './spawn-launcher';

/** What starts the processes of a controller's charms, by its options. @internal */
export function makeLauncher(_options: CheckedExecuteOptions): Launcher {
  return new SpawnLauncher();
}
