import type { HookAction } from '../../engine/hook-context/hook-action';
import type { HookContext } from '../../engine/hook-context';
import { refused } from '../../api-error';

/** The action that runs; in a hook there is none. @internal */
export function actionOf({ action }: HookContext): HookAction {
  if (action === undefined) throw refused('not running an action');
  return action;
}
