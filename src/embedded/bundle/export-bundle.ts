import { dump } from 'js-yaml';
import type { ConfigValue, Application as DeployedApplication } from '../state/entities';
import type { Machine, Placement } from '../state/machine-entities';
import type { Model } from '../state/model';
import { refused } from '../api-error';
import { applicationTag, machineTag } from '../facades/tags';
import { constraintsText } from './constraints-text';

type Fields = Readonly<Record<string, unknown>>;

/** What Juju takes for a model that names no base. */
const usualBase = 'ubuntu@24.04/stable';

/**
 * What `juju export-bundle` prints of a model on Juju 3: a bundle that deploys the same, and, below it, an overlay with
 * what a bundle must not have (offers, and to whom endpoints are open).
 *
 * @internal
 */
export function exportBundle(model: Model, withDefaults: boolean): string {
  const applications = [...model.applications.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (applications.length === 0) throw refused('nothing to export as there are no applications');
  const caas = model.type === 'caas';
  const machines = caas ? [] : usedMachines(applications);
  const modelBase = modelDefaultBase(model);
  const bases = new Set([...applications, ...machines].map(baseText));
  const [only] = bases;
  const common = bases.size === 1 ? only : bases.has(modelBase) ? modelBase : undefined;
  const own = (base: string) => (base === (common ?? modelBase) ? {} : { base });
  const bundle = {
    ...(caas ? { bundle: 'kubernetes' } : common !== undefined && { 'default-base': common }),
    ...filled('saas', saasOf(model)),
    applications: Object.fromEntries(
      applications.map((each) => [
        each.name,
        { ...applicationSpec(model, each, withDefaults), ...own(baseText(each)) },
      ]),
    ),
    ...filled(
      'machines',
      Object.fromEntries(
        machines.map((each) => [each.id, { ...machineSpec(model, each), ...own(baseText(each)) }]),
      ),
    ),
    ...filled('relations', relationsOf(model)),
  };
  const overlay = overlayOf(model, applications);
  return `${dump(bundle)}${Object.keys(overlay).length === 0 ? '' : `--- # overlay.yaml\n${dump({ applications: overlay })}`}`;
}

function modelDefaultBase(model: Model): string {
  const set = model.config.entries().get('default-base')?.value;
  if (typeof set !== 'string' || set === '') return usualBase;
  return set.includes('/') ? set : `${set}/stable`;
}

function baseText({ base: { name, channel } }: { base: { name: string; channel: string } }): string {
  return `${name}@${channel.includes('/') ? channel : `${channel}/stable`}`;
}

/** Containers come and go with the machine that they are on. */
function usedMachines(applications: readonly DeployedApplication[]): Machine[] {
  const used = applications
    .filter(({ subordinate }) => !subordinate)
    .flatMap(({ units }) => [...units.values()].flatMap(({ machine }) => machine ?? []))
    .map((machine) => machine.parent ?? machine);
  return [...new Set(used)].toSorted((a, b) => Number(a.id) - Number(b.id));
}

function applicationSpec(model: Model, application: DeployedApplication, withDefaults: boolean): Fields {
  const { charm, origin, subordinate, trust, constraints } = application;
  const isLocal = origin.source === 'local';
  const track = [origin.track, origin.risk].filter((part) => part !== undefined && part !== '').join('/');
  return {
    charm: isLocal ? `local:${charm.name}-${String(charm.revision)}` : charm.name,
    ...(!isLocal && track !== '' && { channel: track }),
    ...(!isLocal && { revision: charm.revision }),
    ...filled('resources', storeResources(application)),
    ...(!subordinate && unitsOf(model, application)),
    ...(application.exposed && exposedTo(application) === undefined && { expose: true }),
    ...filled('options', optionsOf(application, withDefaults)),
    ...filled('annotations', { ...model.annotations.get(applicationTag(application.name)) }),
    ...filledText('constraints', constraintsText(constraints)),
    ...filled('storage', storageOf(application)),
    ...filled('bindings', bindingsOf(model, application)),
    ...(trust && { trust: true }),
  };
}

function unitsOf(model: Model, { units, placement }: DeployedApplication): Fields {
  const count = units.size;
  if (model.type === 'caas') {
    const [place] = placement;
    return { ...(count > 0 && { scale: count }), ...(place && { placement: placeText(place) }) };
  }
  const to = [...units.values()].flatMap(({ machine }) => (machine ? [machineText(machine)] : []));
  return { ...(count > 0 && { num_units: count }), ...filled('to', to) };
}

function placeText({ scope, directive }: Placement): string {
  return scope === '#' || directive === '' ? directive || scope : directive;
}

function machineText({ id, containerType, parent }: Machine): string {
  return parent ? `${containerType}:${parent.id}` : id;
}

function machineSpec(model: Model, machine: Machine): Fields {
  return {
    ...filled('annotations', { ...model.annotations.get(machineTag(machine.id)) }),
    ...filledText('constraints', constraintsText(machine.constraints)),
  };
}

function storeResources({ resources }: DeployedApplication): Record<string, number> {
  const ofStore = [...resources.values()].filter(({ origin }) => origin === 'store');
  return Object.fromEntries(ofStore.map(({ name, revision }) => [name, revision]));
}

function optionsOf({ config, charm }: DeployedApplication, withDefaults: boolean): Fields {
  const options: Record<string, ConfigValue | null> = Object.fromEntries(config);
  if (!withDefaults) return options;
  for (const { name, default: value } of charm.config.values()) options[name] ??= value ?? null;
  return options;
}

function storageOf({ storageDirectives }: DeployedApplication): Record<string, string> {
  return Object.fromEntries(
    [...storageDirectives].map(([name, { pool, count, size }]) => [
      name,
      [pool, count > 0 ? String(count) : '', size > 0 ? `${String(size)}M` : '']
        .filter((part) => part !== '')
        .join(','),
    ]),
  );
}

/** Where all is in one space, nobody wants to read of spaces. */
function bindingsOf(model: Model, { endpointBindings }: DeployedApplication): Record<string, string> {
  const spaces = [...model.applications.values()].flatMap((each) => [...each.endpointBindings.values()]);
  return new Set(spaces).size > 1 ? Object.fromEntries(endpointBindings) : {};
}

/** To whom single endpoints are open; `undefined` where all are open to all, or nothing is. */
function exposedTo({ exposedEndpoints }: DeployedApplication): Fields | undefined {
  const [first, ...more] = exposedEndpoints;
  if (first === undefined) return undefined;
  const [name, { exposeToSpaces, exposeToCidrs }] = first;
  const everywhere = ['0.0.0.0/0', '::/0'];
  const isPlain = name === '' && more.length === 0 && exposeToSpaces.length === 0;
  if (isPlain && exposeToCidrs.every((cidr) => everywhere.includes(cidr))) return undefined;
  return Object.fromEntries(
    [...exposedEndpoints].map(([endpoint, to]) => [
      endpoint,
      {
        ...filled('expose-to-spaces', to.exposeToSpaces.toSorted()),
        ...filled('expose-to-cidrs', to.exposeToCidrs.toSorted()),
      },
    ]),
  );
}

function saasOf(model: Model): Fields {
  const consumed = [...model.remoteApplications.values()].filter((each) => !each.isConsumerProxy);
  return Object.fromEntries(consumed.map(({ name, offerUrl }) => [name, { url: offerUrl }]));
}

function relationsOf(model: Model): string[][] {
  return [...model.relations.values()]
    .map(({ endpoints }) => endpoints.filter(({ role }) => role !== 'peer'))
    .filter((ends) => ends.length > 0)
    .map((ends) => ends.map(({ application, name }) => `${application}:${name}`));
}

function overlayOf(model: Model, applications: readonly DeployedApplication[]): Fields {
  const parts = applications.map((application) => {
    const exposed = exposedTo(application);
    const offers = [...model.offers.values()].filter((offer) => offer.application === application.name);
    const specs = offers.map(
      ({ name, endpoints, users }) =>
        [
          name,
          {
            endpoints: [...endpoints.values()].map((endpoint) => endpoint.name).toSorted(),
            ...filled('acl', Object.fromEntries([...users].filter(([user]) => user !== 'everyone@external'))),
          },
        ] as const,
    );
    const fields = {
      ...(exposed && { 'exposed-endpoints': exposed }),
      ...filled('offers', Object.fromEntries(specs)),
    };
    return [application.name, fields] as const;
  });
  return Object.fromEntries(parts.filter(([, fields]) => Object.keys(fields).length > 0));
}

/** A field, where it has something. */
function filled(key: string, value: object): Fields {
  return Object.keys(value).length > 0 ? { [key]: value } : {};
}

function filledText(key: string, value: string): Fields {
  return value === '' ? {} : { [key]: value };
}
