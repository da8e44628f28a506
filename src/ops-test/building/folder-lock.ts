import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';

import { JujuError } from '../../errors';
import { cacheFolder, privateFolder } from './cache-folder';
import { takeLock } from './lock';
import type { PackJob } from './pack-job';

/**
 * Does something with a charm's folder while no other worker or run of this user does the same with it.
 *
 * @throws JujuError where the time is up before the others are done
 * @internal
 */
export async function withFolderLock<T>(job: PackJob, work: () => Promise<T>): Promise<T> {
  const giveBack = await lockOrReport(job);
  try {
    return await work();
  } finally {
    await giveBack?.();
  }
}

/** Where nothing can be written, charms can be packed all the same. */
async function lockOrReport(job: PackJob): Promise<(() => Promise<void>) | undefined> {
  const { scene, project, limits } = job;
  try {
    const folder = lockFolder(scene.env, await realpath(project.folder));
    const { timeout, signal } = limits();
    const waiting = (by: string) =>
      scene.report(`charm ${project.name}: waiting for ${by}, which is building it as well`);
    return await takeLock(folder, { timeoutMs: timeout, signal, waiting, tooLate: (by) => tooLate(job, by) });
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    scene.report(`builds of one charm may get in each other's way: no lock can be had: ${message}`);
    return undefined;
  }
}

function tooLate({ project }: PackJob, by: string): JujuError {
  return new JujuError(
    `The charm at ${project.given} could not be built in time: ${by} is building it as well. ` +
      'Raise timeout, or end the other one.',
    { code: 'timeout' },
  );
}

function lockFolder(env: NodeJS.ProcessEnv, folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return privateFolder(join(privateFolder(join(cacheFolder(env), 'locks')), name));
}
