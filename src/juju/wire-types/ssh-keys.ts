import type * as KeyManager from '@canonical/jujulib/dist/api/facades/key-manager/KeyManagerV1.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// KeyManager 1.

/** `mode` asks for whole keys; the entities are names of users, not tags. @internal */
export type ListSSHKeys = FromGo<KeyManager.ListSSHKeys>;
/** @internal */
export type ModifyUserSSHKeys = FromGo<KeyManager.ModifyUserSSHKeys>;
