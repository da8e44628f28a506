import type { Application, Unit } from '../../state/entities';
import type { Model } from '../../state/model';
import type { Relation, RemoteApplication } from '../../state/relation-entities';
import { otherApplication } from '../../state/scope';

/** How something of the goal is, and since when. @internal */
export interface GoalStatus {
  readonly status: string;
  readonly since: Date;
}

/** What an application is on its way to. @internal */
export interface GoalState {
  /** Units of the application, by name. */
  readonly units: Readonly<Record<string, GoalStatus>>;
  /** Endpoint → the applications on the other end, and their units. */
  readonly relations: Readonly<Record<string, Readonly<Record<string, GoalStatus>>>>;
}

/** The goal state that a unit is shown. @internal */
export function goalState(model: Model, unit: Unit): GoalState {
  const relations: Record<string, Record<string, GoalStatus>> = {};
  for (const relation of model.relations.values()) {
    const own = relation.endpoints.find(({ application }) => application === unit.application.name);
    if (own === undefined || relation.endpoints.length === 1) continue;
    const other = otherEnd(model, unit, relation);
    if (other !== undefined) relations[own.name] = { ...relations[own.name], ...other };
  }
  return { units: unitStatuses(model, unit.application, unit), relations };
}

/** An application of this model with its units, or one of another model; nothing of a consumer in another model. */
function otherEnd(model: Model, unit: Unit, relation: Relation): Record<string, GoalStatus> | undefined {
  const name = otherApplication(relation, unit.application.name);
  const { status, since } = relation.status;
  const application = model.applications.get(name);
  if (application !== undefined)
    return { [name]: { status, since }, ...unitStatuses(model, application, unit) };
  const remote = model.remoteApplications.get(name);
  return remote === undefined || remote.isConsumerProxy
    ? undefined
    : { [nameOf(model, remote)]: { status, since } };
}

/** Juju 3 shows where it is from. */
function nameOf({ profile }: Model, { name, offerUrl }: RemoteApplication): string {
  return profile.series === '3.6' ? offerUrl : name;
}

/** Subordinates only of the unit itself. A failed hook is seen in Juju 3 alone. */
function unitStatuses({ profile }: Model, { units }: Application, viewer: Unit): Record<string, GoalStatus> {
  const shown = [...units.values()].filter(
    ({ life, principal }) => life !== 'dead' && (principal === undefined || principal === viewer),
  );
  const statuses = shown.map((unit): [string, GoalStatus] => {
    const { status, since } = profile.series === '3.6' ? unit.workload : unit.ownWorkload;
    return [unit.name, { status: unit.life === 'dying' ? 'dying' : status, since }];
  });
  return Object.fromEntries(statuses);
}
