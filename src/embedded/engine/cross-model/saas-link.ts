import { applicationStatus } from '../../state/application-status';
import type { ControllerState } from '../../state/controller-state';
import { destroyOneRelation } from '../../state/destroy-relation';
import type { Relation, RemoteApplication } from '../../state/relation-entities';
import type { Model } from '../../state/model';
import { reachableController } from '../../state/reachable-controllers';
import { mayConsume } from '../../state/offer-access';
import { relationsOf } from '../../state/remove-application';
import { applySuspension } from '../../state/suspend-relation';
import type { EngineCore } from '../engine-core';
import { followSecrets } from './follow-secrets';
import { isGone, mirror, type Side } from './mirror';
import { type CrossModelRelation, type OfferedBy, openRelation } from './open-relation';

/**
 * What keeps a consumed application in step with what it stands for, on another model of this controller or of another:
 * its status, and its relations with all that is said in them.
 *
 * @internal
 */
export class SaasLink {
  readonly #core: EngineCore;
  readonly #model: Model;
  readonly #remote: RemoteApplication;
  readonly #relations = new Map<Relation, CrossModelRelation>();
  #listensTo: ControllerState | undefined;
  #unsubscribe: (() => void) | undefined;
  #queued = false;

  constructor(core: EngineCore, model: Model, remote: RemoteApplication) {
    this.#core = core;
    this.#model = model;
    this.#remote = remote;
  }

  /** Has a look at both sides soon. */
  readonly wake = (): void => {
    if (this.#queued) return;
    this.#queued = true;
    this.#core.queue.add(() => {
      this.#queued = false;
      this.#step();
    });
  };

  end(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** Whether nothing is left that it would have to look after. */
  get isOver(): boolean {
    const isThere =
      this.#core.has(this.#model) && this.#model.remoteApplications.get(this.#remote.name) === this.#remote;
    return !isThere && this.#relations.size === 0;
  }

  #step(): void {
    const { controllerUuid } = this.#remote.source;
    const controller = reachableController(controllerUuid);
    if (controller === undefined) {
      this.#show(
        'error',
        `cannot connect to external controller: controller "${controllerUuid}" is not reachable`,
      );
      return;
    }
    this.#listenTo(controller);
    const offered = this.#find(controller);
    this.#showStatus(offered);
    if (offered !== undefined && this.#mayConsume(controller, offered)) this.#openRelations(offered);
    for (const [relation, sides] of this.#relations) if (keepInStep(sides)) this.#relations.delete(relation);
    if (offered !== undefined) followSecrets(this.#model, offered.model);
    if (this.isOver) this.end();
  }

  #listenTo(controller: ControllerState): void {
    if (this.#listensTo === controller) return;
    this.end();
    this.#listensTo = controller;
    const { modelUuid } = this.#remote.source;
    this.#unsubscribe = controller.changes.subscribe((change) => {
      if (change.modelUuid === modelUuid) this.wake();
    });
  }

  #find(controller: ControllerState): OfferedBy | undefined {
    const model = controller.models.get(this.#remote.source.modelUuid);
    const offer = [...(model?.offers.values() ?? [])].find(({ uuid }) => uuid === this.#remote.offerUuid);
    return model && offer && { controllerUuid: controller.uuid, model, offer };
  }

  #showStatus(offered: OfferedBy | undefined): void {
    const application = offered?.model.applications.get(offered.offer.application);
    if (application === undefined) {
      this.#show('terminated', 'offer has been removed');
      return;
    }
    const { status, message } = applicationStatus(application);
    this.#show(status, message);
  }

  #show(status: string, message: string): void {
    const { status: shown } = this.#remote;
    if (shown.status !== status || shown.message !== message) shown.set(status, message);
  }

  #mayConsume(controller: ControllerState, offered: OfferedBy): boolean {
    if (mayConsume(controller, this.#remote.username, offered)) return true;
    this.#show('error', 'permission denied');
    return false;
  }

  #openRelations(offered: OfferedBy): void {
    const consumer = { model: this.#model, controllerUuid: this.#core.state.uuid };
    for (const relation of relationsOf(this.#model, this.#remote.name)) {
      if (this.#relations.has(relation) || relation.life !== 'alive') continue;
      const sides = openRelation(consumer, relation, this.#remote, offered);
      if (sides !== undefined) this.#relations.set(relation, sides);
    }
  }
}

/** @returns whether both sides have gone */
function keepInStep({ consumer, offerer }: CrossModelRelation): boolean {
  follow(consumer, offerer);
  follow(offerer, consumer);
  if (!isGone(consumer) && !isGone(offerer)) suspend({ consumer, offerer });
  const gone = [consumer, offerer].map(isGone);
  if (gone[0] === false) mirror(offerer, consumer);
  if (gone[1] === false) mirror(consumer, offerer);
  return isGone(consumer) && isGone(offerer);
}

/** Only the side that offers may suspend it. */
function suspend({ consumer, offerer }: CrossModelRelation): void {
  const { suspended, suspendedReason } = offerer.relation;
  if (consumer.relation.suspended === suspended) return;
  applySuspension(consumer.model, consumer.relation, suspended, suspendedReason);
}

/** A relation goes on both sides, whoever removed it. */
function follow(side: Side, other: Side): void {
  const goes = isGone(other) || other.relation.life !== 'alive';
  if (!goes || isGone(side) || side.relation.life !== 'alive') return;
  destroyOneRelation(side.model, side.relation, { force: other.relation.forcedAfterMs !== undefined });
}
