import { JujuError } from '../../errors';
import type { PackJob } from './pack-job';

/**
 * What charmcraft must be started by so that it may use LXD: nothing for a member of the group `lxd`, else `sudo` with
 * that group.
 *
 * @throws JujuError where there is no such group
 * @internal
 */
export async function lxdPrefix({ scene, limits }: Pick<PackJob, 'scene' | 'limits'>): Promise<string[]> {
  const own = await scene.run(['id', '-Gn'], { ...limits(), check: true });
  if (own.stdout.split(/\s+/).includes('lxd')) return [];
  const { exitCode } = await scene.run(['getent', 'group', 'lxd'], limits());
  if (exitCode === 0) return ['sudo', '-g', 'lxd', '-E'];
  throw new JujuError(
    "Group 'lxd' required but not available; ensure that lxd is available or use --destructive-mode " +
      '(here: the option destructiveMode)',
    { code: 'not found' },
  );
}
