import { goalState } from './goal-state';
import type { HookTool } from './hook-tool';
import { networkGet } from './network-get';
import { relationGet } from './relation-get';
import { relationIds } from './relation-ids';
import { relationList } from './relation-list';
import { relationModelGet } from './relation-model-get';
import { relationSet } from './relation-set';
import { secretAdd } from './secret-add';
import { secretGet } from './secret-get';
import { secretGrant } from './secret-grant';
import { secretIds } from './secret-ids';
import { secretInfoGet } from './secret-info-get';
import { secretRemove } from './secret-remove';
import { secretRevoke } from './secret-revoke';
import { secretSet } from './secret-set';
import { storageAdd } from './storage-add';
import { storageGet } from './storage-get';
import { storageList } from './storage-list';

/** The tools about what a unit has with others: relations, networks, secrets; and about its storage. @internal */
export const sharedTools: readonly HookTool[] = [
  ...[relationIds, relationList, relationGet, relationSet, relationModelGet, networkGet, goalState],
  ...[secretAdd, secretSet, secretGet, secretInfoGet, secretIds, secretGrant, secretRevoke, secretRemove],
  ...[storageAdd, storageGet, storageList],
];
