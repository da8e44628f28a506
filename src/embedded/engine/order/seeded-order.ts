import type { Draw } from './draws';
import type { HookInfo } from '../hook-info';
import type { LocalState } from '../local-state';
import type { RemoteRelation, RemoteState } from '../remote-state';
import type { UnitOperation } from '../unit-operation';
import type { UnitOrder } from './unit-order';
import { nextOperation } from '../next-operation';
import { withoutLateNews } from './late-news';

/** How often `update-status` comes when a unit has come to rest. */
const updateStatusChance = 0.25;

/**
 * The order that a seed gives a unit. What Juju fixes stays: only what its uniter takes out of a Go map, or learns from
 * watchers that know nothing of each other, comes in another order, and `update-status` whenever nothing else is to do.
 *
 * @internal
 */
export class SeededOrder implements UnitOrder {
  readonly #draw: Draw;
  /** How many hooks have begun, `update-status` left out. */
  #hooks = 0;
  /** `update-status` has run since the last of them. */
  #told = false;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  next(local: LocalState, remote: RemoteState): UnitOperation | undefined {
    const arranged = this.#arranged(local, remote);
    return (
      nextOperation(local, withoutLateNews(this.#draw, local, arranged)) ??
      nextOperation(local, arranged) ??
      this.#updateStatus(local, remote)
    );
  }

  begins(hook: HookInfo): void {
    this.#told = hook.kind === 'update-status';
    if (!this.#told) this.#hooks += 1;
  }

  /** Relations, storage and secrets are in maps, which Go goes through in any order, and in another one each time. */
  #arranged(local: LocalState, remote: RemoteState): RemoteState {
    const { unit, relations, storage, readyContainers } = remote;
    const progress = ({ id }: RemoteRelation) => {
      const memory = local.relations.get(id);
      return memory === undefined ? 0 : 1 + Number(memory.created) + memory.members.size;
    };
    return {
      ...remote,
      relations: sortedBy(relations, (relation) =>
        this.#draw(unit, 'relation', relation.id, progress(relation)),
      ),
      storage: sortedBy(storage, ({ id }) => this.#draw(unit, 'storage', id)),
      readyContainers: sortedBy(readyContainers, (name) => this.#draw(unit, 'container', name)),
      consumed: new Map(sortedBy([...remote.consumed], (_, index) => this.#draw(unit, 'consumed', index))),
      obsolete: new Map(sortedBy([...remote.obsolete], (_, index) => this.#draw(unit, 'obsolete', index))),
    };
  }

  #updateStatus(local: LocalState, remote: RemoteState): UnitOperation | undefined {
    if (this.#told || !local.started || local.hook !== undefined || remote.life !== 'alive') return undefined;
    if (this.#draw(remote.unit, 'update-status', this.#hooks) >= updateStatusChance) return undefined;
    return { kind: 'run-hook', hook: { kind: 'update-status' } };
  }
}

/** In the order of what is drawn for each. */
function sortedBy<T>(things: readonly T[], rank: (thing: T, index: number) => number): readonly T[] {
  if (things.length < 2) return things;
  return things
    .map((thing, index) => ({ thing, rank: rank(thing, index) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ thing }) => thing);
}
