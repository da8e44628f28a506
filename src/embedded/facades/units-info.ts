import { ApiError, refused } from '../api-error';
import type { Params } from '../server/params';
import { toWireError } from '../server/wire-error';
import type { Unit } from '../state/entities';
import type { Model } from '../state/model';
import type { Relation } from '../state/relation-entities';
import { portTexts, publicAddress } from '../status/texts';
import type { Call } from './facade';
import { fromTag, kindOfTag, unitTag } from './tags';

/** `Application.UnitsInfo`: what `juju show-unit` shows, of units and of all units of applications. @internal */
export function unitsInfo({ model }: Call, params: Params): object {
  const results = params.list('entities').flatMap((entity): object[] => {
    try {
      return unitsOf(model, entity.string('tag')).map((unit) => ({ result: unitResult(model, unit) }));
    } catch (error) {
      return [{ error: toWireError(error) }];
    }
  });
  return { results: results.length === 0 ? null : results };
}

function unitsOf(model: Model, tag: string): Unit[] {
  try {
    return entitiesOf(model, tag);
  } catch (error) {
    if (model.profile.series === '3.6' || !(error instanceof ApiError) || error.code !== 'not found')
      throw error;
    // Juju 4 quotes nothing here.
    throw new ApiError(error.message.replaceAll('"', ''), error.code);
  }
}

function entitiesOf(model: Model, tag: string): Unit[] {
  if (kindOfTag(tag) === 'unit') return [model.unit(fromTag(tag, 'unit'))];
  if (kindOfTag(tag) === 'application')
    return [...model.application(fromTag(tag, 'application')).units.values()];
  throw refused(`tag ${JSON.stringify(tag)} is neither unit nor application tag`);
}

function unitResult(model: Model, unit: Unit): object {
  const machine = unit.principal === undefined ? unit.machine : unit.principal.machine;
  const ports = portTexts(unit.openedPorts);
  const address = unit.publicAddress || publicAddress(machine?.addresses ?? []);
  const data = [...model.relations.values()].flatMap((relation) => relationData(model, relation, unit));
  return {
    tag: unitTag(unit.name),
    'workload-version': unit.workloadVersion,
    ...(machine !== undefined && { machine: machine.id }),
    'opened-ports': ports.length === 0 ? null : ports,
    ...(machine !== undefined && address !== '' && { 'public-address': address }),
    charm: unit.application.charm.url,
    ...(unit.leader && { leader: true }),
    life: unit.life,
    ...(data.length > 0 && { 'relation-data': data }),
    ...(unit.providerId !== '' && { 'provider-id': unit.providerId }),
    ...(model.type === 'caas' && unit.address !== '' && { address: unit.address }),
  };
}

/** What the units at the other side of a relation tell this unit's application. */
function relationData(model: Model, relation: Relation, unit: Unit): object[] {
  const own = relation.endpoints.find(({ application }) => application === unit.application.name);
  if (own === undefined) return [];
  const other = relation.endpoints.find((endpoint) => endpoint !== own) ?? own;
  const isRemote = model.remoteApplications.has(other.application);
  const units = isRemote
    ? [...relation.unitSettings.keys()].filter((name) => name.startsWith(`${other.application}/`))
    : [...(model.applications.get(other.application)?.units.keys() ?? [])];
  const is36 = model.profile.series === '3.6';
  const teller = is36 ? other.application : own.application;
  return [
    {
      'relation-id': relation.id,
      endpoint: own.name,
      'cross-model': is36 && isRemote,
      'related-endpoint': other.name,
      // Juju 4 tells of the application itself here; of the other one only that one's units are told.
      ApplicationData: relation.applicationSettings.get(teller)?.values ?? {},
      'unit-relation-data': Object.fromEntries(units.map((name) => [name, unitData(relation, name)])),
    },
  ];
}

function unitData(relation: Relation, name: string): object {
  const InScope = relation.inScope.has(name);
  return { InScope, UnitData: InScope ? (relation.unitSettings.get(name)?.values ?? {}) : null };
}
