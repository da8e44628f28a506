import { resultsOf } from '../../juju/bulk';
import { applicationTag, machineTag, unitTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import { statusInfo } from './parse-status-info';
import type { Status, StatusInfo } from './status';

/** A status that something in a model once had. @internal */
export interface PastStatus extends StatusInfo {
  /** Of what: `workload`, `juju-unit`, `application`, `machine` … */
  readonly kind: string;
}

/** What one unit, application or machine was, in order of time. @internal */
export interface EntityHistory {
  /** `unit web/0`. */
  readonly entity: string;
  readonly statuses: readonly PastStatus[];
}

/** As many as are asked for of each. */
const size = 500;

/** How many questions are under way at a time. */
const width = 4;

interface Question {
  readonly entity: string;
  readonly kind: string;
  readonly tag: string;
}

/**
 * What the units, applications and machines of a status went through. What is removed has no history any more.
 *
 * One question for each: Juju 4 refuses more at a time.
 *
 * @internal
 */
export async function statusHistory(
  core: ModelCore,
  status: Status,
  limits: CallLimits = {},
): Promise<EntityHistory[]> {
  const questions = questionsOf(status);
  const histories: EntityHistory[] = [];
  for (let at = 0; at < questions.length; at += width) {
    const now = questions.slice(at, at + width);
    histories.push(...(await Promise.all(now.map((question) => historyOf(core, question, limits)))));
  }
  return merged(histories);
}

function questionsOf({ units, applications, machines }: Status): Question[] {
  return [
    ...Object.keys(applications).map((name) => ({
      entity: `application ${name}`,
      kind: 'application',
      tag: applicationTag(name),
    })),
    ...Object.keys(units).map((name) => ({ entity: `unit ${name}`, kind: 'unit', tag: unitTag(name) })),
    ...Object.keys(machines).flatMap((id) =>
      ['juju-machine', 'machine'].map((kind) => ({ entity: `machine ${id}`, kind, tag: machineTag(id) })),
    ),
  ];
}

async function historyOf(
  core: ModelCore,
  { entity, kind, tag }: Question,
  limits: CallLimits,
): Promise<EntityHistory> {
  const call = { facade: 'Client', request: 'StatusHistory', version: core.session.facadeVersion('Client') };
  const filter = { size, date: null, delta: null, exclude: null };
  const params = { requests: [{ historyKind: kind, size, filter, tag }] };
  const response = await core.call<wire.StatusHistoryResults>(call.facade, call.request, params, limits);
  const items = (response.results ?? []).map(({ error, history }) => ({ error, result: history }));
  const statuses = resultsOf(call, { results: items }).flatMap((history) => history.statuses ?? []);
  return { entity, statuses: statuses.map((raw) => ({ ...statusInfo(raw), kind: raw.kind })) };
}

/** A machine has two histories, and Juju 3 gives them newest first. */
function merged(histories: readonly EntityHistory[]): EntityHistory[] {
  const byEntity = new Map<string, PastStatus[]>();
  for (const { entity, statuses } of histories) {
    byEntity.set(entity, [...(byEntity.get(entity) ?? []), ...statuses]);
  }
  return [...byEntity].map(([entity, statuses]) => ({ entity, statuses: statuses.sort(byTime) }));
}

function byTime({ since: a }: PastStatus, { since: b }: PastStatus): number {
  return (a?.getTime() ?? 0) - (b?.getTime() ?? 0);
}
