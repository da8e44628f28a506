import type { HookTool } from './hook-tool';
import { configGet } from './config-get';
import { isLeader } from './is-leader';

/** The tools about the unit, its application and its actions that both Jujus have. @internal */
export const plainTools: readonly HookTool[] = [configGet, isLeader];

/** Those that went with Juju 4. @internal */
export const legacyTools: readonly HookTool[] = [];
