import { toMilliseconds } from '../duration';
import type { CallLimits } from './call-limits';
import type { ModelCore } from './model-core';
import type { Status } from './status/status';
import type { Judge, Judgement } from './waiting/judgement';

const checkEveryMs = 1_000;

/** The name of an application's leader, as soon as there is one. @internal */
export async function leaderOf(
  core: ModelCore,
  application: string,
  { timeout = '1m', signal }: CallLimits,
): Promise<string> {
  const judge = new LeaderJudge(application);
  await core.wait(judge, {
    signal,
    timeoutMs: toMilliseconds(timeout, 'timeout'),
    checkMs: core.scale.toReal(checkEveryMs),
  });
  return judge.leader;
}

class LeaderJudge implements Judge {
  readonly goal: string;
  leader = '';

  constructor(private readonly application: string) {
    this.goal = `${application} to have a leader`;
  }

  observe({ applications, units }: Status): Judgement {
    const names = applications[this.application]?.units;
    const leader = names?.find((name) => units[name]?.leader);
    if (leader !== undefined) {
      this.leader = leader;
      return { done: true, reasons: [] };
    }
    const why = names
      ? `none of its ${String(names.length)} units leads it`
      : 'is not in the model (missing)';
    return { done: false, reasons: [{ entity: this.application, why }] };
  }
}
