import type { PortRange, Unit } from '../../state/entities';
import { refused } from '../../api-error';
import { samePorts } from './port-range';

/** What a hook wants of the ports of its unit. @internal */
export interface PortChanges {
  readonly open: readonly PortRange[];
  readonly close: readonly PortRange[];
}

/**
 * Refuses endpoints that the charm has not, as Juju does when the hook has ended: the hook fails.
 *
 * @internal
 */
export function checkPortEndpoints({ name, application }: Unit, changes: PortChanges): void {
  const endpoints = boundEndpoints({ application });
  for (const [doing, ranges] of Object.entries(changes) as [string, readonly PortRange[]][]) {
    const unknown = ranges.find(({ endpoint }) => endpoint !== '' && !endpoints.includes(endpoint));
    if (unknown === undefined) continue;
    throw refused(
      `cannot open/close ports: ${doing} port range: endpoint "${unknown.endpoint}" for unit "${name}" not found`,
    );
  }
}

/** The ranges of a unit after the changes: one for all endpoints makes those for single ones superfluous. @internal */
export function changedPorts(unit: Unit, { open, close }: PortChanges): PortRange[] {
  let ranges = [...unit.openedPorts];
  for (const range of open) {
    const known = ranges.some(
      (other) => samePorts(other, range) && (other.endpoint === '' || other.endpoint === range.endpoint),
    );
    if (!known) ranges.push(range);
  }
  ranges = ranges.filter(
    (range) =>
      range.endpoint === '' || !ranges.some((other) => other.endpoint === '' && samePorts(other, range)),
  );
  for (const range of close) ranges = withoutPorts(ranges, range, boundEndpoints(unit));
  return ranges;
}

/** Closing for one endpoint what is open for all leaves it open for the others. */
function withoutPorts(
  ranges: readonly PortRange[],
  closed: PortRange,
  endpoints: readonly string[],
): PortRange[] {
  const matching = ranges.filter((range) => samePorts(range, closed));
  const others = ranges.filter((range) => !samePorts(range, closed));
  if (closed.endpoint === '') return others;
  const kept = matching.some(({ endpoint }) => endpoint === '')
    ? endpoints.map((endpoint) => ({ ...closed, endpoint }))
    : matching;
  return [...others, ...kept.filter(({ endpoint }) => endpoint !== closed.endpoint)];
}

function boundEndpoints({ application }: Pick<Unit, 'application'>): string[] {
  const { provides, requires, peers, extraBindings } = application.charm.meta;
  return [...provides.keys(), ...requires.keys(), ...peers.keys(), ...extraBindings];
}
