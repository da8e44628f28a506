import type { CallLimits } from '../calls/call-limits';
import type { Entities } from '../entities';
import type { EntityMap } from '../entity-map';
import type { ModelCore } from '../model-core';
import { ModelSecrets } from '../secrets/model-secrets';
import type { Offer } from './offer';
import { consume, type ConsumeOptions } from './consume';
import type { OfferDetails } from './offer-details';
import {
  createOffer,
  type CreateOfferOptions,
  listOffers,
  removeOffer,
  type RemoveOfferOptions,
} from './offers';
import { removeSaas, type RemoveSaasOptions } from './remove-saas';
import { suspendRelations, type SuspendOptions } from './suspend';
import type { RemoteApplication } from '../application/remote-application';

/** What a {@link Model} offers to others, and what it consumes of theirs. @public */
export abstract class ModelOffers extends ModelSecrets {
  readonly #core: ModelCore;
  readonly #entities: Entities;

  /** @internal */
  constructor(core: ModelCore, entities: Entities) {
    super(core);
    this.#core = core;
    this.#entities = entities;
  }

  /** What it offers to other models, by name. Its administrators see it. */
  get offers(): EntityMap<Offer> {
    return this.#entities.offers;
  }

  /** What it has consumed of other models ("SAAS"), by name. */
  get remoteApplications(): EntityMap<RemoteApplication> {
    return this.#entities.remoteApplications;
  }

  /**
   * Offers endpoints of an application to other models. Once more with other endpoints it changes the offer on Juju 3,
   * and is refused on Juju 4.
   *
   * @example
   * ```ts
   * const offer = await databases.createOffer({ application: 'postgresql', endpoints: 'database' });
   * await model.integrate('web:db', offer.url);
   * ```
   */
  async createOffer(options: CreateOfferOptions): Promise<Offer> {
    return this.#entities.offer(await createOffer(this.#core, options));
  }

  /**
   * Its offers, with who may use them and who does. For its administrators.
   *
   * @example
   * ```ts
   * const [{ url, users, connections }] = await model.listOffers();
   * await model.suspendRelation(connections.map(({ relationId }) => relationId), { message: 'maintenance' });
   * await model.resumeRelation(connections.map(({ relationId }) => relationId));
   * await model.removeOffer('data', { force: true });
   * await consumer.removeSaas('data');
   * ```
   */
  listOffers(limits: CallLimits = {}): Promise<readonly OfferDetails[]> {
    return listOffers(this.#core, limits);
  }

  /**
   * Takes an offer back, by name or URL.
   *
   * @throws JujuApiError while relations use it, unless `force` is set; then they go too
   */
  removeOffer(offer: string, options: RemoveOfferOptions = {}): Promise<void> {
    return removeOffer(this.#core, offer, options);
  }

  /**
   * Makes an offer of another model usable in this one, as `juju consume` does; an offer that was consumed under the
   * name already is taken as it is.
   *
   * @param url - `owner/model.offer`; the owner is the user where none is named. `controller:owner/model.offer` for one
   *   of another controller that the `juju` client knows
   * @throws JujuApiError with the code `not found` where there is no such offer for the user
   * @example
   * ```ts
   * const database = await model.consume('admin/databases.postgresql', { alias: 'db' });
   * await model.integrate('web', 'db');
   * ```
   */
  async consume(url: string, options: ConsumeOptions = {}): Promise<RemoteApplication> {
    return this.#entities.remoteApplication(await consume(this.#core, url, options));
  }

  /** Removes what was consumed of another model, with its relations, and resolves when it is gone. */
  removeSaas(name: string, options: RemoveSaasOptions = {}): Promise<void> {
    return removeSaas(this.#core, name, options);
  }

  /**
   * Parts consumers from what this model offers them, for a while: units leave the relation, and run its broken hooks.
   *
   * @param relations - numbers of relations, as {@link listOffers} tells them
   * @throws JujuApiError for a relation that is with no consumer
   */
  suspendRelation(relations: number | readonly number[], options: SuspendOptions = {}): Promise<void> {
    return suspendRelations(this.#core, [relations].flat(), true, options);
  }

  /** Lets relations go on that were suspended. */
  resumeRelation(relations: number | readonly number[], limits: CallLimits = {}): Promise<void> {
    return suspendRelations(this.#core, [relations].flat(), false, limits);
  }
}
