import type { Application, Unit } from '../state/entities';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import type { Relation } from '../state/relation-entities';
import { machineMatches, unitMatches } from './matching';

/** What of a model `FullStatus` shows. @internal */
export interface Selection {
  readonly machines: readonly Machine[];
  readonly applications: readonly Application[];
  readonly relations: readonly Relation[];
  readonly showsMachine: (id: string) => boolean;
  readonly showsUnit: (name: string) => boolean;
}

/**
 * What `juju status PATTERN…` shows: what matches, and what it takes to understand it (the machine of a unit, the
 * principal of a subordinate, the application of both).
 *
 * @internal
 */
export function select(model: Model, patterns: readonly string[]): Selection {
  if (patterns.length === 0) return everything(model);
  const wanted = patterns.map((pattern) => resolveLeader(model, pattern));
  const units = matchingUnits(model, wanted);
  const machines = matchingMachines(model, wanted, units);
  for (const unit of model.units()) if (machines.direct.has(machineOf(unit)?.id ?? '')) units.add(unit);
  const named = new Set(wanted);
  const applications = [...model.applications.values()].filter(
    ({ name, units: own }) => named.has(name) || [...own.values()].some((unit) => units.has(unit)),
  );
  const unitNames = new Set([...units].map(({ name }) => name));
  return {
    machines: topLevel(model).filter(({ id }) => machines.all.has(id)),
    applications,
    relations: relationsBetween(model, new Set(applications.map(({ name }) => name))),
    showsMachine: (id) => machines.all.has(id),
    showsUnit: (name) => unitNames.has(name),
  };
}

function everything(model: Model): Selection {
  return {
    machines: topLevel(model),
    applications: [...model.applications.values()],
    relations: [...model.relations.values()].filter((relation) => !isOfConsumer(model, relation)),
    showsMachine: () => true,
    showsUnit: () => true,
  };
}

const topLevel = (model: Model): Machine[] =>
  [...model.machines.values()].filter(({ parent }) => parent === undefined);

/** On the side that offers, relations with consumers are shown with the offer only. */
const isOfConsumer = (model: Model, { endpoints }: Relation): boolean =>
  endpoints.some(({ application }) => model.remoteApplications.get(application)?.isConsumerProxy);

/** Relations of which both ends are shown. */
function relationsBetween(model: Model, applications: ReadonlySet<string>): Relation[] {
  return [...model.relations.values()].filter(({ endpoints }) =>
    endpoints.every(({ application }) => applications.has(application)),
  );
}

/** `app/leader` stands for the leader's own name. */
function resolveLeader(model: Model, pattern: string): string {
  if (!pattern.endsWith('/leader')) return pattern;
  return model.applications.get(pattern.slice(0, -'/leader'.length))?.leader || pattern;
}

/** The units that match, with their whole family: principal and subordinates stand and fall together. */
function matchingUnits(model: Model, patterns: readonly string[]): Set<Unit> {
  const found = new Set<Unit>();
  for (const unit of model.units()) {
    if (!unitMatches(unit, patterns, model.profile.series)) continue;
    const principal = unit.principal ?? unit;
    found.add(principal);
    found.add(unit);
    if (unit === principal) for (const subordinate of unit.subordinates) found.add(subordinate);
  }
  return found;
}

function matchingMachines(model: Model, patterns: readonly string[], units: ReadonlySet<Unit>) {
  const direct = new Set<string>();
  for (const machine of model.machines.values()) {
    if (machineMatches(machine, patterns, model.profile.series)) direct.add(machine.id);
  }
  const all = new Set(direct);
  for (const unit of units) {
    const machine = machineOf(unit);
    if (machine) all.add(machine.id);
  }
  // A container is shown inside the machine that carries it.
  for (const id of [...all]) {
    for (let parent = model.machines.get(id)?.parent; parent; parent = parent.parent) all.add(parent.id);
  }
  return { direct, all };
}

const machineOf = (unit: Unit): Machine | undefined => (unit.principal ?? unit).machine;
