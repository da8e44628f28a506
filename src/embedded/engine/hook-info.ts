/** The kinds of hooks, in Juju's words. @public */
export type HookKind =
  | 'install'
  | 'start'
  | 'config-changed'
  | 'upgrade-charm'
  | 'leader-elected'
  | 'leader-settings-changed'
  | 'update-status'
  | 'stop'
  | 'remove'
  | 'relation-created'
  | 'relation-joined'
  | 'relation-changed'
  | 'relation-departed'
  | 'relation-broken'
  | 'storage-attached'
  | 'storage-detaching'
  | 'secret-changed'
  | 'secret-expired'
  | 'secret-remove'
  | 'secret-rotate'
  | 'pebble-ready'
  | 'pebble-custom-notice'
  | 'pebble-check-failed'
  | 'pebble-check-recovered';

/**
 * One hook to run: which, and about what.
 *
 * @public
 */
export interface HookInfo {
  readonly kind: HookKind;
  readonly relationId?: number;
  /** `''` where the hook is about the remote application as a whole. */
  readonly remoteUnit?: string;
  readonly remoteApplication?: string;
  /** Who leaves, in a `relation-departed` hook: the remote unit, or this one. */
  readonly departingUnit?: string;
  /** Version of the remote settings that the hook makes known. */
  readonly changeVersion?: number;
  readonly storageId?: string;
  readonly secretUri?: string;
  readonly secretRevision?: number;
  readonly secretLabel?: string;
  readonly workload?: string;
  /** The notice of Pebble that the hook tells of. */
  readonly noticeId?: string;
  readonly noticeType?: string;
  readonly noticeKey?: string;
  /** The check of Pebble that failed or recovered. */
  readonly checkName?: string;
}
