import { toBase } from '../facades/wire-values';
import type { Application, ExposedEndpoint } from '../state/entities';
import type { Relation } from '../state/relation-entities';
import { applicationStatus as displayedStatus } from '../state/application-status';
import type { Model } from '../state/model';
import { detailedStatus } from './details';
import { relatedApplications } from './relation-status';
import { unitStatus } from './unit-status';

/** An application as `FullStatus` shows it, with those of its units that `shown` lets through. @internal */
export function applicationStatus(
  model: Model,
  application: Application,
  relations: readonly Relation[],
  shown: (unit: string) => boolean,
): object {
  const isJuju3 = model.profile.series === '3.6';
  const { charm, channel, base, life, subordinate, exposed } = application;
  const related = relatedApplications(model, application.name, relations);
  const units = [...application.units.values()].filter(({ name }) => shown(name));
  return {
    charm: charm.url,
    'charm-version': charm.version,
    'charm-profile': isJuju3 ? profileName(model, application) : '',
    ...(channel !== '' && { 'charm-channel': channel }),
    ...(charm.revision !== 0 && { 'charm-rev': charm.revision }),
    base: toBase(base),
    exposed,
    ...(exposed &&
      application.exposedEndpoints.size > 0 && { 'exposed-endpoints': exposedEndpoints(application) }),
    life: isJuju3 && life === 'alive' ? '' : life,
    relations: related.relations,
    'can-upgrade-to': '',
    'subordinate-to': related.subordinateTo,
    // The units of a subordinate stand below their principals.
    units: subordinate
      ? null
      : Object.fromEntries(units.map((unit) => [unit.name, unitStatus(model, unit, shown)])),
    ...(isJuju3 && { 'meter-statuses': null }),
    status: detailedStatus(displayedStatus(application), { allData: true }),
    'workload-version': application.workloadVersion,
    'endpoint-bindings': endpointBindings(application, isJuju3),
    ...(model.type === 'caas' && application.scale !== 0 && { int: application.scale }),
    ...(application.providerId !== '' && { 'provider-id': application.providerId }),
    'public-address': application.publicAddress,
  };
}

/** The name of the LXD profile that a charm brings, `''` when it brings none. */
function profileName(model: Model, { name, charm }: Application): string {
  if (charm.lxdProfile === undefined) return '';
  return `juju-${model.name}-${model.uuid.slice(0, 6)}-${name}-${charm.revision}`;
}

/** To whom each endpoint is open; `''` stands for all endpoints. @internal */
export function exposedEndpoints(application: Application): Record<string, object> {
  const wire = ({ exposeToSpaces, exposeToCidrs }: ExposedEndpoint) => ({
    ...(exposeToSpaces.length > 0 && { 'expose-to-spaces': exposeToSpaces }),
    ...(exposeToCidrs.length > 0 && { 'expose-to-cidrs': exposeToCidrs }),
  });
  return Object.fromEntries(
    [...application.exposedEndpoints].map(([name, endpoint]) => [name, wire(endpoint)]),
  );
}

/** Bindings are not shown when there is nothing but the default. */
function endpointBindings(application: Application, isJuju3: boolean): Record<string, string> | null {
  const bindings = [...application.endpointBindings];
  const onlyDefault = bindings.every(([endpoint, space]) => endpoint === '' && space === 'alpha');
  if (!onlyDefault) return Object.fromEntries(bindings);
  return isJuju3 ? null : {};
}
