import { JujuError } from '../../errors';
import type { JujuApiError } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { isAlreadyThere } from '../calls/is-already-there';
import type { ModelCore } from '../model-core';
import { consume, consumedAs } from '../offers/consume';
import { isOfferUrl, parseOfferUrl } from '../offers/offer-url';
import { isEnd } from './relation-end';
import { withEnds } from './with-ends';
import type { RelationStatus, Status, UnitStatus } from '../status/status';

/** How to relate two applications. @public */
export interface IntegrateOptions extends CallLimits {
  /** Of a relation across models: the networks that its traffic comes from. */
  readonly via?: readonly string[];
}

/**
 * Relates two applications; a relation that is there already will do, unless it is on its way out.
 *
 * @returns the relation's number
 * @throws JujuError with the code `already exists` where the relation that is there is dying
 * @internal
 */
export async function integrate(
  core: ModelCore,
  ends: readonly [string, string],
  options: IntegrateOptions,
): Promise<number> {
  checkKeys(options, ['via', 'signal', 'timeout'], 'integrate');
  if (!ends.some(isOfferUrl)) return await integrateHere(core, ends, options);
  const left = leftOf(options, core.clock);
  const here = await consumed(core, ends, left);
  return await integrateHere(core, here, { ...options, ...left() });
}

/** The ends, of which what is another model's offer is consumed here. */
async function consumed(
  core: ModelCore,
  ends: readonly [string, string],
  left: () => CallLimits,
): Promise<[string, string]> {
  const [one, other] = ends;
  if (isOfferUrl(one) && isOfferUrl(other)) {
    throw new JujuError(
      `"${one}" and "${other}" are both offers of other models: one end must be in ${core.fullName}`,
      {
        code: 'not valid',
      },
    );
  }
  const consumedEnd = async (end: string): Promise<string> => {
    if (!isOfferUrl(end)) {
      applicationOfEnd(end);
      return end;
    }
    const url = parseOfferUrl(end);
    const { endpoint } = url;
    const whole = endpoint === undefined ? end : end.slice(0, -(endpoint.length + 1));
    await core.refresh(left());
    const name = consumedAs(core, url) ?? (await consume(core, whole, left()));
    return endpoint === undefined ? name : `${name}:${endpoint}`;
  };
  return [await consumedEnd(one), await consumedEnd(other)];
}

async function integrateHere(
  core: ModelCore,
  ends: readonly [string, string],
  options: IntegrateOptions,
): Promise<number> {
  const applications = ends.map(applicationOfEnd);
  let exact: readonly string[] = ends;
  const command = {
    what: `${ends[0]} was integrated with ${ends[1]}`,
    concerns: ({ application }: UnitStatus) => applications.includes(application),
    limits: options,
  };
  const after = await core.touching(command, async (before, limits) => {
    checkOffered(before, applications, core);
    const made = await addRelation(core, ends, before, { ...options, ...limits });
    if (!made) return undefined;
    exact = made;
    return { joined: applications };
  });
  return relationId(after, exact, core);
}

/** Juju 4 relates what was consumed from an offer that is gone, and nothing ever comes of it. */
function checkOffered(
  { remoteApplications }: Status,
  applications: readonly string[],
  { fullName }: ModelCore,
): void {
  const gone = applications.find((name) => remoteApplications[name]?.status.current === 'terminated');
  if (gone === undefined) return;
  throw new JujuError(
    `"${gone}" cannot be integrated in ${fullName}: the offer that it was consumed from is gone. ` +
      `Remove it with removeSaas('${gone}'), and consume another.`,
    { code: 'not found' },
  );
}

/** The two ends with their endpoints; `undefined` where there is such a relation already. */
async function addRelation(
  core: ModelCore,
  ends: readonly [string, string],
  before: Status,
  { via, ...limits }: IntegrateOptions,
): Promise<string[] | undefined> {
  const params: wire.AddRelation = { endpoints: [...ends], ...(via && { 'via-cidrs': [...via] }) };
  try {
    const { endpoints } = await core.call<wire.AddRelationResults>(
      'Application',
      'AddRelation',
      params,
      limits,
    );
    return Object.entries(endpoints ?? {}).map(([application, { name }]) => `${application}:${name}`);
  } catch (error) {
    if (!isAlreadyThere(error)) throw await withEnds(error, core, ends, before, limits);
    if (/\bis dying\b/.test(error.text)) throw dying(core, ends, error);
    return undefined;
  }
}

function relationId(status: Status, ends: readonly string[], core: ModelCore): number {
  const found = status.relations.find(({ endpoints }) =>
    ends.every((end) => endpoints.some((endpoint) => isEnd(endpoint, end))),
  );
  if (found) {
    // Juju 4 says of a dying relation no more than that it exists; it dies with either of its applications, or because
    // we asked for it. Its removal by somebody else cannot be told.
    if (isLeaving(found, status) || core.leavingRelations.has(found.id)) throw dying(core, ends);
    return found.id;
  }
  throw new JujuError(
    `${ends.join(' and ')} were integrated in ${core.fullName}, but the model does not show the relation: it was removed at once`,
    { code: 'not found' },
  );
}

function isLeaving({ endpoints }: RelationStatus, { applications }: Status): boolean {
  return endpoints.some(({ application }) => (applications[application]?.life ?? 'alive') !== 'alive');
}

function dying({ fullName }: ModelCore, ends: readonly string[], cause?: JujuApiError): JujuError {
  return new JujuError(
    `${ends.join(' and ')} cannot be integrated in ${fullName} yet: the relation between them is dying, and not gone yet. ` +
      'Wait until it is gone (a failed hook holds it up), and integrate them then.',
    { code: 'already exists', cause },
  );
}

function applicationOfEnd(end: string): string {
  const [application = '', endpoint, ...rest] = typeof end === 'string' ? end.split(':') : [];
  if (application !== '' && endpoint !== '' && rest.length === 0) return application;
  throw new TypeError(
    `An end of a relation is "application" or "application:endpoint"; got ${JSON.stringify(end)}`,
  );
}
