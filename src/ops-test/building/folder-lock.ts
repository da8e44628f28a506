import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';

import { JujuError } from '../../errors';
import { cacheFolder, privateFolder } from './cache-folder';
import { withLock } from './lock';
import type { PackJob } from './pack-job';

/**
 * Does something with a charm's folder while no other worker or run of this user does the same with it.
 *
 * @throws JujuError where the time is up before the others are done
 * @internal
 */
export async function withFolderLock<T>(
  { scene, project, limits }: PackJob,
  work: () => Promise<T>,
): Promise<T> {
  const locks = lockFolder(scene.env, await realpath(project.folder), scene.report);
  if (locks === undefined) return work();
  const { timeout, signal } = limits();
  const waiting = (by: string) =>
    scene.report(`charm ${project.name}: waiting for ${by}, which is building it as well`);
  return withLock(locks, { timeoutMs: timeout, signal, waiting, tooLate }, work);

  function tooLate(by: string): Error {
    return new JujuError(
      `The charm at ${project.given} could not be built in time: ${by} is building it as well. ` +
        'Raise timeout, or end the other one.',
      { code: 'timeout' },
    );
  }
}

function lockFolder(
  env: NodeJS.ProcessEnv,
  folder: string,
  report: (line: string) => void,
): string | undefined {
  try {
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
    return privateFolder(join(privateFolder(join(cacheFolder(env), 'locks')), name));
  } catch (error) {
    report(
      `builds of one charm may get in each other's way: no lock can be had: ${(error as Error).message}`,
    );
    return undefined;
  }
}
