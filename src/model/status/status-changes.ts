import type {
  ApplicationStatus,
  MachineStatus,
  ModelStatus,
  OfferStatus,
  RelationStatus,
  RemoteApplicationStatus,
  Status,
  UnitStatus,
} from './status';
import { applicationSummary, machineSummary, relationSummary, unitSummary } from './status-summary';

/** What can change, by its kind. @public */
export interface Changeable {
  readonly model: ModelStatus;
  readonly application: ApplicationStatus;
  readonly unit: UnitStatus;
  readonly machine: MachineStatus;
  readonly relation: RelationStatus;
  readonly remoteApplication: RemoteApplicationStatus;
  readonly offer: OfferStatus;
}

/** What kind of thing changed. @public */
export type ChangedKind = keyof Changeable;

/** What became of it. @public */
export type ChangeType = 'added' | 'changed' | 'removed';

/**
 * One difference between two statuses.
 *
 * @typeParam Kind - of what; of anything by default
 * @public
 */
export type StatusChange<Kind extends ChangedKind = ChangedKind> = {
  readonly [K in Kind]: ChangeOf<K, Changeable[K]>;
}[Kind];

/** @public */
export interface ChangeOf<Kind, Entity> {
  readonly kind: Kind;
  /** The entity's name; a machine's id, a relation's key. */
  readonly name: string;
  readonly change: ChangeType;
  /** What it was; `undefined` of what was added. */
  readonly before: Entity | undefined;
  /** What it is; `undefined` of what was removed. */
  readonly after: Entity | undefined;
  /**
   * The difference for people, `mysql/0 waiting/executing "installing" → active/idle`; `undefined` where only a detail
   * changed that such a line does not show, an address for instance.
   */
  readonly line: string | undefined;
}

/**
 * What differs between two statuses, in the order model, applications, units, machines, relations, others.
 *
 * @param before - `undefined` makes everything new
 * @internal
 */
export function statusChanges(before: Status | undefined, after: Status): StatusChange[] {
  if (before === after) return [];
  return [
    ...changesOf(
      'model',
      [before?.model],
      [after.model],
      ({ name }) => name,
      ({ status }) => status.current,
    ),
    ...changesIn('application', before?.applications, after.applications, applicationSummary),
    ...changesIn('unit', before?.units, after.units, unitSummary),
    ...changesIn('machine', before?.machines, after.machines, machineSummary),
    ...changesOf('relation', before?.relations, after.relations, ({ key }) => key, relationSummary),
    ...changesIn('remoteApplication', before?.remoteApplications, after.remoteApplications, (remote) =>
      applicationSummary({ ...remote, scale: undefined }),
    ),
    ...changesIn('offer', before?.offers, after.offers, ({ application }) => `of ${application}`),
  ];
}

type Entities<T> = Readonly<Record<string, T>>;

function changesIn<Kind extends ChangedKind>(
  kind: Kind,
  before: Entities<Changeable[Kind]> = {},
  after: Entities<Changeable[Kind]>,
  summary: (entity: Changeable[Kind]) => string,
): StatusChange[] {
  // Unchanged maps are the same object: see parseStatus.
  if (before === after) return [];
  const changes: ChangeOf<Kind, Changeable[Kind]>[] = [];
  for (const [name, entity] of Object.entries(after)) {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    if (old !== entity)
      changes.push({ kind, name, before: old, after: entity, ...how(kind, name, old, entity, summary) });
  }
  for (const [name, old] of Object.entries(before)) {
    if (Object.hasOwn(after, name)) continue;
    changes.push({
      kind,
      name,
      change: 'removed',
      before: old,
      after: undefined,
      line: line(kind, name, 'gone'),
    });
  }
  return changes as StatusChange[];
}

function changesOf<Kind extends ChangedKind>(
  kind: Kind,
  before: readonly (Changeable[Kind] | undefined)[] = [],
  after: readonly Changeable[Kind][],
  nameOf: (entity: Changeable[Kind]) => string,
  summary: (entity: Changeable[Kind]) => string,
): StatusChange[] {
  const named = (entities: readonly (Changeable[Kind] | undefined)[]): Entities<Changeable[Kind]> =>
    Object.fromEntries(
      entities.filter((entity) => entity !== undefined).map((entity) => [nameOf(entity), entity]),
    );
  return before === after ? [] : changesIn(kind, named(before), named(after), summary);
}

function how<T>(
  kind: ChangedKind,
  name: string,
  old: T | undefined,
  entity: T,
  summary: (entity: T) => string,
): { change: ChangeType; line: string | undefined } {
  const after = summary(entity);
  if (old === undefined) return { change: 'added', line: line(kind, name, after) };
  const before = summary(old);
  const visible = before === after ? undefined : line(kind, name, `${before} → ${after}`);
  return { change: 'changed', line: visible };
}

/** Applications and units are known by their names; of the rest the line says what it is. */
function line(kind: ChangedKind, name: string, text: string): string {
  const subject = kind === 'application' || kind === 'unit' ? name : `${words[kind]} ${name}`;
  return `${subject} ${text}`;
}

const words: Readonly<Record<ChangedKind, string>> = {
  application: 'application',
  machine: 'machine',
  model: 'model',
  offer: 'offer',
  relation: 'relation',
  remoteApplication: 'SAAS',
  unit: 'unit',
};
