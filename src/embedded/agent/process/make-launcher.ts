import type { Launcher } from './launch';
import { SpawnLauncher } from './spawn-launcher';

/** What starts the processes of a controller's charms. Jails and fork servers come around and beside it here. @internal */
export function makeLauncher(): Launcher {
  return new SpawnLauncher();
}
