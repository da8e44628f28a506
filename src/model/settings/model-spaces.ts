import { itemsOf } from '../../juju/bulk';
import { fromTag, spaceTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { type CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { listOf } from '../calls/list-of';
import type { ModelCore } from '../model-core';
import { text } from '../status/parse-status-info';

/** A range of addresses of a cloud. @public */
export interface Subnet {
  /** `10.0.0.0/8`. */
  readonly cidr: string;
  /** What the cloud calls it. */
  readonly providerId: string | undefined;
  /** The space that it is in. */
  readonly space: string;
  readonly zones: readonly string[];
  readonly vlanTag: number;
}

/** A space: subnets that are as good as each other, to which endpoints are bound. @public */
export interface Space {
  readonly id: string;
  readonly name: string;
  readonly subnets: readonly Subnet[];
}

/** A space, with who is in it. @public */
export interface SpaceDetails extends Space {
  /** The applications with an endpoint in it. */
  readonly applications: readonly string[];
  readonly machineCount: number;
}

/**
 * The spaces of a model. Not on Kubernetes, which has none.
 *
 * @example
 * ```ts
 * await opsTest.model.spaces.add('db', ['10.0.1.0/24']);
 * ```
 *
 * @public
 */
export class ModelSpaces {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    this.#core = core;
  }

  /** All of them, with their subnets. */
  async list(limits: CallLimits = {}): Promise<readonly Space[]> {
    const call = this.#call('ListSpaces');
    const response = await this.#core.call<wire.ListSpacesResults>(call.facade, call.request, {}, limits);
    return Object.freeze(itemsOf(call, response).map(space));
  }

  /** Some of them by name, with who is in them. */
  async show(names: string | readonly string[], limits: CallLimits = {}): Promise<readonly SpaceDetails[]> {
    const call = this.#call('ShowSpace');
    const asked = listOf(names);
    const params: wire.Entities = { entities: asked.map((name) => ({ tag: spaceTag(name) })) };
    const response = await this.#core.call<wire.ShowSpaceResults>(call.facade, call.request, params, limits);
    return Object.freeze(itemsOf(call, response).map(details));
  }

  /**
   * Makes a space of subnets, which move there.
   *
   * @param cidrs - subnets that the model knows; none makes an empty space
   */
  async add(name: string, cidrs: readonly string[] = [], limits: CallLimits = {}): Promise<void> {
    checkKeys(limits, ['signal', 'timeout'], 'add');
    const call = this.#call('CreateSpaces');
    const params: wire.CreateSpacesParams = {
      spaces: [{ 'space-tag': spaceTag(name), cidrs: [...cidrs], public: false }],
    };
    itemsOf(call, await this.#core.call<wire.ErrorResults>(call.facade, call.request, params, limits));
  }

  #call(request: string) {
    return { facade: 'Spaces', request, version: this.#core.session.facadeVersion('Spaces') };
  }
}

function space({ id, name, subnets }: wire.Space): Space {
  return Object.freeze({ id, name, subnets: Object.freeze((subnets ?? []).map(subnet)) });
}

function details({
  space: raw,
  applications,
  'machine-count': machineCount,
}: wire.ShowSpaceResult): SpaceDetails {
  return Object.freeze({
    ...space(raw),
    applications: Object.freeze([...(applications ?? [])]),
    machineCount,
  });
}

function subnet(raw: wire.Subnet): Subnet {
  return Object.freeze({
    cidr: raw.cidr,
    providerId: text(raw['provider-id'] ?? ''),
    space: fromTag(raw['space-tag'], 'space').id,
    zones: Object.freeze([...(raw.zones ?? [])]),
    vlanTag: raw['vlan-tag'],
  });
}
