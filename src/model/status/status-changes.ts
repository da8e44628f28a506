import type { Status } from './status';
import { applicationSummary, machineSummary, relationSummary, unitSummary } from './status-summary';

/** What kind of thing changed. @public */
export type ChangedKind =
  'model' | 'application' | 'unit' | 'machine' | 'relation' | 'remoteApplication' | 'offer';

/** One difference between two statuses. @public */
export interface StatusChange {
  readonly kind: ChangedKind;
  /** The entity's name; a machine's id, a relation's key. */
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed';
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

function changesIn<T extends object>(
  kind: ChangedKind,
  before: Entities<T> = {},
  after: Entities<T>,
  summary: (entity: T) => string,
): StatusChange[] {
  // Unchanged maps are the same object: see parseStatus.
  if (before === after) return [];
  const changes: StatusChange[] = [];
  for (const [name, entity] of Object.entries(after)) {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    if (old !== entity) changes.push(changeOf(kind, name, old && summary(old), summary(entity)));
  }
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name))
      changes.push({ kind, name, change: 'removed', line: line(kind, name, 'gone') });
  }
  return changes;
}

function changesOf<T extends object>(
  kind: ChangedKind,
  before: readonly (T | undefined)[] = [],
  after: readonly T[],
  nameOf: (entity: T) => string,
  summary: (entity: T) => string,
): StatusChange[] {
  const named = (entities: readonly (T | undefined)[]): Entities<T> =>
    Object.fromEntries(
      entities.filter((entity) => entity !== undefined).map((entity) => [nameOf(entity), entity]),
    );
  return before === after ? [] : changesIn(kind, named(before), named(after), summary);
}

function changeOf(kind: ChangedKind, name: string, before: string | undefined, after: string): StatusChange {
  if (before === undefined) return { kind, name, change: 'added', line: line(kind, name, after) };
  const visible = before === after ? undefined : line(kind, name, `${before} → ${after}`);
  return { kind, name, change: 'changed', line: visible };
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
