import type { LocalState, RelationMemory } from './local-state';
import type { RemoteRelation, RemoteState } from './remote-state';
import type { HookInfo, HookKind } from './hook-info';
import type { UnitOperation } from './unit-operation';

/**
 * The next `relation-created`, for a relation whose scope the unit has entered.
 *
 * @internal
 */
export function nextRelationCreated(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (!local.installed || remote.life !== 'alive') return undefined;
  for (const relation of remote.relations) {
    const memory = local.relations.get(relation.id);
    if (memory === undefined || memory.created || relation.life !== 'alive' || relation.implicit) continue;
    const remoteApplication = relation.remoteApplication;
    return {
      kind: 'run-hook',
      hook: { kind: 'relation-created', relationId: relation.id, remoteApplication },
    };
  }
  return undefined;
}

/**
 * The next hook about what changed in a relation. Peer relations come last, so that hooks of the others can rely on them.
 *
 * @internal
 */
export function nextRelationHook(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  for (const peer of [false, true]) {
    for (const relation of remote.relations) {
      if (relation.peer !== peer || relation.implicit) continue;
      const memory = local.relations.get(relation.id);
      if (memory === undefined) continue;
      const hook = nextFor(memory, relation, remote);
      if (hook !== undefined) return { kind: 'run-hook', hook };
    }
  }
  return undefined;
}

/** For one relation: departed, then broken; else the application's change, joined, changed. */
function nextFor(
  memory: RelationMemory,
  relation: RemoteRelation,
  remote: RemoteState,
): HookInfo | undefined {
  const broken = remote.life !== 'alive' || relation.life !== 'alive' || relation.suspended;
  const members = broken ? nobody : relation.members;
  if (memory.changedPending !== '') {
    const unit = memory.changedPending;
    return unitHook('relation-changed', relation, unit, members.get(unit) ?? 0);
  }
  const departed = [...memory.members.keys()].filter((unit) => !members.has(unit)).toSorted();
  if (departed[0] !== undefined) return departedHook(memory, relation, remote, departed[0]);
  if (broken) return relation.peer ? undefined : brokenHook(relation);
  return (
    changedApplication(memory, relation) ?? joinedUnit(memory, relation) ?? changedUnit(memory, relation)
  );
}

const nobody: ReadonlyMap<string, number> = new Map();

/** Who departs is this unit when it, or its application, is going; else the other. */
function departedHook(
  memory: RelationMemory,
  relation: RemoteRelation,
  remote: RemoteState,
  unit: string,
): HookInfo {
  const leaving = remote.life !== 'alive' || remote.applicationLife !== 'alive';
  const hook = unitHook('relation-departed', relation, unit, memory.members.get(unit) ?? 0);
  return { ...hook, departingUnit: leaving ? remote.unit : unit };
}

function brokenHook({ id, remoteApplication }: RemoteRelation): HookInfo {
  return { kind: 'relation-broken', relationId: id, remoteApplication };
}

/** An application whose bag changed since a hook saw it; an empty one that never changed is no news. */
function changedApplication(memory: RelationMemory, relation: RemoteRelation): HookInfo | undefined {
  for (const name of [...relation.applications.keys()].toSorted()) {
    const version = relation.applications.get(name) ?? 0;
    if ((memory.applications.get(name) ?? 0) === version) continue;
    return {
      kind: 'relation-changed',
      relationId: relation.id,
      remoteUnit: '',
      remoteApplication: name,
      changeVersion: version,
    };
  }
  return undefined;
}

function joinedUnit(memory: RelationMemory, relation: RemoteRelation): HookInfo | undefined {
  return firstUnit(relation, (unit) => !memory.members.has(unit), 'relation-joined');
}

function changedUnit(memory: RelationMemory, relation: RemoteRelation): HookInfo | undefined {
  return firstUnit(relation, (unit, version) => memory.members.get(unit) !== version, 'relation-changed');
}

/** The first remote unit by name for which something holds. */
function firstUnit(
  relation: RemoteRelation,
  holds: (unit: string, version: number) => boolean,
  kind: HookKind,
): HookInfo | undefined {
  let first: string | undefined;
  for (const [unit, version] of relation.members) {
    if ((first === undefined || unit < first) && holds(unit, version)) first = unit;
  }
  return first === undefined ? undefined : unitHook(kind, relation, first, relation.members.get(first) ?? 0);
}

function unitHook(kind: HookKind, { id }: RemoteRelation, unit: string, version: number): HookInfo {
  const remoteApplication = unit.slice(0, unit.lastIndexOf('/'));
  return { kind, relationId: id, remoteUnit: unit, remoteApplication, changeVersion: version };
}
