import type { CallLimits } from '../model/calls/call-limits';
import { logLine } from '../model/debug-log';
import { ErrorLines } from '../model/error-lines';
import { hideSecrets } from '../model/hide-secrets';
import { statusTable } from '../model/status/status-table';
import type { TrackedModel } from './model-state';

/** How many of the last errors are shown. */
const mostErrors = 50;

/**
 * A summary of a model: its status, and the errors in its debug-log, without what looks like a secret.
 *
 * @internal
 */
export async function describeModel({ fullName, model }: TrackedModel, limits: CallLimits): Promise<string> {
  const status = await model.status(limits);
  const found = new ErrorLines(mostErrors);
  const log = model.debugLog({ level: 'WARNING', follow: false, signal: limits.signal });
  for await (const entry of log) found.add(entry);
  const lines = found.lines.map(logLine);
  const errors =
    lines.length === 0 ? 'No errors in its debug-log.' : `Errors in its debug-log:\n${lines.join('\n')}`;
  return hideSecrets(`Status of model ${fullName}:\n${statusTable(status)}\n${errors}`);
}
