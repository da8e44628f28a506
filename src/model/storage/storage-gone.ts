import { type Duration, formatDuration } from '../../duration';
import { JujuError } from '../../errors';
import { type CallLimits, Deadline } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import { listStorage } from './list-storage';
import type { StorageInfo } from './storage-info';

const pauseMs = 1_000;

/** What storage is waited for to come to, and until when. @internal */
export interface StorageWait extends CallLimits {
  readonly deadline: Deadline;
  /** `data/0 to be detached`. */
  readonly goal: string;
  /** What is not as it should be yet. */
  readonly missing: (all: readonly StorageInfo[]) => readonly StorageInfo[];
}

/** When to stop waiting where nobody says. @internal */
export function deadlineOf(core: ModelCore, timeout: Duration | undefined): Deadline {
  return new Deadline(core.clock, timeout ?? '10m');
}

/**
 * Waits until storage is as it should be: the status does not tell of it, so it is asked for by itself.
 *
 * @throws JujuError with the code `timeout`
 * @internal
 */
export async function waitForStorage(core: ModelCore, wait: StorageWait): Promise<void> {
  const { deadline, goal, signal } = wait;
  for (;;) {
    const left = wait.missing(await listStorage(core, { signal }));
    if (left.length === 0) return;
    if (deadline.leftMs === 0) throw tooLong(core, wait, left);
    const pause = Math.max(core.scale.toReal(pauseMs), 1);
    await core.pause(deadline.cap(pause), { signal }, `Waiting for ${goal}`);
  }
}

function tooLong(core: ModelCore, { deadline, goal }: StorageWait, left: readonly StorageInfo[]): JujuError {
  const seen = left.map(({ id, life, status, owner }) => {
    const where = owner === undefined ? '' : ` on ${owner}`;
    return `${id} is ${status.current}${where}${life === 'alive' ? '' : ` (${life})`}`;
  });
  return new JujuError(
    `Timed out after ${formatDuration(deadline.timeoutMs)} waiting for ${goal} in ${core.fullName}: ` +
      `${seen.join(', ')}. It goes on; raise \`timeout\`, or look at it with \`juju storage\`.`,
    { code: 'timeout' },
  );
}
