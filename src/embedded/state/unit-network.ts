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
