import type { CallLimits } from '../model/calls/call-limits';
import { errorReport } from '../model/error-report';
import { hideSecrets } from '../model/hide-secrets';
import { LoggedErrors } from '../model/logged-errors';
import { briefStatusTable } from '../model/status/brief-status-table';
import { statusTable } from '../model/status/status-table';
import type { TrackedModel } from './model-state';

/** What is shown of a model's status: all, or what may be wrong. @internal */
export type StatusDetail = 'whole' | 'brief';

/**
 * A summary of a model: its status, and the errors in its debug-log, without what looks like a secret.
 *
 * @internal
 */
export async function describeModel(
  { fullName, model }: TrackedModel,
  limits: CallLimits,
  detail: StatusDetail,
): Promise<string> {
  const status = await model.status(limits);
  const found = new LoggedErrors();
  const log = model.debugLog({ level: 'WARNING', follow: false, signal: limits.signal });
  for await (const entry of log) found.add({ ...entry, message: hideSecrets(entry.message) });
  const lines = errorReport(found.all);
  const errors =
    lines.length === 0 ? 'No errors in its debug-log.' : `Errors in its debug-log:\n${lines.join('\n')}`;
  const table = detail === 'whole' ? statusTable(status) : briefStatusTable(status);
  return hideSecrets(`Status of model ${fullName}:\n${table}\n${errors}`);
}
