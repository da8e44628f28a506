import type { Status } from '../status/status';
import { applicationSummary, machineSummary, unitSummary } from '../status/status-summary';
import type { Judge, Judgement, Reason } from './judgement';

/** What is to go. @internal */
export interface Leaving {
  readonly applications?: readonly string[];
  readonly units?: readonly string[];
  /** What was consumed from other models. */
  readonly remoteApplications?: readonly string[];
  readonly machines?: readonly string[];
  /** By their numbers. */
  readonly relations?: readonly number[];
}

/**
 * When applications, units, machines and relations have left the model.
 *
 * @internal
 */
export class GoneJudge implements Judge {
  readonly goal: string;

  constructor(private readonly leaving: Leaving) {
    const { applications = [], units = [], machines = [], remoteApplications = [], relations = [] } = leaving;
    const names = [
      ...applications,
      ...units,
      ...machines.map((id) => `machine ${id}`),
      ...remoteApplications,
      ...relations.map((id) => `relation ${String(id)}`),
    ];
    this.goal = `${names.join(', ')} to be gone`;
  }

  observe(status: Status): Judgement {
    const {
      applications = [],
      units = [],
      machines = [],
      remoteApplications = [],
      relations = [],
    } = this.leaving;
    const reasons = [
      ...applications.flatMap((name) => applicationReasons(name, status)),
      ...units.flatMap((name) => unitReasons(name, status)),
      ...machines.flatMap((id) => machineReasons(id, status)),
      ...remoteApplications.flatMap((name) => remoteReasons(name, status)),
      ...relations.flatMap((id) => relationReasons(id, status)),
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

function remoteReasons(name: string, { remoteApplications }: Status): Reason[] {
  const remote = Object.hasOwn(remoteApplications, name) ? remoteApplications[name] : undefined;
  return remote ? [{ entity: name, why: `is ${remote.life}, with the status ${remote.status.current}` }] : [];
}

function relationReasons(wanted: number, { relations }: Status): Reason[] {
  const relation = relations.find(({ id }) => id === wanted);
  return relation ? [{ entity: relation.key, why: `is ${relation.status.current}` }] : [];
}

function machineReasons(id: string, { machines }: Status): Reason[] {
  const machine = Object.hasOwn(machines, id) ? machines[id] : undefined;
  return machine ? [{ entity: `machine ${id}`, why: machineSummary(machine) }] : [];
}
