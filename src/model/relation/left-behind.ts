import type { Status, UnitStatus } from '../status/status';
import { applicationOf } from '../status/unit-names';
import type { Leaving } from '../waiting/gone-judge';

/**
 * Whether a unit stays, and is in a relation with one that goes. One that carries it, or is carried, runs no hook; nor
 * do the units of one application, unless they are peers.
 *
 * @internal
 */
export function isLeftBehind(
  unit: UnitStatus,
  { applications = [], units = [] }: Leaving,
  before: Status,
): boolean {
  const owners = [...applications, ...units.map(applicationOf)];
  if (applications.includes(unit.application) || units.includes(unit.name)) return false;
  return before.relations.some(({ scope, endpoints }) => {
    const ends = endpoints.map(({ application }) => application);
    const others = ends.length > 1 ? ends.filter((end) => end !== unit.application) : ends;
    return (
      scope !== 'container' && ends.includes(unit.application) && others.some((end) => owners.includes(end))
    );
  });
}
