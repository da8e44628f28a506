import { toMilliseconds } from '../../duration';
import type { CallLimits } from '../calls/call-limits';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';
import type { Judge, Judgement } from '../waiting/judgement';

/** The name of an application's leader, as soon as there is one. @internal */
export async function leaderOf(
  core: ModelCore,
  application: string,
  { timeout = '1m', signal }: CallLimits,
): Promise<string> {
  const judge = new LeaderJudge(application, core.fullName);
  await core.wait(judge, {
    signal,
    timeoutMs: toMilliseconds(timeout, 'timeout'),
    isBareTimeout: typeof timeout === 'number',
  });
  return judge.leader;
}

class LeaderJudge implements Judge {
  readonly goal: string;
  leader = '';

  constructor(
    private readonly application: string,
    private readonly place: string,
  ) {
    this.goal = `${application} to have a leader`;
  }

  observe({ applications, units }: Status): Judgement {
    const names = Object.hasOwn(applications, this.application)
      ? applications[this.application]?.units
      : undefined;
    if (!names) {
      throw new EntityNotFoundError(`The application "${this.application}" is no longer in ${this.place}`);
    }
    const leader = names.find((name) => units[name]?.leader);
    if (leader !== undefined) {
      this.leader = leader;
      return { done: true, reasons: [] };
    }
    const why = `none of its ${String(names.length)} units leads it`;
    return { done: false, reasons: [{ entity: this.application, why }] };
  }
}
