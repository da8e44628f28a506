import type { CallLimits } from '../../model/calls/call-limits';
import { logLine } from '../../model/debug-log';
import { SecretHider } from '../../model/hide-secrets';
import { parseStatus } from '../../model/status/parse-status';
import type { Status } from '../../model/status/status';
import { statusTable } from '../../model/status/status-table';
import { unlessAborted } from '../../model/waiting/unless-aborted';
import type { TrackedModel } from '../model-state';
import { actionsJson } from './actions-json';
import type { PodLogsOf } from './pod-logs';
import { sinceByController } from './since-by-controller';
import { timelineText } from './timeline-text';

/** What there is to keep of one model: texts by their paths, and what could not be had. @internal */
export interface ModelEvidence {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
  /** Knows the model's secrets. */
  readonly learned: SecretHider;
}

/** @internal */
export interface ModelEvidenceScene {
  readonly startedAt: Date;
  readonly podLogs: PodLogsOf;
}

/** No more lines of a log than that; the last ones. */
const mostLines = 50_000;

/**
 * Asks for everything about a model side by side; what cannot be had, or not in time, is a problem in the result and
 * keeps nothing else away.
 *
 * @internal
 */
export async function modelEvidence(
  tracked: TrackedModel,
  scene: ModelEvidenceScene,
  limits: CallLimits,
): Promise<ModelEvidence> {
  const gathering = new Gathering(limits);
  const status = await gathering.status(tracked);
  const since = sinceByController(status?.timestamp, scene.startedAt);
  const { model } = tracked;
  await Promise.all([
    gathering.keep('actions.json', async () =>
      actionsJson(await model.pastActions(limits), gathering.learned),
    ),
    gathering.debugLog(tracked, since),
    ...(status
      ? [
          gathering.keep('timeline.txt', async () =>
            gathering.learned.inText(timelineText(await model.statusHistory(status, limits))),
          ),
          ...(status.model.type === 'caas'
            ? [gathering.podLogs(() => scene.podLogs(tracked, { since, signal: limits.signal }))]
            : []),
        ]
      : []),
  ]);
  return gathering;
}

class Gathering implements ModelEvidence {
  readonly files = new Map<string, string>();
  readonly problems: string[] = [];
  readonly learned = new SecretHider();
  readonly #limits: CallLimits;

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  async keep(path: string, make: () => Promise<string>): Promise<void> {
    await this.#trying(path, async () => void this.files.set(path, await make()));
  }

  /** Where it cannot be had, the last one that was known. */
  async status({ model }: TrackedModel): Promise<Status | undefined> {
    let status: Status | undefined;
    await this.keep('status.json', async () => {
      const raw = await model.rawStatus(this.#limits);
      status = parseStatus(raw as unknown as Parameters<typeof parseStatus>[0], undefined);
      return `${JSON.stringify(this.learned.inTexts(raw), undefined, 2)}\n`;
    });
    if (status) {
      this.files.set('status.txt', this.learned.inText(`${statusTable(status)}\n`));
      return status;
    }
    await this.keep('status.txt', () => {
      const at = model.lastStatus.timestamp?.toISOString() ?? 'some time before';
      return Promise.resolve(this.learned.inText(`As last known, ${at}:\n${model.statusTable()}\n`));
    });
    return undefined;
  }

  /** Half a log is better than none. */
  async debugLog({ model }: TrackedModel, since: Date | undefined): Promise<void> {
    const lines: string[] = [];
    const { signal } = this.#limits;
    await this.#trying('debug-log.txt', async () => {
      for await (const entry of model.debugLog({ follow: false, signal, ...(since && { since }) })) {
        lines.push(this.learned.inText(`${entry.timestamp.toISOString()} ${logLine(entry)}\n`));
        if (lines.length > mostLines) lines.shift();
      }
    });
    this.files.set('debug-log.txt', lines.join(''));
  }

  async podLogs(read: () => ReturnType<PodLogsOf>): Promise<void> {
    await this.#trying('pods', async () => {
      const { files, problems } = await read();
      for (const [path, text] of files) this.files.set(`pods/${path}`, this.learned.inText(text));
      this.problems.push(...problems.map((problem) => `pods: ${problem}`));
    });
  }

  async #trying(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await unlessAborted(work(), this.#limits.signal, `Asking for ${what}`);
    } catch (error) {
      const { message } = error as Error;
      const late = this.#limits.signal?.aborted ? 'it was not there in time' : message;
      this.problems.push(this.learned.inText(`${what}: ${late}`));
    }
  }
}
