import { hookTool } from './hook-tool';

/** @internal */
export const isLeader = hookTool({
  name: 'is-leader',
  summary: 'Says whether the unit leads its application.',
  output: 'smart',
  run: ({ context }) => context.isLeader,
});
