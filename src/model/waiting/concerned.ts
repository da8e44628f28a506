import { applicationTag, machineTag, unitTag } from '../../juju/tags';
import type { Status } from '../status/status';
import type { Reason } from './judgement';

/**
 * Whose errors may be why a wait has not come to its end: those of the units that its reasons name, or whose
 * applications they name, and of the machines under them. The controller's own may be in any case. Where a reason names
 * nothing of the model's, as a condition of the user's own, everybody's may be.
 *
 * @returns whether an entity of the debug-log, by its tag, is one of them
 * @internal
 */
export function concernedBy(
  reasons: readonly Reason[],
  status: Status | undefined,
): (tag: string) => boolean {
  const named = reasons.filter(({ missing }) => !missing).flatMap(({ entity }) => entity.split(', '));
  const found = named.map((name) => status && tagsOf(name, status));
  if (reasons.length === 0 || found.includes(undefined)) return () => true;
  const tags = new Set(found.flat());
  return (tag) => tags.has(tag) || !/^(?:unit|machine|application)-/.test(tag);
}

/** `undefined` for what is no name of an entity in the model. */
function tagsOf(name: string, status: Status): string[] | undefined {
  const { applications, units, machines, relations } = status;
  if (Object.hasOwn(units, name)) return unitTags(name, status);
  if (Object.hasOwn(applications, name)) return applicationTags(name, status);
  if (Object.hasOwn(machines, name)) return [machineTag(name)];
  return relations
    .find(({ key }) => key === name)
    ?.endpoints.flatMap(({ application }) => applicationTags(application, status));
}

function applicationTags(name: string, status: Status): string[] {
  const { units = [] } = status.applications[name] ?? {};
  return [applicationTag(name), ...units.flatMap((unit) => unitTags(unit, status))];
}

function unitTags(name: string, { units }: Status): string[] {
  const machine = units[name]?.machine;
  return [unitTag(name), ...(machine === undefined ? [] : withHosts(machine).map(machineTag))];
}

/** `0/lxd/1` → `0/lxd/1`, `0`: a container and what it is on. @internal */
export function withHosts(id: string): string[] {
  const parts = id.split('/');
  return parts.length < 3 ? [id] : [id, ...withHosts(parts.slice(0, -2).join('/'))];
}
