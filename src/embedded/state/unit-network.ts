import type { Unit } from './entities';
import type { Model } from './model';

/** Where a unit is reached. @internal */
export interface UnitNetwork {
  /** Where it listens. */
  readonly bindAddress: string;
  /** Where others reach it: on Kubernetes the application's service. `''` as long as there is none. */
  readonly ingressAddress: string;
  /** Where what it sends comes from. */
  readonly egressSubnets: readonly string[];
}

/** The network of a unit: the same for each endpoint, the cloud has but one. @internal */
export function unitNetwork(model: Model, unit: Unit): UnitNetwork {
  const ingressAddress = model.type === 'caas' ? unit.application.publicAddress : unit.address;
  return {
    bindAddress: unit.address,
    ingressAddress,
    egressSubnets: ingressAddress === '' ? [] : [`${ingressAddress}/32`],
  };
}

/**
 * What Juju itself writes into a unit's bag, so that the others can reach it. Juju 4.0 no longer says
 * `private-address`.
 *
 * @internal
 */
export function networkSettings(model: Model, unit: Unit): Readonly<Record<string, string>> {
  const { ingressAddress, egressSubnets } = unitNetwork(model, unit);
  if (ingressAddress === '') return {};
  return {
    'egress-subnets': egressSubnets.join(','),
    'ingress-address': ingressAddress,
    ...(model.profile.series === '3.6' && { 'private-address': ingressAddress }),
  };
}

/** What `network-get` tells of a binding, in Juju's words. @internal */
export interface NetworkInfo {
  readonly 'bind-addresses': readonly BoundInterface[];
  readonly 'egress-subnets': readonly string[];
  readonly 'ingress-addresses': readonly string[];
}

/** An interface and its addresses. @internal */
export interface BoundInterface {
  readonly 'mac-address': string;
  readonly 'interface-name': string;
  readonly addresses: readonly { readonly hostname: string; readonly value: string; readonly cidr: string }[];
}

/**
 * The network of an endpoint or an extra binding of a unit's charm; `undefined` where there is no such.
 *
 * @internal
 */
export function networkInfo(model: Model, unit: Unit, binding: string): NetworkInfo | undefined {
  const { bindAddress, ingressAddress, egressSubnets } = unitNetwork(model, unit);
  if (bindAddress === '' || !isBinding(model, unit, binding)) return undefined;
  return {
    'bind-addresses': [interfaceOf(model, unit)],
    'egress-subnets': egressSubnets,
    'ingress-addresses': ingressAddress === '' ? [] : [ingressAddress],
  };
}

/** Juju 4.0 does not look for the name where the cloud has no spaces. */
function isBinding({ type, profile }: Model, { application }: Unit, name: string): boolean {
  const { provides, requires, peers, extraBindings } = application.charm.meta;
  if (type === 'caas' && profile.series !== '3.6') return true;
  return provides.has(name) || requires.has(name) || peers.has(name) || extraBindings.includes(name);
}

/** A machine has one network card; of a pod nothing is known but its address. */
function interfaceOf({ type }: Model, { address, machine }: Unit): BoundInterface {
  const cidr = machine?.addresses.find(({ value }) => value === address)?.cidr ?? '';
  if (type === 'caas') {
    return {
      'mac-address': '',
      'interface-name': '',
      addresses: [{ hostname: '', value: address, cidr: '' }],
    };
  }
  return {
    'mac-address': macOf(address),
    'interface-name': 'eth0',
    addresses: [{ hostname: '', value: address, cidr }],
  };
}

/** One of those that LXD gives, another for each address. */
function macOf(address: string): string {
  const numbers = address.split('.').slice(-3).map(Number);
  return ['00', '16', '3e', ...numbers.map((number) => number.toString(16).padStart(2, '0'))].join(':');
}
