import { JujuError } from '../../errors';
import { itemsOf, onlyItemOf } from '../../juju/bulk';
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

/** How to remove a space. @public */
export interface RemoveSpaceOptions extends CallLimits {
  /** Whether what is bound to it is bound to `alpha` instead. Default: `false`. */
  readonly force?: boolean;
}

/**
 * The spaces of a model. Not on Kubernetes, which has none.
 *
 * @example
 * ```ts
 * await opsTest.model.spaces.add('db', ['10.0.1.0/24']);
 * ```
 *
 * @example
 * ```ts
 * const names = (await opsTest.model.spaces.list()).map(({ name }) => name);
 * const [{ applications }] = await opsTest.model.spaces.show('db');
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

  /**
   * Gives a space another name; what is bound to it stays bound.
   *
   * @throws JujuApiError for `alpha`, for a space that is not there, and for a name that is taken (`already exists`)
   * @example
   * ```ts
   * await opsTest.model.spaces.rename('db', 'data');
   * ```
   */
  async rename(name: string, newName: string, limits: CallLimits = {}): Promise<void> {
    checkKeys(limits, ['signal', 'timeout'], 'rename');
    const call = this.#call('RenameSpace');
    const params: wire.RenameSpacesParams = {
      changes: [{ 'from-space-tag': spaceTag(name), 'to-space-tag': spaceTag(newName) }],
    };
    onlyItemOf(call, await this.#core.call<wire.ErrorResults>(call.facade, call.request, params, limits));
  }

  /**
   * Removes a space; its subnets are in `alpha` then.
   *
   * @throws JujuError with the code `in use` where something is bound to it, unless `force` is set: then that is bound to
   *   `alpha`; JujuApiError for `alpha` and for a space that is not there
   * @example
   * ```ts
   * await opsTest.model.spaces.remove('db', { force: true });
   * ```
   */
  async remove(name: string, options: RemoveSpaceOptions = {}): Promise<void> {
    checkKeys(options, ['force', 'signal', 'timeout'], 'remove');
    const { force = false, ...limits } = options;
    const call = this.#call('RemoveSpace');
    const params: wire.RemoveSpaceParams = {
      'space-param': [{ space: { tag: spaceTag(name) }, force, 'dry-run': false }],
    };
    const response = await this.#core.call<wire.RemoveSpaceResults>(
      call.facade,
      call.request,
      params,
      limits,
    );
    const { bindings, constraints, 'controller-settings': settings } = onlyItemOf(call, response);
    const users = [...(bindings ?? []), ...(constraints ?? [])].map(({ tag }) => tag);
    const inUse = [...new Set([...users, ...(settings ?? [])])];
    // Juju calls that no error, and leaves the space as it is.
    if (inUse.length > 0) {
      throw new JujuError(
        `The space "${name}" of ${this.#core.fullName} is in use by ${inUse.join(', ')}. ` +
          'Bind them to another one first, or remove it with { force: true }.',
        { code: 'in use' },
      );
    }
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
