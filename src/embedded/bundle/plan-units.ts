import { refused } from '../api-error';
import type { BundleApplication } from './bundle-data';
import type { BundleChange } from './change-set';
import { inOrder } from './natural-order';
import { fullBase, type Planned } from './plan-bundle';
import { parseUnitPlacement, type UnitPlacement } from './unit-placement';

/** Plans the units of a bundle, and the machines and containers that they need. @internal */
export function planUnits(planned: Planned): void {
  new UnitPlanner(planned).plan();
}

class UnitPlanner {
  /** Application → the steps that add its units. */
  readonly #units = new Map<string, BundleChange[]>();
  /** `web db` → the units of `db` that no unit of `web` is beside yet. */
  readonly #free = new Map<string, BundleChange[]>();
  readonly #machineIds: string[];

  constructor(private readonly planned: Planned) {
    this.#machineIds = [...planned.machines.values()].map(({ id }) => id);
  }

  plan(): void {
    const { bundle, changes, applications } = this.planned;
    const names = inOrder(bundle.applications.keys());
    for (const name of names) {
      const id = applications.get(name) ?? '';
      const { numUnits = 0 } = bundle.applications.get(name) ?? {};
      const units = Array.from({ length: numUnits }, () =>
        changes.add('addUnit', { application: `$${id}` }, [id]),
      );
      this.#units.set(name, units);
    }
    this.#placeAll(new Set(names));
  }

  /** An application comes after those that its units are placed beside. */
  #placeAll(left: Set<string>): void {
    while (left.size > 0) {
      const before = left.size;
      for (const name of [...left].toSorted()) {
        const application = this.planned.bundle.applications.get(name);
        const partners = (application?.to ?? []).map((to) => parseUnitPlacement(to)?.application ?? '');
        if (partners.some((partner) => left.has(partner) && partner !== name)) continue;
        if (application) this.#placeUnits(name, application);
        left.delete(name);
      }
      if (left.size === before)
        throw refused(`cycle in placement directives for: ${[...left].toSorted().join(', ')}`);
    }
  }

  #placeUnits(name: string, application: BundleApplication): void {
    const last = parseUnitPlacement(application.to.at(-1) ?? '');
    // The last one goes on, where it does not name one place.
    const goesOn = last?.machine === 'new' || (last?.application !== '' && last?.unit === -1);
    let previous: BundleChange | undefined;
    for (const [index, change] of (this.#units.get(name) ?? []).entries()) {
      const directive = application.to[index] ?? (goesOn ? application.to.at(-1) : undefined);
      const placement = parseUnitPlacement(directive ?? '');
      const target = placement && this.#target(name, application, placement);
      if (target) {
        change.args['to'] = `$${target.id}`;
        change.requires.push(target.id);
      }
      if (previous) change.requires.push(previous.id);
      previous = change;
    }
  }

  /** The machine, the container or the other unit that a unit goes to; none for a machine of its own. */
  #target(name: string, application: BundleApplication, placement: UnitPlacement): BundleChange | undefined {
    if (placement.machine === 'new') return this.#addMachine(application, placement.containerType);
    if (placement.machine !== '')
      return this.#within(this.planned.machines.get(placement.machine), application, placement);
    if (placement.unit >= 0) {
      const other = this.#units.get(placement.application)?.[placement.unit];
      return other
        ? this.#within(other, application, placement)
        : this.#addMachine(application, placement.containerType);
    }
    const key = `${name} ${placement.application}`;
    const free = this.#free.get(key) ?? [...(this.#units.get(placement.application) ?? [])];
    this.#free.set(key, free);
    return this.#within(free.shift(), application, placement);
  }

  #within(
    place: BundleChange | undefined,
    application: BundleApplication,
    { containerType }: UnitPlacement,
  ): BundleChange | undefined {
    return place && containerType !== '' ? this.#addContainer(place, application, containerType) : place;
  }

  #addMachine(application: BundleApplication, containerType: string): BundleChange {
    const change = this.planned.changes.add(
      'addMachines',
      { ...this.#machineArgs(application), 'container-type': containerType },
      this.#machineIds,
    );
    this.#machineIds.push(change.id);
    return change;
  }

  #addContainer(place: BundleChange, application: BundleApplication, containerType: string): BundleChange {
    return this.planned.changes.add(
      'addMachines',
      { ...this.#machineArgs(application), 'container-type': containerType, 'parent-id': `$${place.id}` },
      [...new Set([place.id, ...this.#machineIds])],
    );
  }

  #machineArgs({ base, constraints, bindings }: BundleApplication) {
    return {
      base: fullBase(base || this.planned.bundle.defaultBase),
      constraints: withSpaces(constraints, Object.values(bindings)),
    };
  }
}

/** A machine must be in the spaces that its units' endpoints are bound to. */
function withSpaces(constraints: string, bound: readonly string[]): string {
  if (bound.length === 0) return constraints;
  const parts = constraints.split(' ').filter((part) => part !== '');
  const own =
    parts
      .find((part) => part.startsWith('spaces='))
      ?.slice('spaces='.length)
      .split(',') ?? [];
  const clash = bound.find((space) => own.includes(`^${space}`));
  if (clash !== undefined)
    throw refused(`space ${JSON.stringify(clash)} is required but it's forbidden by constraint`);
  const spaces = inOrder(new Set([...own, ...bound]));
  const others = inOrder(parts.filter((part) => !part.startsWith('spaces=')));
  return [`spaces=${spaces.join(',')}`, ...others].join(' ');
}
