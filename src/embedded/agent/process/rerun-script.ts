import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeLog } from '../../engine/write-log';
import type { ByHand, Launch } from './launch';
import type { HookLaunch } from './hook-launch';
import type { ProcessUnit } from './process-agent';
import type { ProcessSite } from './process-site';
import { shellQuoted } from '../../../shell-quoted';

/**
 * Writes a script that starts a failed hook again as it was started, in a jail where it ran in one, and says so: in the
 * unit's log, and to who watches. The hook tools answer it from a record of what they have answered the hook.
 *
 * @internal
 */
export async function explainFailure(
  site: ProcessSite,
  { model, unit, root }: ProcessUnit,
  { launch, record }: Pick<HookLaunch, 'launch' | 'record'>,
): Promise<void> {
  const folder = join(root, 'debug');
  const path = join(folder, `${launch.hook}.sh`);
  await mkdir(folder, { recursive: true });
  const answers = { record: join(folder, `${launch.hook}.json`), socket: join(folder, 'socket') };
  await writeFile(answers.record, record.text(`${launch.hook} of ${launch.unit}`), { mode: 0o600 });
  const jail = await site.launcher.byHand?.(launch);
  await writeFile(path, rerunScript(launch, answers, jail), { mode: 0o755 });
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

/** Where what answers the hook tools reads what to answer, and where it listens. @internal */
export interface AnswersByHand {
  readonly record: string;
  readonly socket: string;
}

/**
 * The script of a launch. It starts itself once more, by the program that answers the hook tools.
 *
 * @param jail - how it gets into the jail that it ran in, where it ran in one
 * @internal
 */
export function rerunScript(
  launch: Launch,
  { record, socket }: AnswersByHand,
  jail: ByHand | undefined,
): string {
  const { command, args, cwd, hook, unit } = launch;
  const env = Object.entries({ ...launch.env, JUJU_AGENT_SOCKET_ADDRESS: socket });
  const variables = env.map(([variable, value]) => `  ${shellQuoted(`${variable}=${value}`)} \\\n`).join('');
  const answering = [process.execPath, join(__dirname, 'programs', 'answer-by-hand.js'), record, socket];
  return `#!/bin/sh
# ${hook} of ${unit}, run by hand: with its command, its folder as it is now, and its environment.
# What differs from when it ran:
${differences(launch, jail)
  .map((line) => `# - ${line}\n`)
  .join('')}
[ "$1" = answered ] || exec ${answering.map(shellQuoted).join(' ')} "$0"
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
    'Hook tools and guarded host commands answer what they answered the hook, in the order of calls with the same arguments,',
    '  and do nothing; where a call is another one they say so. Secrets were not kept. Of juju-log the message is printed.',
    'JUJU_AGENT_SOCKET_ADDRESS is another one, where they are answered.',
    ...(pod === undefined ? [] : ['No Pebble answers in /charm/containers.']),
  ];
}
