import type { Model } from '../../state/model';
import type { RemoteApplication } from '../../state/relation-entities';
import type { EngineCore } from '../engine-core';
import { SaasLink } from './saas-link';

/** What looks after the consumed applications of a controller's models. @internal */
export class SaasLinks {
  readonly #core: EngineCore;
  readonly #links = new Map<RemoteApplication, { readonly model: Model; readonly link: SaasLink }>();

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** Something changed in a model: a consumed application is new, or has something to tell the other side. */
  follow(modelUuid: string): void {
    const model = this.#core.state.models.get(modelUuid);
    for (const remote of model?.remoteApplications.values() ?? []) {
      if (!remote.isConsumerProxy && model !== undefined) this.#ensure(model, remote);
    }
    for (const [remote, { model: of, link }] of this.#links) {
      if (of.uuid !== modelUuid) continue;
      if (link.isOver) {
        link.end();
        this.#links.delete(remote);
      } else {
        link.wake();
      }
    }
  }

  stop(): void {
    for (const { link } of this.#links.values()) link.end();
    this.#links.clear();
  }

  #ensure(model: Model, remote: RemoteApplication): void {
    if (!this.#links.has(remote))
      this.#links.set(remote, { model, link: new SaasLink(this.#core, model, remote) });
  }
}
