import { argumentWords } from '../argument-words';
import { lxdPrefix } from './lxd-group';
import type { PackJob } from './pack-job';

/**
 * The command that packs a charm.
 *
 * @throws JujuError where charmcraft needs LXD and this machine has none
 * @internal
 */
export async function packCommand(job: PackJob): Promise<readonly string[]> {
  const { scene, project } = job;
  if (project.isReactive) return ['charm', 'build', '--charm-file'];
  const command = ['charmcraft', ...packArguments(job)];
  // On the machine itself, no container is needed; and on macOS charmcraft takes a virtual machine.
  if (scene.destructiveMode || process.platform === 'darwin') return command;
  return [...(await lxdPrefix(job)), ...command];
}

/** What of the command decides what is made. @internal */
export function packArguments({
  scene,
  basesIndex,
  verbosity,
}: Omit<PackJob, 'limits' | 'project'>): string[] {
  return [
    'pack',
    ...(basesIndex === undefined ? [] : [`--bases-index=${String(basesIndex)}`]),
    ...(verbosity === undefined ? [] : [`--verbosity=${verbosity}`]),
    ...argumentWords(scene.options.charmcraftArgs ?? [], 'charmcraftArgs'),
    ...(scene.destructiveMode ? ['--destructive-mode'] : []),
  ];
}
