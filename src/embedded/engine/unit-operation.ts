import type { HookInfo } from './hook-info';

/**
 * One step of a unit.
 *
 * @internal
 */
export type UnitOperation =
  | { readonly kind: 'run-hook'; readonly hook: HookInfo }
  /** Take a failed hook as done. */
  | { readonly kind: 'skip-hook'; readonly hook: HookInfo }
  | { readonly kind: 'run-action'; readonly actionId: string }
  | { readonly kind: 'enter-scope'; readonly relationId: number }
  /** Leave a relation in which no hook tells of it. */
  | { readonly kind: 'leave-scope'; readonly relationId: number }
  /** Queue `leader-elected`. */
  | { readonly kind: 'accept-leadership' }
  | { readonly kind: 'resign-leadership' }
  | { readonly kind: 'upgrade'; readonly charmUrl: string }
  /** Forget secret revisions that are no more. */
  | { readonly kind: 'forget-secrets'; readonly uris: readonly string[] }
  /** Forget storage that went before its hook ran. */
  | { readonly kind: 'forget-storage'; readonly storageId: string }
  | { readonly kind: 'destroy-subordinates' }
  /** A subordinate without a relation to its principal goes. */
  | { readonly kind: 'destroy-self' }
  /** Something else has to happen first; the unit is not idle. */
  | { readonly kind: 'wait' }
  /** The unit has nothing more to do, ever. */
  | { readonly kind: 'terminate' };
