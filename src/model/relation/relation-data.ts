import { JujuApiError } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import type { RelationStatus, Status } from '../status/status';
import { applicationOf } from '../status/unit-names';
import { unitInfo } from '../unit/unit-info';

/** What one side of a relation tells the other. @public */
export type Databag = Readonly<Record<string, string>>;

/**
 * The databags of one relation, as one of its units sees them, and what the unit and its application tell in it.
 *
 * @public
 */
export interface RelationData {
  /** The relation's number: the 3 of `database:3`. */
  readonly relationId: number;
  /** The unit's own endpoint. */
  readonly endpoint: string;
  readonly relatedEndpoint: string;
  /** The application at the other end; the unit's own of a peer relation. */
  readonly relatedApplication: string;
  /** Whether the other end is in another model. */
  readonly crossModel: boolean;
  /**
   * What the unit itself tells. `undefined` while it has not entered the relation, and where Juju shows it to nobody:
   * Juju shows a databag only to the other end, so there must be a unit there, in this model.
   */
  readonly unit: Databag | undefined;
  /** What the unit's application tells; `undefined` where Juju shows it to nobody. */
  readonly application: Databag | undefined;
  /** What the units at the other end tell that are in the relation, by their names; of a peer relation the other peers. */
  readonly relatedUnits: Readonly<Record<string, Databag>>;
  /** What the application at the other end tells; `undefined` where Juju shows it to nobody. */
  readonly relatedApplicationData: Databag | undefined;
}

/**
 * The data of a unit's relations through one endpoint, the oldest first.
 *
 * @throws EntityNotFoundError where the charm has no such endpoint
 * @internal
 */
export async function relationData(
  core: ModelCore,
  unit: string,
  endpoint: string,
  limits: CallLimits,
): Promise<readonly RelationData[]> {
  const left = leftOf(limits, core.clock);
  const status = await core.refresh(left());
  const relations = status.relations.filter((relation) => ownEnd(relation, unit)?.name === endpoint);
  if (relations.length === 0) await checkEndpoint(core, unit, endpoint, left());
  const [own, views] = await Promise.all([
    viewOf(core, unit, left()),
    witnessViews(core, witnesses(relations, unit, status), left()),
  ]);
  const mine = own.filter((data) => data.endpoint === endpoint);
  mine.sort((a, b) => a['relation-id'] - b['relation-id']);
  return Object.freeze(mine.map((data) => dataOf({ core, unit, status, views }, data)));
}

/** What is known when the answers are there. */
interface Answers {
  readonly core: ModelCore;
  readonly unit: string;
  readonly status: Status;
  /** Unit at an other end → what it sees of the relations of its application. */
  readonly views: ReadonlyMap<string, readonly wire.EndpointRelationData[]>;
}

function ownEnd(
  { endpoints }: RelationStatus,
  unit: string,
): RelationStatus['endpoints'][number] | undefined {
  return endpoints.find(({ application }) => application === applicationOf(unit));
}

function otherApplication({ endpoints }: RelationStatus, unit: string): string {
  const own = applicationOf(unit);
  return endpoints.find(({ application }) => application !== own)?.application ?? own;
}

/** One unit of each other end: it sees what this end tells. */
function witnesses(relations: readonly RelationStatus[], unit: string, { applications }: Status): string[] {
  const others = new Set(relations.map((relation) => otherApplication(relation, unit)));
  others.delete(applicationOf(unit));
  return [...others].flatMap((name) => applications[name]?.units.slice(0, 1) ?? []);
}

async function viewOf(
  core: ModelCore,
  unit: string,
  limits: CallLimits,
): Promise<wire.EndpointRelationData[]> {
  return (await unitInfo(core, unit, limits))['relation-data'] ?? [];
}

/** What the units at the other ends see. One that has gone meanwhile sees nothing. */
async function witnessViews(
  core: ModelCore,
  units: readonly string[],
  limits: CallLimits,
): Promise<Answers['views']> {
  const views = units.map(async (unit) => {
    const view = viewOf(core, unit, limits).catch((error: unknown) => {
      if (error instanceof JujuApiError && error.code === 'not found') return [];
      throw error;
    });
    return [unit, await view] as const;
  });
  return new Map(await Promise.all(views));
}

function dataOf(answers: Answers, own: wire.EndpointRelationData): RelationData {
  const { unit, status } = answers;
  const id = own['relation-id'];
  const relation = status.relations.find((each) => each.id === id);
  const relatedApplication = relation ? otherApplication(relation, unit) : '';
  const isPeer = relatedApplication === applicationOf(unit);
  const witness = isPeer ? own : witnessOf(answers, relatedApplication, id);
  const bags = isPeer ? peerBags(own) : applicationBags(answers.core, own, witness);
  const { [unit]: self, ...others } = unitBags(own);
  return Object.freeze({
    relationId: id,
    endpoint: own.endpoint,
    relatedEndpoint: own['related-endpoint'],
    relatedApplication,
    crossModel: own['cross-model'],
    unit: isPeer ? self : witness && unitBags(witness)[unit],
    application: bags.own,
    relatedUnits: Object.freeze(isPeer ? others : unitBags(own)),
    relatedApplicationData: bags.related,
  });
}

function witnessOf(
  { views }: Answers,
  application: string,
  id: number,
): wire.EndpointRelationData | undefined {
  const found = [...views].find(([name]) => applicationOf(name) === application);
  return found?.[1].find((data) => data['relation-id'] === id);
}

interface ApplicationBags {
  readonly own: Databag | undefined;
  readonly related: Databag | undefined;
}

const peerBags = (own: wire.EndpointRelationData): ApplicationBags => {
  const bag = databag(own.ApplicationData);
  return { own: bag, related: bag };
};

/** Juju 3 tells of the application at the other end, Juju 4 of the unit's own. */
function applicationBags(
  core: ModelCore,
  own: wire.EndpointRelationData,
  witness: wire.EndpointRelationData | undefined,
): ApplicationBags {
  const [seen, shown] = [databag(own.ApplicationData), witness && databag(witness.ApplicationData)];
  const tellsOwn = Number.parseInt(core.session.serverVersion, 10) >= 4;
  return tellsOwn ? { own: seen, related: shown } : { own: shown, related: seen };
}

/** The databags of the units that are in the relation. */
function unitBags({ 'unit-relation-data': units }: wire.EndpointRelationData): Record<string, Databag> {
  const inScope = Object.entries(units ?? {}).filter(([, { InScope }]) => InScope);
  return Object.fromEntries(inScope.map(([name, { UnitData }]) => [name, databag(UnitData)]));
}

function databag(values: Readonly<Record<string, unknown>> | null | undefined): Databag {
  return Object.freeze(
    Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, String(value)])),
  );
}

/** That an endpoint is in no relation is an answer; that the charm has none by that name is a mistake. */
async function checkEndpoint(
  core: ModelCore,
  unit: string,
  endpoint: string,
  limits: CallLimits,
): Promise<void> {
  const application = applicationOf(unit);
  const params: wire.ApplicationCharmRelations = { application };
  const { 'charm-relations': names } = await core.call<wire.ApplicationCharmRelationsResults>(
    'Application',
    'CharmRelations',
    params,
    limits,
  );
  if (!names || names.includes(endpoint)) return;
  throw new EntityNotFoundError(
    `The charm of ${application} in ${core.fullName} has no endpoint "${endpoint}". ` +
      `It has: ${[...names].sort().join(', ')}.`,
  );
}
