import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeLog } from '../../engine/write-log';
import type { ByHand, Launch } from './launch';
import type { ProcessUnit } from './process-agent';
import type { ProcessSite } from './process-site';
import { shellQuoted } from '../../../shell-quoted';

/** In the environment of a hook that is run by hand, the programs of the hook tools look at it. */
const byHandVariable = 'JEST_OPERATOR_BY_HAND';

/**
 * Writes a script that starts a failed hook again as it was started, in a jail where it ran in one, and says so: in the
 * unit's log, and to who watches. The hook tools do not answer it, since the hook that they were for is over.
 *
 * @internal
 */
export async function explainFailure(
  site: ProcessSite,
  { model, unit, root }: ProcessUnit,
  launch: Launch,
): Promise<void> {
  const path = join(root, 'debug', `${launch.hook}.sh`);
  await mkdir(join(root, 'debug'), { recursive: true });
  await writeFile(path, rerunScript(launch, await site.launcher.byHand?.(launch)), { mode: 0o755 });
  const message = `${launch.hook} of ${launch.unit} failed. To run it again by hand: ${path}`;
  writeLog(model, unit, {
    level: 'WARNING',
    module: 'juju.worker.uniter.runner',
    // Juju has no such line.
    location: '',
    message,
  });
  site.notice(message);
}

/**
 * The script of a launch.
 *
 * @param jail - how it gets into the jail that it ran in, where it ran in one
 * @internal
 */
export function rerunScript(launch: Launch, jail: ByHand | undefined): string {
  const { command, args, cwd, hook, unit } = launch;
  const name = `${hook} of ${unit}`;
  const env = Object.entries({ ...launch.env, [byHandVariable]: name });
  const variables = env.map(([variable, value]) => `  ${shellQuoted(`${variable}=${value}`)} \\\n`).join('');
  return `#!/bin/sh
# ${name}, run by hand: with its command, its folder as it is now, and its environment.
# What differs from when it ran:
${differences(launch, jail)
  .map((line) => `# - ${line}\n`)
  .join('')}
${jail?.before ?? `cd ${shellQuoted(cwd)} || exit\n`}env -i \\
${variables}  ${jail?.command ?? [command, ...args].map(shellQuoted).join(' ')}
exit $?
`;
}

function differences({ pod }: Launch, jail: ByHand | undefined): string[] {
  const place =
    jail === undefined
      ? 'There is no jail, as there was none: it is a program of yours, on this machine.'
      : 'The jail is like the one that it ran in, but new: of what hooks had written, only the folder of the unit is there.';
  return [
    place,
    'Hook tools and guarded host commands fail and say so, since the hook that they were for is over; of juju-log the message is printed.',
    `${byHandVariable} is set, by which they know.`,
    ...(pod === undefined ? [] : ['No Pebble answers in /charm/containers.']),
  ];
}
