import type { Life } from './entities';
import type { Endpoint, Relation } from './relation-entities';
import type { Model } from './model';
import { annotated, ApiError, refused } from '../api-error';
import { endpointsOf } from './endpoints';
import { pairs } from './infer-endpoints';
import { makeRelation } from './make-relation';
import { relationKey } from './relation-key';

/**
 * What `juju integrate` does on Juju 4: the rules are those of Juju 3, in another order and with other words, nearly
 * all without a code. A dying relation is there like any other, and an implicit endpoint is as good as a declared one.
 *
 * @internal
 */
export function addRelationOfJuju4(
  model: Model,
  names: readonly string[],
  viaCidrs: readonly string[],
): Relation {
  const [first = '', second = ''] = names;
  try {
    const candidates = [candidatesOfJuju4(model, first), candidatesOfJuju4(model, second)] as const;
    const endpoints = infer(candidates, [first, second]);
    const remote = endpoints.filter(({ application }) => model.remoteApplications.has(application));
    if (remote.length > 1) throw refused('unable to integrate two cross model applications together');
    checkMayRelate(model, endpoints, [first, second]);
    if (viaCidrs.length > 0 && remote.length === 0)
      throw new ApiError('integration via subnets for non cross model relations', 'not supported');
    return makeRelation(model, endpoints);
  } catch (error) {
    throw annotated(error, `adding relation between endpoints "${first}" and "${second}"`);
  }
}

/** The endpoints that `app` or `app:endpoint` can mean; none where there are none. @internal */
export function candidatesOfJuju4(model: Model, name: string): Endpoint[] {
  const [applicationName = '', endpointName, ...rest] = name.split(':');
  if (rest.length > 0) {
    throw refused(
      `parsing endpoint identifier "${name}": expected endpoint of form <application-name>:<endpoint-name> or <application-name>`,
    );
  }
  const application = model.applications.get(applicationName);
  const remote = model.remoteApplications.get(applicationName)?.endpoints ?? [];
  const endpoints = application ? endpointsOf(application) : remote;
  return endpoints.filter((endpoint) => !endpointName || endpoint.name === endpointName);
}

function infer(
  [ones, others]: readonly [readonly Endpoint[], readonly Endpoint[]],
  [first, second]: readonly [string, string],
): [Endpoint, Endpoint] {
  const cannot = (why: string) => refused(`cannot relate endpoints "${first}" and "${second}": ${why}`);
  const without = [...(ones.length === 0 ? [first] : []), ...(others.length === 0 ? [second] : [])];
  if (without.length > 0)
    throw cannot(`no candidates for ${without.join(' and ')}: relation endpoint not found`);
  const matches = pairs(ones, others);
  const [only] = matches;
  if (only === undefined) throw cannot('no compatible endpoints found between applications');
  if (matches.length === 1) return only;
  const possible = matches.map((pair) => `"${pair.map(nameOf).join(' ')}"`);
  throw cannot(`ambiguous relation: "${first} ${second}" could refer to ${possible.join('; ')}`);
}

function checkMayRelate(
  model: Model,
  endpoints: readonly [Endpoint, Endpoint],
  [first, second]: readonly [string, string],
): void {
  const reason = whyNot(model, endpoints);
  if (reason === undefined) return;
  const pair = endpoints.map(nameOf).join(' ');
  throw refused(`cannot add relation "${first}", "${second}": relation ${pair}: ${reason}`);
}

function whyNot(model: Model, endpoints: readonly [Endpoint, Endpoint]): string | undefined {
  const key = relationKey(endpoints);
  if ([...model.relations.values()].some((relation) => relation.key === key)) return 'already exists';
  const ends = endpoints.map(({ application }) => endOf(model, application));
  const leaving = ends.find(({ life }) => life !== 'alive');
  if (leaving) return `application ${leaving.name} is not alive`;
  if (endpoints.some(({ scope }) => scope === 'container') && !haveCommonBase(model, endpoints)) {
    return `no compatible bases found for application ${ends.map(({ name }) => `"${name}"`).join(' and ')}`;
  }
  const full = endpoints.find((endpoint) => isFull(model, endpoint));
  return (
    full &&
    `establishing a new relation for ${nameOf(full)} would exceed its maximum relation limit of ${full.limit}`
  );
}

/** The application at an end: one of the model, or one that was consumed. */
function endOf(model: Model, name: string): { readonly name: string; readonly life: Life } {
  return model.remoteApplications.get(name) ?? model.application(name);
}

/** A subordinate lives on its principal's machine, so it has to run there. */
function haveCommonBase(model: Model, endpoints: readonly Endpoint[]): boolean {
  const applications = endpoints.flatMap(({ application }) => model.applications.get(application) ?? []);
  const subordinate = applications.find((application) => application.subordinate);
  const principal = applications.find((application) => !application.subordinate);
  const supported = subordinate?.charm.manifest.bases ?? [];
  if (principal === undefined || supported.length === 0) return true;
  const track = (channel: string) => channel.split('/')[0];
  const { name, channel } = principal.base;
  return supported.some((base) => base.name === name && track(base.channel) === track(channel));
}

function isFull(model: Model, { application, name, limit }: Endpoint): boolean {
  if (limit === 0) return false;
  const isThis = (endpoint: Endpoint) => endpoint.application === application && endpoint.name === name;
  return [...model.relations.values()].filter(({ endpoints }) => endpoints.some(isThis)).length >= limit;
}

const nameOf = ({ application, name }: Endpoint): string => `${application}:${name}`;
