import type { Status } from '../status/status';

/** Why something is not as it is waited for. @public */
export interface Reason {
  /** An application, a unit, a machine … */
  readonly entity: string;
  /** `agent executing for 4m12s`, `0 units, want ≥ 1`. */
  readonly why: string;
  /**
   * Set where the model has no such thing: perhaps its name is misspelt, perhaps it is yet to be deployed. `why` lists
   * what there is instead.
   */
  readonly missing?: true;
}

/** A kind of failure that ends a wait, the gravest first. @internal */
export type FailureKind = 'machine' | 'agent' | 'unit' | 'application';

/** What makes going on waiting pointless. @internal */
export interface Failure {
  readonly kind: FailureKind | 'model' | 'predicate';
  readonly state: 'error' | 'blocked';
  readonly entities: readonly Reason[];
}

/** What a {@link Judge} has to say of one status. @internal */
export interface Judgement {
  readonly done: boolean;
  /** Why not, for a person to read. */
  readonly reasons: readonly Reason[];
  readonly failure?: Failure | undefined;
  /** What is ready already: `redis (3 units, idle 9m)`. */
  readonly ready?: readonly string[];
  /** How far it is, in a few words: `2 of 3 applications ready`. */
  readonly progress?: string | undefined;
  /** When, at the latest, it should be asked again. */
  readonly againInMs?: number | undefined;
}

/** Decides, status by status, whether what is waited for has come. @internal */
export interface Judge {
  /** What is waited for: `idle (status: active)`. */
  readonly goal: string;
  observe(status: Status, nowMs: number): Judgement | Promise<Judgement>;
}
