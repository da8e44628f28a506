import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { evidenceFileName } from '../../evidence-names';
import type { CallLimits } from '../../model/calls/call-limits';
import type { StoppedWait } from '../../model/waiting/stopped-wait';
import type { TrackedModel } from '../model-state';
import type { EvidenceRequest } from './evidence-request';
import { type ModelEvidence, modelEvidence } from './model-evidence';
import type { PodLogsOf } from './pod-logs';

/** What evidence is gathered with. @internal */
export interface EvidenceScene {
  readonly models: readonly TrackedModel[];
  readonly podLogs: PodLogsOf;
  /** What commands that ran since then have written. */
  readonly commands: (since: Date) => string;
  /** How the same run is had again, where that takes something. */
  readonly repeat?: string | undefined;
}

/**
 * Keeps what is known of all models when a test has failed: a folder for each, and what could not be had.
 *
 * @returns how many things could not be had
 * @throws only where nothing can be written
 * @internal
 */
export async function gatherEvidence(
  request: EvidenceRequest,
  scene: EvidenceScene,
  limits: CallLimits,
): Promise<number> {
  const failedAt = new Date();
  // Written before the rest, so that a folder that was cut short is known for what it is.
  const { repeat } = scene;
  await writeSummary(request, { failedAt, repeat, waits: [], models: [], complete: false }).catch(
    async (error: unknown) => {
      // A folder without it would be nobody's, for ever.
      await rmdir(request.folder).catch(() => undefined);
      throw error;
    },
  );
  const gathered = await Promise.all(
    scene.models.map(async (tracked) => {
      const evidence = await modelEvidence(tracked, { ...scene, startedAt: request.startedAt }, limits);
      return { tracked, evidence };
    }),
  );
  // A secret of one model turns up in the log of another that is related to it.
  const hidden = (text: string) =>
    gathered.reduce((shown, { evidence }) => evidence.learned.withoutKnown(shown), text);
  const commands = scene.commands(request.startedAt);
  if (commands !== '') await writeFile(join(request.folder, 'commands.txt'), hidden(commands));
  const models = [];
  for (const [index, { tracked, evidence }] of gathered.entries()) {
    const folder = folderName(tracked.alias, index);
    await writeModel(join(request.folder, folder), evidence, hidden);
    const { alias, fullName, model } = tracked;
    models.push({
      alias,
      model: fullName,
      uuid: model.uuid,
      folder,
      problems: evidence.problems.map(hidden),
    });
  }
  const waits = (request.waits ?? []).map((wait) => hiddenIn(wait, hidden));
  if (waits.length > 0) {
    const text = waits.map((wait) => `${wait.text}\n`).join('\n');
    await writeFile(join(request.folder, 'waits.txt'), text);
  }
  await writeSummary(request, { failedAt, repeat, waits, models, complete: true });
  return models.flatMap(({ problems }) => problems).length;
}

interface Summary {
  readonly failedAt: Date;
  readonly repeat: string | undefined;
  readonly waits: readonly StoppedWait[];
  readonly models: readonly object[];
  readonly complete: boolean;
}

async function writeSummary(
  { folder, file, project, test, attempt, startedAt, limitMs }: EvidenceRequest,
  { failedAt, repeat, waits, models, complete }: Summary,
): Promise<void> {
  const summary = {
    file,
    project,
    test,
    attempt,
    startedAt: startedAt.toISOString(),
    failedAt: failedAt.toISOString(),
    limitMs,
    repeat,
    // Their texts are in a file of their own.
    waits: waits.map((wait) => ({ ...wait, text: undefined })),
    complete,
    models,
  };
  // At once: the one before must not be torn where there is no room for this.
  const part = join(folder, `.${evidenceFileName}`);
  try {
    await writeFile(part, `${JSON.stringify(summary, undefined, 2)}\n`);
    await rename(part, join(folder, evidenceFileName));
  } finally {
    await rm(part, { force: true });
  }
}

function hiddenIn(wait: StoppedWait, hidden: (text: string) => string): StoppedWait {
  const notReady = wait.notReady.map((reason) => ({ ...reason, why: hidden(reason.why) }));
  return { ...wait, waitingFor: hidden(wait.waitingFor), notReady, text: hidden(wait.text) };
}

async function writeModel(
  folder: string,
  { files }: ModelEvidence,
  hidden: (text: string) => string,
): Promise<void> {
  for (const [path, text] of files) {
    const whole = join(folder, path);
    await mkdir(join(whole, '..'), { recursive: true });
    await writeFile(whole, hidden(text));
  }
}

/** An alias is whatever the test chose. */
function folderName(alias: string, index: number): string {
  const isFit = /^[\w-][\w.-]{0,60}$/.test(alias);
  return isFit ? alias : `model-${String(index + 1)}`;
}
