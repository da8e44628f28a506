import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { Machine } from './machine-entities';
import type { Model } from './model';
import { alreadyExists, annotated, ApiError, notFound, notSupported, refused } from '../api-error';

/** A space of a network, by whose name endpoints are bound to it. @public */
export interface Space {
  readonly id: string;
  readonly name: string;
}

/** A range of addresses, and the space that it is in. @public */
export interface Subnet {
  readonly cidr: string;
  readonly providerId: string;
  readonly networkId: string;
  readonly zones: readonly string[];
  space: string;
}

/** The one that all is in that is in no other. @internal */
export const alpha = 'alpha';
const alphaOfJuju4 = '656b4a82-e28c-53d6-a014-f0dd53417eb6';

/** The spaces of a new model. @internal */
export function firstSpaces(series: '3.6' | '4.0'): Map<string, Space> {
  return new Map([[alpha, { id: series === '3.6' ? '0' : alphaOfJuju4, name: alpha }]]);
}

/** The one network that the cloud of the embedded controller has: its machines are there. @internal */
export function firstSubnets(): Map<string, Subnet> {
  const cidr = '10.0.0.0/8';
  const ids = { providerId: `subnet-lxdbr0-${cidr}`, networkId: 'net-lxdbr0' };
  return new Map([[cidr, { cidr, ...ids, zones: ['localhost'], space: alpha }]]);
}

/** Kubernetes has no spaces. @internal */
export function checkSupportsSpaces(model: Model): void {
  if (model.type === 'caas') throw notSupported('spaces');
}

/** What `juju add-space` does: the subnets move to the new space. @internal */
export function addSpace(model: Model, name: string, cidrs: readonly string[]): void {
  const subnets = cidrs.map((cidr) => subnetOf(model, cidr));
  if (model.spaces.has(name)) throw taken(model, name);
  const id = model.profile.series === '3.6' ? String(model.sequences.next('space', 1)) : randomUUID();
  model.spaces.set(name, { id, name });
  for (const subnet of subnets) subnet.space = name;
}

function subnetOf(model: Model, cidr: string): Subnet {
  const [address = '', bits] = cidr.split('/');
  if (isIP(address) === 0 || bits === undefined || !/^\d{1,3}$/.test(bits)) {
    throw refused(`"${cidr}" is not a valid CIDR`);
  }
  const subnet = model.subnets.get(cidr);
  if (subnet !== undefined) return subnet;
  throw model.profile.series === '3.6'
    ? notFound(`subnet "${cidr}"`)
    : refused(`subnet "${cidr}": subnet not found`);
}

function taken(model: Model, name: string): Error {
  return model.profile.series === '3.6'
    ? annotated(alreadyExists(`space "${name}"`), `adding space "${name}"`)
    : refused(`space "${name}": space already exists`);
}

/** The space, or that there is none. @internal */
export function spaceOf(model: Model, name: string): Space {
  const space = model.spaces.get(name);
  if (space !== undefined) return space;
  const juju3 = model.profile.series === '3.6';
  throw new ApiError(
    juju3
      ? `fetching space "space-${name}": space "${name}" not found`
      : `fetching space "${name}": space not found with ${name}: space not found`,
    juju3 ? 'not found' : '',
  );
}

/** The names of the applications with an endpoint in a space. @internal */
export function applicationsIn(model: Model, { id, name }: Space): string[] {
  const bound = (space: string) => space === name || space === id || (space === '' && name === alpha);
  return [...model.applications.values()]
    .filter(({ endpointBindings, charm }) => {
      const { provides, requires, peers } = charm.meta;
      const fallback = endpointBindings.get('') ?? alpha;
      const endpoints = [...provides.keys(), ...requires.keys(), ...peers.keys()];
      return (
        bound(fallback) || endpoints.some((endpoint) => bound(endpointBindings.get(endpoint) ?? fallback))
      );
    })
    .map((application) => application.name)
    .sort();
}

/** How many machines have an address in a space. @internal */
export function machinesIn(model: Model, { name }: Space): number {
  const isThere = (machine: Machine) =>
    machine.addresses.some(({ cidr }) => cidr !== undefined && model.subnets.get(cidr)?.space === name);
  return [...model.machines.values()].filter(isThere).length;
}
