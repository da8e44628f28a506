import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeLog } from '../../engine/write-log';
import type { Launch } from './launch';
import type { ProcessUnit } from './process-agent';
import type { ProcessSite } from './process-site';

/**
 * Writes a script that starts a failed hook again as it was started, and says so: in the unit's log, and to who watches.
 * The hook tools do not answer it, since the hook that they were for is over.
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
  await writeFile(path, rerunScript(launch), { mode: 0o755 });
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

/** @internal */
export function rerunScript({ command, args, cwd, env, hook, unit }: Launch): string {
  const variables = Object.entries(env).map(([name, value]) => `  ${quoted(`${name}=${value}`)} \\\n`);
  return `#!/bin/sh
# ${hook} of ${unit}, with the environment that it had. Hook tools fail: the hook that they were for is over.
cd ${quoted(cwd)} || exit
exec env -i \\
${variables.join('')}  ${[command, ...args].map(quoted).join(' ')}
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
