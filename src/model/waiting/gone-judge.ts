import type { Status } from '../status/status';
import { applicationSummary, unitSummary } from '../status/status-summary';
import type { Judge, Judgement, Reason } from './judgement';

/** What is to go. @internal */
export interface Leaving {
  readonly applications?: readonly string[];
  readonly units?: readonly string[];
}

/**
 * When applications and units have left the model.
 *
 * @internal
 */
export class GoneJudge implements Judge {
  readonly goal: string;

  constructor(private readonly leaving: Leaving) {
    const { applications = [], units = [] } = leaving;
    this.goal = `${[...applications, ...units].join(', ')} to be gone`;
  }

  observe(status: Status): Judgement {
    const { applications = [], units = [] } = this.leaving;
    const reasons = [
      ...applications.flatMap((name) => applicationReasons(name, status)),
      ...units.flatMap((name) => unitReasons(name, status)),
    ];
    return { done: reasons.length === 0, reasons };
  }
}

function applicationReasons(name: string, status: Status): Reason[] {
  const application = Object.hasOwn(status.applications, name) ? status.applications[name] : undefined;
  if (!application) return [];
  const units = application.units.flatMap((unit) => unitReasons(unit, status));
  return [{ entity: name, why: applicationSummary(application) }, ...units];
}

function unitReasons(name: string, { units }: Status): Reason[] {
  const unit = Object.hasOwn(units, name) ? units[name] : undefined;
  return unit ? [{ entity: name, why: unitSummary(unit) }] : [];
}
