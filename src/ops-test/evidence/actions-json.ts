import type { ActionResult } from '../../model/action/action-result';
import type { SecretHider } from '../../model/hide-secrets';

/** Actions with their results and logs, without secrets. @internal */
export function actionsJson(actions: readonly ActionResult[], hider: SecretHider): string {
  // What `output` has beside the results stands in fields of their own already.
  const shown = actions.map((action) => ({ ...action, output: undefined }));
  return `${JSON.stringify(hider.inNamed(shown), undefined, 2)}\n`;
}
