import type { Model } from '../../state/model';
import type { Relation, Settings } from '../../state/relation-entities';
import { leaveScope } from '../../state/scope';

/** One side of a relation across models, as far as the other side is told of it. @internal */
export interface Side {
  readonly model: Model;
  readonly relation: Relation;
  /** The application of this side, in its own model. */
  readonly application: string;
  /** What the other side's application is called here. */
  readonly remote: string;
}

/** Whether a side has gone: its relation, or its whole model. @internal */
export function isGone({ model, relation }: Side): boolean {
  return model.life === 'dead' || model.relations.get(relation.id) !== relation;
}

/**
 * Tells one side who is in on the other, and what they said: as in Juju, units of the other side go by the name that
 * their application has here, with their own number.
 *
 * @internal
 */
export function mirror(from: Side, to: Side): void {
  const members = membersOf(from, to.remote);
  let changed = copy(from.relation.applicationSettings, from.application, to.relation, to.remote);
  for (const [name, unit] of members) {
    changed = enter(to.relation, name) || changed;
    changed = copyOf(from.relation.unitSettings.get(unit), to.relation.unitSettings, name) || changed;
  }
  if (changed) to.model.note('relation', to.relation.key);
  for (const name of [...to.relation.inScope]) {
    if (name.startsWith(`${to.remote}/`) && !members.has(name)) leaveScope(to.model, to.relation, name);
  }
}

/** Who is in and stays; nobody where the relation goes or is suspended. */
function membersOf(from: Side, remote: string): Map<string, string> {
  const { model, relation, application } = from;
  const members = new Map<string, string>();
  if (isGone(from) || relation.life !== 'alive' || relation.suspended) return members;
  for (const unit of model.applications.get(application)?.units.values() ?? []) {
    if (unit.life !== 'alive' || !relation.inScope.has(unit.name)) continue;
    members.set(`${remote}/${unit.number}`, unit.name);
  }
  return members;
}

function enter({ inScope }: Relation, name: string): boolean {
  if (inScope.has(name)) return false;
  inScope.add(name);
  return true;
}

function copy(
  from: ReadonlyMap<string, Settings>,
  application: string,
  to: Relation,
  remote: string,
): boolean {
  return copyOf(from.get(application), to.applicationSettings, remote);
}

function copyOf(settings: Settings | undefined, to: Map<string, Settings>, name: string): boolean {
  if (settings === undefined || to.get(name)?.version === settings.version) return false;
  to.set(name, { ...settings });
  return true;
}
