import type { StatusEntry } from '../../state/status-record';
import { annotated } from '../../api-error';
import { booleanFlag } from './flags/flag';
import { hookTool } from './hook-tool';
import type { HookContext } from '../../engine/hook-context';

/** @internal */
export const statusGet = hookTool({
  name: 'status-get',
  usage: '[--include-data] [--application]',
  summary: 'Prints the status of the unit or of its application.',
  flags: {
    includeData: booleanFlag(['include-data'], 'Print message and data, too.'),
    application: booleanFlag(
      ['application'],
      'Print the status of the application and its units; for the leader only.',
    ),
  },
  output: 'smart',
  run({ context }, { flags: { application, includeData }, format }) {
    const status = application ? applicationStatusOf(context) : context.status.firstSeen;
    if (!includeData && format === 'smart') return status.status;
    const details = detailsOf(status, includeData);
    if (!application) return details;
    const units = [...context.status.units].map(([name, unit]) => [name, detailsOf(unit, includeData)]);
    return { 'application-status': { ...details, units: Object.fromEntries(units) as object } };
  },
});

function applicationStatusOf(context: HookContext): StatusEntry {
  try {
    return context.status.application;
  } catch (error) {
    throw annotated(error, 'finding application status');
  }
}

function detailsOf({ status, message, data }: StatusEntry, includeData: boolean): object {
  return includeData ? { status, message, 'status-data': data } : { status };
}
