import type { Entities } from '../entities';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import { removeSaas, type RemoveSaasOptions } from '../offers/remove-saas';
import type { Relation } from '../relation/relation';
import type { Life, RemoteApplicationStatus, RemoteEndpoint, StatusInfo } from '../status/status';

/**
 * An application of another model that this one has consumed ("SAAS"). Its properties show it as it was after the last
 * awaited command or wait.
 *
 * @example
 * ```ts
 * const data = opsTest.model.remoteApplications.require('data');
 * expect(data.status.current).toBe('active');
 * await data.remove();
 * ```
 *
 * @public
 */
export class RemoteApplication {
  /** What it is called in this model. */
  readonly name: string;
  readonly #core: ModelCore;
  readonly #entities: Entities;

  /** @internal */
  constructor(name: string, core: ModelCore, entities: Entities) {
    this.name = name;
    this.#core = core;
    this.#entities = entities;
  }

  /** `owner/model.offer`, with `controller:` before it where that is another. */
  get offerUrl(): string {
    return this.#status.offerUrl;
  }

  /** The status of the application that is offered; `terminated` when the offer is gone. */
  get status(): StatusInfo {
    return this.#status.status;
  }

  get endpoints(): readonly RemoteEndpoint[] {
    return this.#status.endpoints;
  }

  get life(): Life {
    return this.#status.life;
  }

  /** The relations that this model has with it. */
  get relations(): readonly Relation[] {
    return Object.freeze(
      this.#entities.relations.filter((relation) => relation.applications.includes(this.name)),
    );
  }

  /** Whether the model still had it then. */
  get exists(): boolean {
    return Object.hasOwn(this.#core.lastStatus.remoteApplications, this.name);
  }

  /** Removes it with its relations, and resolves when it is gone. What is offered stays. */
  remove(options: RemoveSaasOptions = {}): Promise<void> {
    return removeSaas(this.#core, this.name, options);
  }

  get #status(): RemoteApplicationStatus {
    const status = this.exists ? this.#core.lastStatus.remoteApplications[this.name] : undefined;
    if (status) return status;
    throw new EntityNotFoundError(`"${this.name}" is no longer consumed by ${this.#core.fullName}`);
  }
}
