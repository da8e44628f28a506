import { EntityNotFoundError } from '../errors';
import type { Status } from '../status/status';
import { unitSummary } from '../status/status-summary';
import type { Judge, Judgement, Reason } from '../waiting/judgement';

/** When all units of an application run its charm. @internal */
export class UpgradeJudge implements Judge {
  readonly goal: string;

  constructor(private readonly application: string) {
    this.goal = `${application} to run its new charm`;
  }

  observe({ applications, units }: Status): Judgement {
    const { application } = this;
    const status = Object.hasOwn(applications, application) ? applications[application] : undefined;
    if (!status) throw new EntityNotFoundError(`The application "${application}" was removed meanwhile`);
    const reasons = status.units.flatMap((name): Reason[] => {
      const unit = units[name];
      // An upgrade has not reached a unit whose charm is told by itself. One that goes will never have it.
      if (unit?.charm === undefined || unit.charm === status.charm || unit.life !== 'alive') return [];
      return [{ entity: name, why: `runs ${unit.charm}, not ${status.charm} (${unitSummary(unit)})` }];
    });
    return { done: reasons.length === 0, reasons };
  }
}
