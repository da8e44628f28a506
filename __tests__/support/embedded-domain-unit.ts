import type { LocalState, RelationMemory } from '../../src/embedded/engine/local-state';
import type { RemoteRelation, RemoteState } from '../../src/embedded/engine/remote-state';
import type { UnitOperation } from '../../src/embedded/engine/unit-operation';
import { commitOperation } from '../../src/embedded/engine/commit-operation';
import { newLocalState } from '../../src/embedded/engine/local-state';
import { nextOperation } from '../../src/embedded/engine/next-operation';

/** The memory of a unit that has just been made. */
export function fresh(changes: Partial<LocalState> = {}): LocalState {
  return { ...newLocalState('local:web-0', 0), ...changes };
}

/** The memory of a unit that is installed, started and has seen its config. */
export function started(changes: Partial<LocalState> = {}): LocalState {
  return fresh({
    installed: true,
    started: true,
    configHash: 'config',
    addressesHash: 'addresses',
    ...changes,
  });
}

/** A world that wants nothing of a unit that is up. */
export function world(changes: Partial<RemoteState> = {}): RemoteState {
  return {
    unit: 'web/0',
    life: 'alive',
    applicationLife: 'alive',
    modelType: 'iaas',
    leader: false,
    leaderSettingsVersion: 0,
    charmUrl: 'local:web-0',
    charmModifiedVersion: 0,
    forceCharmUpgrade: false,
    resolved: undefined,
    retryVersion: 0,
    configHash: 'config',
    addressesHash: 'addresses',
    actions: [],
    readyContainers: [],
    notices: [],
    relations: [],
    storage: [],
    rotations: [],
    expired: [],
    consumed: new Map(),
    obsolete: new Map(),
    updateStatusVersion: 0,
    principalApplication: '',
    aliveSubordinates: [],
    ...changes,
  };
}

/** A relation with the application `db`, whose units are in. */
export function relation(
  changes: Partial<RemoteRelation> & { readonly units?: Record<string, number> } = {},
): RemoteRelation {
  const { units = {}, ...rest } = changes;
  return {
    id: 1,
    life: 'alive',
    suspended: false,
    peer: false,
    implicit: false,
    implemented: true,
    container: false,
    inScope: true,
    scopeBlocked: false,
    remoteApplication: 'db',
    members: new Map(Object.entries(units)),
    applications: new Map([['db', 0]]),
    ...rest,
  };
}

/** What a unit remembers of a relation that it has seen come up. */
export function memory(
  units: Record<string, number> = {},
  changes: Partial<RelationMemory> = {},
): RelationMemory {
  return {
    created: true,
    members: new Map(Object.entries(units)),
    read: new Map(),
    applications: new Map(),
    changedPending: '',
    ...changes,
  };
}

/** What a unit that remembers this does in such a world. */
export type OperationRow = readonly [title: string, local: LocalState, remote: RemoteState, expected: string];

/** An operation in one line, as the tables of the tests name it. */
export function inWords(operation: UnitOperation | undefined): string {
  if (operation === undefined) return 'idle';
  if (operation.kind === 'run-action') return `action ${operation.actionId}`;
  if (operation.kind === 'upgrade') return `upgrade ${operation.charmUrl}`;
  if (operation.kind !== 'run-hook' && operation.kind !== 'skip-hook') return operation.kind;
  const {
    kind,
    remoteUnit,
    remoteApplication,
    departingUnit,
    storageId,
    secretUri,
    secretRevision,
    workload,
  } = operation.hook;
  const about = [
    remoteUnit === '' || remoteUnit === undefined ? remoteApplication : remoteUnit,
    departingUnit === undefined ? undefined : `(${departingUnit} departs)`,
    storageId,
    secretUri,
    secretRevision,
    workload,
  ].filter((part) => part !== undefined);
  return [operation.kind === 'skip-hook' ? 'skip' : '', kind, ...about]
    .filter((part) => part !== '')
    .join(' ');
}

/** All that a unit does until it has nothing to do, in words. */
export function run(local: LocalState, remote: RemoteState, limit = 50): string[] {
  const done: string[] = [];
  while (done.length < limit) {
    const operation = nextOperation(local, remote);
    if (operation === undefined || operation.kind === 'wait' || operation.kind === 'terminate') {
      return [...done, inWords(operation)];
    }
    done.push(inWords(operation));
    commitOperation(local, operation, remote);
  }
  throw new Error(`no end after ${String(limit)} operations: ${done.join(', ')}`);
}
