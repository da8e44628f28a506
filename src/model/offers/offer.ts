import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import { ownUrl, removeOffer, type RemoveOfferOptions } from './offers';
import type { OfferStatus, RemoteEndpoint } from '../status/status';

/**
 * What a model offers to others. Its properties show it as it was after the last awaited command or wait; who uses it
 * is told by {@link Model.listOffers}.
 *
 * @example
 * ```ts
 * const offer = opsTest.model.offers.require('data');
 * await consumer.integrate('web:database', offer.url);
 * await offer.remove({ force: true }); // with the relations that use it
 * ```
 *
 * @public
 */
export class Offer {
  readonly name: string;
  readonly #core: ModelCore;

  /** @internal */
  constructor(name: string, core: ModelCore) {
    this.name = name;
    this.#core = core;
  }

  /** `owner/model.offer`: what {@link Model.consume} takes. On another controller, put `controller:` before it. */
  get url(): string {
    return ownUrl(this.#core, this.name);
  }

  /** The application that is offered. */
  get application(): string {
    return this.#status.application;
  }

  /** Name in the offer → the endpoint. */
  get endpoints(): Readonly<Record<string, RemoteEndpoint>> {
    return this.#status.endpoints;
  }

  /** How many relations use it. */
  get totalConnections(): number {
    return this.#status.totalConnections;
  }

  /** How many of them are joined. */
  get activeConnections(): number {
    return this.#status.activeConnections;
  }

  /** Whether the model still made it then. */
  get exists(): boolean {
    return Object.hasOwn(this.#core.lastStatus.offers, this.name);
  }

  /** Takes it back. @throws JujuApiError while relations use it, unless `force` is set */
  remove(options: RemoveOfferOptions = {}): Promise<void> {
    return removeOffer(this.#core, this.name, options);
  }

  get #status(): OfferStatus {
    const status = this.exists ? this.#core.lastStatus.offers[this.name] : undefined;
    if (status) return status;
    throw new EntityNotFoundError(`The offer "${this.name}" is no longer made by ${this.#core.fullName}`);
  }
}
