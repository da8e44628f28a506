import { ApiError } from '../api-error';
import type { Watcher } from '../server/watcher-registry';
import type { ChangeKind } from '../state/change-hub';
import type { ControllerState } from '../state/controller-state';
import type { Model } from '../state/model';
import * as infos from './entity-info';

/** `[kind, 'change' | 'remove', entity]`. @internal */
export type Delta = readonly [kind: string, change: 'change' | 'remove', entity: unknown];

interface Waiting {
  readonly resolve: (deltas: Delta[]) => void;
  readonly reject: (error: Error) => void;
}

interface Entity {
  readonly kind: ChangeKind;
  readonly id: string;
}

/**
 * Juju's multiwatcher on one model: first everything that there is, then what changed since, each thing once and as
 * it is now, however often it changed.
 *
 * @internal
 */
export class MultiWatcher implements Watcher {
  /** What the client was told last, as text, by kind and id. */
  readonly #told = new Map<string, string>();
  /** What may have changed since, in the order of the last change. */
  readonly #changed = new Map<string, Entity>();
  readonly #unsubscribe: () => void;
  #started = false;
  #stopped = false;
  #waiting: Waiting[] = [];
  #turn: NodeJS.Immediate | undefined;

  constructor(
    private readonly state: ControllerState,
    private readonly model: Model,
  ) {
    this.#unsubscribe = state.changes.subscribe(({ kind, modelUuid, id }) => {
      if (modelUuid === model.uuid && this.#started) this.#note({ kind, id });
    });
  }

  /** What changed, as soon as there is any; the first time, all that there is. */
  next(): Promise<Delta[]> {
    if (this.#stopped) return Promise.reject(stopped());
    if (!this.#started) {
      this.#started = true;
      for (const entity of entitiesOf(this.model)) this.#changed.set(keyOf(entity), entity);
      return Promise.resolve(this.#deltas());
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#schedule();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
    clearImmediate(this.#turn);
    for (const { reject } of this.#waiting) reject(stopped());
    this.#waiting = [];
  }

  #note(entity: Entity): void {
    const key = keyOf(entity);
    this.#changed.delete(key);
    this.#changed.set(key, entity);
    this.#schedule();
  }

  /** Answers in the next turn, so that what changes together is told together. */
  #schedule(): void {
    if (this.#waiting.length === 0 || this.#changed.size === 0 || this.#turn !== undefined) return;
    this.#turn = setImmediate(() => {
      this.#turn = undefined;
      const deltas = this.#deltas();
      if (deltas.length > 0) this.#waiting.shift()?.resolve(deltas);
    });
  }

  #deltas(): Delta[] {
    const entities = [...this.#changed];
    this.#changed.clear();
    return entities.map(([key, entity]) => this.#delta(key, entity)).filter((delta) => delta !== undefined);
  }

  #delta(key: string, { kind, id }: Entity): Delta | undefined {
    const info = infoOf(this.state, this.model, kind, id);
    const before = this.#told.get(key);
    if (info === undefined) {
      this.#told.delete(key);
      return before === undefined ? undefined : [kind, 'remove', JSON.parse(before)];
    }
    const text = JSON.stringify(info);
    if (text === before) return undefined;
    this.#told.set(key, text);
    return [kind, 'change', info];
  }
}

const keyOf = ({ kind, id }: Entity): string => `${kind} ${id}`;

/** Juju gives this one error no code: clients know it by its text. */
const stopped = (): ApiError => new ApiError('watcher was stopped');

function* entitiesOf(model: Model): Iterable<Entity> {
  yield { kind: 'model', id: model.uuid };
  for (const id of model.machines.keys()) yield { kind: 'machine', id };
  for (const id of model.charms.keys()) yield { kind: 'charm', id };
  for (const id of model.applications.keys()) yield { kind: 'application', id };
  for (const { name: id } of model.units()) yield { kind: 'unit', id };
  for (const { key: id } of model.relations.values()) yield { kind: 'relation', id };
  for (const id of model.remoteApplications.keys()) yield { kind: 'remoteApplication', id };
  for (const id of model.offers.keys()) yield { kind: 'applicationOffer', id };
  for (const id of model.actions.keys()) yield { kind: 'action', id };
  for (const id of model.annotations.keys()) yield { kind: 'annotation', id };
  for (const id of model.blocks.keys()) yield { kind: 'block', id };
}

/** The thing as it is now; `undefined` when it has gone, or when clients are not told of its kind. */
function infoOf(state: ControllerState, model: Model, kind: ChangeKind, id: string): object | undefined {
  const lookup = lookups[kind];
  if (lookup) return lookup(model, id);
  return kind === 'model' && state.models.has(id) ? infos.modelInfo(model, state.uuid) : undefined;
}

const lookups: Partial<Record<ChangeKind, (model: Model, id: string) => object | undefined>> = {
  machine: (model, id) => map(model.machines.get(id), (each) => infos.machineInfo(model, each)),
  charm: (model, id) => map(model.charms.get(id), (each) => infos.charmInfo(model, each)),
  application: (model, id) => map(model.applications.get(id), (each) => infos.applicationInfo(model, each)),
  unit: (model, id) =>
    map(model.applications.get(id.slice(0, id.lastIndexOf('/')))?.units.get(id), (each) =>
      infos.unitInfo(model, each),
    ),
  relation: (model, id) =>
    map(
      [...model.relations.values()].find(({ key }) => key === id),
      (each) => infos.relationInfo(model, each),
    ),
  remoteApplication: (model, id) =>
    map(model.remoteApplications.get(id), (each) =>
      each.isConsumerProxy ? undefined : infos.remoteApplicationInfo(model, each),
    ),
  applicationOffer: (model, id) => map(model.offers.get(id), (each) => infos.offerInfo(model, each)),
  action: (model, id) => map(model.actions.get(id), (each) => infos.actionInfo(model, each)),
  annotation: (model, id) => map(model.annotations.get(id), (each) => infos.annotationInfo(model, id, each)),
  block: (model, id) => map(model.blocks.get(id), (each) => infos.blockInfo(model, each)),
};

function map<T, R>(value: T | undefined, render: (value: T) => R): R | undefined {
  return value === undefined ? undefined : render(value);
}
