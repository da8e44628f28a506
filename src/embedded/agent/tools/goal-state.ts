import type { GoalStatus } from '../../engine/hook-context/goal-state';
import { hookTool } from './hook-tool';

/** @internal */
export const goalState = hookTool({
  name: 'goal-state',
  summary: "Prints the status of the charm's peers and related units.",
  output: 'yaml',
  run({ context: { goalState: goal } }) {
    const relations = Object.entries(goal.relations).map(([endpoint, statuses]): [string, unknown] => [
      endpoint,
      display(statuses),
    ]);
    return new Map<string, unknown>([
      ['units', display(goal.units)],
      ['relations', Object.fromEntries(relations)],
    ]);
  },
});

function display(statuses: Readonly<Record<string, GoalStatus>>): Readonly<Record<string, unknown>> {
  const shown = Object.entries(statuses).map(([name, { status, since }]) => {
    const time = since
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, 'Z');
    return [
      name,
      new Map([
        ['status', status],
        ['since', time],
      ]),
    ] as const;
  });
  return Object.fromEntries(shown);
}
