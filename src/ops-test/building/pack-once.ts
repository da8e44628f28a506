import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { JujuError } from '../../errors';
import { messageOf } from '../../message-of';
import { anySignal } from '../../model/calls/call-limits';
import { BuildError, type CommandResult } from '../errors';
import { fileError } from '../file-error';
import { type ArtefactChange, Artefacts } from './artefacts';
import { hostArchitectureFirst } from './host-architecture';
import { PackCache } from './pack-cache';
import { packCommand } from './pack-command';
import type { PackJob } from './pack-job';
import { packKey } from './pack-key';
import { placeFile } from './place-file';
import { runPack } from './run-pack';
import { timeoutSignal } from '../timeout-signal';

/**
 * Packs a charm, unless what was packed of the same sources is still there.
 *
 * @returns the files, in the current model's folder
 * @internal
 */
export async function packOnce(job: PackJob): Promise<readonly string[]> {
  const { scene, project } = job;
  const into = await scene.folder('charms');
  const command = await packCommand(job);
  // What a reactive charm is put together from, its layers, comes from elsewhere.
  const cache = project.isReactive ? undefined : PackCache.of(scene);
  const keyNow = cache && (await packKey(job));
  const key = await keyNow?.();
  const cached = key && (await cache?.take(key, into));
  if (cached) {
    scene.report(`charm ${project.name} is unchanged since it was packed ${cached.when}: not packed again`);
    return hostArchitectureFirst(cached.files, project.name);
  }
  const packed = await inSlot(job, () => pack(job, command, into));
  // What changed while it was packed may be in it, or not: nobody knows what it was made of.
  if (key && (await keyNow?.()) === key) await cache?.put(key, project.name, packed);
  return hostArchitectureFirst(packed, project.name);
}

/** Of all that is built, only so much at once; the wait for its turn ends when the time is up, or the signal fires. */
async function inSlot<T>({ scene, project, limits }: PackJob, work: () => Promise<T>): Promise<T> {
  const { timeout, signal } = limits();
  const timeUp = timeoutSignal(timeout);
  try {
    return await scene.slots.use(work, anySignal(signal, timeUp));
  } catch (error) {
    // The work has a deadline of its own, and its own words for it.
    if (error !== timeUp?.reason || signal?.aborted) throw error;
    throw new JujuError(
      `The charm at ${project.given} could not be built in time: the builds before it took too long. Raise timeout.`,
      { code: 'timeout', cause: error },
    );
  }
}

/** Runs the build, and takes what it made out of the charm's folder. */
async function pack(job: PackJob, command: readonly string[], into: string): Promise<string[]> {
  const { project } = job;
  const artefacts = await Artefacts.in(project);
  const saved = join(into, `.before-${randomUUID()}`);
  let result: CommandResult;
  try {
    await artefacts.save(saved).catch((cause: unknown) => {
      throw fileError(
        `What is packed of the charm at ${project.given} already cannot be saved in ${into}`,
        cause,
      );
    });
    result = await runPack(job, command).catch(async (error: unknown) => {
      await putBack(job, artefacts, saved);
      throw error;
    });
  } finally {
    await rm(saved, { recursive: true, force: true });
  }
  const made = await artefacts.changes();
  if (made.length === 0) {
    const message = `No such file in '${project.given}/*.charm'`;
    throw new BuildError(message, project.given, command, result, { code: 'not found' });
  }
  return await collect(job, made, into);
}

async function putBack({ scene, project }: PackJob, artefacts: Artefacts, saved: string): Promise<void> {
  try {
    await artefacts.restore(saved);
  } catch (error) {
    scene.report(
      `what a build that failed has left of the packed charms in ${project.folder} cannot be put right: ${messageOf(error)}`,
    );
  }
}

/** What was not there before the build is not there afterwards; what was, is the user's. */
async function collect(job: PackJob, made: readonly ArtefactChange[], into: string): Promise<string[]> {
  const placed: string[] = [];
  for (const { path } of made) placed.push(await placeFile(path, into));
  for (const artefact of made) {
    if (!artefact.isNew) continue;
    await artefact.remove().catch((error: unknown) => {
      job.scene.report(`${artefact.path} cannot be removed: ${(error as Error).message}`);
    });
  }
  return placed;
}
