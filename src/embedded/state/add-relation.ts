import type { Application } from './entities';
import type { Endpoint, Relation } from './relation-entities';
import type { Model } from './model';
import { annotated, ApiError, badRequest, refused } from '../api-error';
import { addRelationOfJuju4 } from './add-relation-of-juju-4';
import { inferEndpoints } from './infer-endpoints';
import { makeRelation } from './make-relation';
import { relationKey } from './relation-key';

/**
 * What `juju integrate` does.
 *
 * @param viaCidrs - from where the other side may come; data only, as nothing is routed here
 * @internal
 */
export function addRelation(model: Model, names: readonly string[], viaCidrs: readonly string[]): Relation {
  if (names.length !== 2) throw badRequest('a relation should have exactly two endpoints');
  if (model.profile.series === '4.0') return addRelationOfJuju4(model, names, viaCidrs);
  const endpoints = inferEndpoints(model, names);
  try {
    checkMayRelate(model, endpoints);
    if (viaCidrs.length > 0 && !endpoints.some((endpoint) => isRemote(model, endpoint)))
      throw refused('integration via subnets for non cross model relations not supported');
  } catch (error) {
    throw annotated(error, `cannot add relation "${relationKey(endpoints)}"`);
  }
  return makeRelation(model, endpoints);
}

function checkMayRelate(model: Model, endpoints: readonly [Endpoint, Endpoint]): void {
  const remote = endpoints.filter((endpoint) => isRemote(model, endpoint));
  const applications = endpoints
    .filter((endpoint) => !remote.includes(endpoint))
    .map(({ application }) => model.application(application));
  for (const { life, name } of applications) {
    if (life !== 'alive') throw refused(`application "${name}" is not alive`);
  }
  if (remote.length > 0) checkRemote(model, endpoints, remote);
  checkNew(model, relationKey(endpoints));
  for (const endpoint of endpoints) checkLimit(model, endpoint);
  if (endpoints.some(({ scope }) => scope === 'container')) checkBases(applications);
}

const isRemote = (model: Model, { application }: Endpoint): boolean =>
  model.remoteApplications.has(application);

function checkRemote(
  model: Model,
  endpoints: readonly [Endpoint, Endpoint],
  remote: readonly Endpoint[],
): void {
  const [{ application: one }, { application: other }] = endpoints;
  if (remote.length > 1)
    throw refused(`cannot add relation between saas applications "${one}" and "${other}"`);
  if (endpoints.some(({ scope }) => scope !== 'global')) {
    throw refused('local endpoint must be globally scoped for remote relations');
  }
  for (const { application: name } of remote) {
    const { life, status } = model.remoteApplications.get(name) ?? {};
    if (life !== 'alive') throw refused(`application "${name}" is not alive`);
    if (status?.status === 'terminated') throw refused(`remote offer ${name} is terminated`);
  }
}

function checkNew(model: Model, key: string): void {
  const known = [...model.relations.values()].find((relation) => relation.key === key);
  if (known === undefined) return;
  if (known.life === 'dying') {
    throw new ApiError(`relation ${key} is dying, but not yet removed`, 'already exists');
  }
  // It leaves out what is wrong; clients go by the code.
  throw new ApiError(`relation ${key}`, 'already exists');
}

function checkLimit(model: Model, endpoint: Endpoint): void {
  if (endpoint.limit === 0) return;
  const related = [...model.relations.values()].filter((relation) =>
    relation.endpoints.some(
      ({ application, name }) => application === endpoint.application && name === endpoint.name,
    ),
  );
  if (related.length < endpoint.limit) return;
  throw new ApiError(
    `establishing a new relation for ${endpoint.application}:${endpoint.name} would exceed its maximum relation limit of ${endpoint.limit}`,
    'quota limit exceeded',
  );
}

/** A subordinate lives on its principal's machine, so it has to run there. */
function checkBases(applications: readonly Application[]): void {
  const subordinate = applications.find((application) => application.subordinate);
  const principal = applications.find((application) => !application.subordinate);
  if (subordinate === undefined || principal === undefined) return;
  const supported = subordinate.charm.manifest.bases;
  if (supported.length === 0) return;
  const { name, channel } = principal.base;
  const track = (text: string) => text.split('/')[0];
  if (supported.some((base) => base.name === name && track(base.channel) === track(channel))) return;
  const list = supported.map((base) => `${base.name}@${track(base.channel) ?? ''}`).join(' ');
  throw refused(
    `subordinate must support principal application's base; subordinate only supports: [${list}]`,
  );
}
