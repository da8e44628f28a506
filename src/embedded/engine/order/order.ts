import type { Draw } from './draws';
import type { Model } from '../../state/model';
import type { RunQueue } from '../run-queue';
import type { Unit } from '../../state/entities';
import type { UnitOrder } from './unit-order';
import { drawsOf } from './draws';
import { plainOrder } from './unit-order';
import { SeededOrder } from './seeded-order';
import { Turns } from './turns';

/**
 * What Juju leaves open, decided: without a seed always in the same plain way, with one as it is drawn.
 *
 * @internal
 */
export class Order {
  readonly #draw: Draw | undefined;
  readonly #queue: RunQueue;
  readonly #turns = new WeakMap<Model, Turns>();

  constructor(seed: number | undefined, queue: RunQueue) {
    this.#draw = seed === undefined ? undefined : drawsOf(seed);
    this.#queue = queue;
  }

  /** The order of one unit. */
  ofUnit(): UnitOrder {
    return this.#draw === undefined ? plainOrder : new SeededOrder(this.#draw);
  }

  /** Whose turn it is in a model; `undefined` where units run at the same time. */
  turnsOf(model: Model): Turns | undefined {
    if (this.#draw === undefined) return undefined;
    const turns = this.#turns.get(model) ?? new Turns(this.#draw, this.#queue);
    this.#turns.set(model, turns);
    return turns;
  }

  /** Who inherits the leadership: the first by number, or any. */
  readonly chooseHeir = (units: readonly Unit[]): Unit | undefined => {
    const draw = this.#draw;
    if (draw === undefined) return units[0];
    const rank = ({ name }: Unit) => draw(name, 'heir', units.length);
    return units.toSorted((one, other) => rank(other) - rank(one))[0];
  };

  /**
   * Whether a unit sees that the Pebble of a container is up: after `start` in any case, since it takes some seconds, or
   * any time after `install`.
   */
  seesContainer(unit: Unit, container: string): boolean {
    if (unit.local.started) return true;
    return unit.local.installed && (this.#draw?.(unit.name, 'early container', container) ?? 1) < 0.5;
  }

  /** A time that a cloud takes, between half and one and a half of it where it is drawn. */
  vary(milliseconds: number, ...what: readonly string[]): number {
    return milliseconds * (0.5 + (this.#draw?.('time', ...what) ?? 0.5));
  }
}
