import type { HookInfo } from '../hook-info';
import type { LocalState } from '../local-state';
import type { RemoteState } from '../remote-state';
import type { UnitOperation } from '../unit-operation';
import { nextOperation } from '../next-operation';

/**
 * Which of the orders that Juju allows one unit takes.
 *
 * @internal
 */
export interface UnitOrder {
  /** What the unit does next. */
  next(local: LocalState, remote: RemoteState): UnitOperation | undefined;
  /** A hook of the unit begins. */
  begins(hook: HookInfo): void;
}

/** Without a seed: always the same one, things in the order in which they were made. @internal */
export const plainOrder: UnitOrder = { next: nextOperation, begins: () => undefined };
