import type { Status } from '../status/status';
import type { BundleChange } from './bundle-plan';

/** What of a plan is there already. @internal */
export interface Present {
  /** Id of a step that adds a unit → the unit that is there for it. */
  readonly units: ReadonlyMap<string, string>;
  /** Id of a step that adds a machine → the machine that such a unit is on. */
  readonly machines: ReadonlyMap<string, string>;
  /** Ids of steps whose machines nobody needs: all that would be on them is somewhere else. */
  readonly needless: ReadonlySet<string>;
}

/**
 * Compares a plan, which is made for an empty model, with the model: units that are there count, the first ones for the
 * first, and so do the machines that they are on.
 *
 * @internal
 */
export function findPresent(changes: readonly BundleChange[], status: Status): Present {
  const units = presentUnits(changes, status);
  const machines = new Map<string, string>();
  const wanted = new Set<string>();
  const parentOf = new Map(
    changes.flatMap(({ id, args }) => {
      const parent = placeholderOf(args['parent-id']);
      return parent === undefined ? [] : [[id, parent] as const];
    }),
  );
  for (const change of changes.filter(({ method }) => method === 'addUnit')) {
    const target = placeholderOf(change.args['to']);
    if (target === undefined) continue;
    const unit = units.get(change.id);
    const machine = unit === undefined ? undefined : status.units[unit]?.machine;
    if (unit === undefined) want(target, parentOf, wanted);
    else if (machine !== undefined) notePlace(target, machine, parentOf, machines);
  }
  const added = changes.filter(({ method }) => method === 'addMachines').map(({ id }) => id);
  const needless = new Set(added.filter((id) => !wanted.has(id) && !machines.has(id)));
  return { units, machines, needless };
}

function presentUnits(
  changes: readonly BundleChange[],
  { applications, units }: Status,
): Map<string, string> {
  const names = new Map(
    changes
      .filter(({ method }) => method === 'deploy')
      .map(({ id, args }) => [id, String(args['application'])]),
  );
  const free = new Map<string, string[]>();
  const present = new Map<string, string>();
  for (const { id, args } of changes.filter(({ method }) => method === 'addUnit')) {
    const name = names.get(placeholderOf(args['application']) ?? '') ?? '';
    const there = Object.hasOwn(applications, name) ? (applications[name]?.units ?? []) : [];
    const left = free.get(name) ?? there.filter((unit) => units[unit]?.life === 'alive');
    free.set(name, left);
    const unit = left.shift();
    if (unit !== undefined) present.set(id, unit);
  }
  return present;
}

function want(id: string, parentOf: ReadonlyMap<string, string>, wanted: Set<string>): void {
  for (let each: string | undefined = id; each !== undefined; each = parentOf.get(each)) wanted.add(each);
}

/** A unit in a container tells where the container's machine is, too. */
function notePlace(
  id: string,
  machine: string,
  parentOf: ReadonlyMap<string, string>,
  machines: Map<string, string>,
): void {
  const known = (step: string, at: string) => {
    if (!machines.has(step)) machines.set(step, at);
  };
  known(id, machine);
  const parent = parentOf.get(id);
  const host = machine.split('/').slice(0, -2).join('/');
  if (parent !== undefined && host !== '') known(parent, host);
}

/** The id of the step whose result stands there: `$deploy-1` or `$deploy-1:db`. @internal */
export function placeholderOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('$')) return undefined;
  return value.slice(1).split(':')[0];
}
