import type { HookInfo } from '../hook-info';
import type { Model } from '../../state/model';
import type { Transaction } from './transaction';
import type { Unit } from '../../state/entities';

/** Whom a hook context is for. @internal */
export interface HookSubject {
  readonly model: Model;
  readonly unit: Unit;
  /** `undefined` in an action. */
  readonly hook: HookInfo | undefined;
  /** Juju's name of the hook or action. */
  readonly name: string;
  readonly transaction: Transaction;
}
