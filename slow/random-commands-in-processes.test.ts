import { checkProcessSequences, processSequences } from '../__tests__/support/process-sequences';

const sequences = processSequences(100);

test(
  `${String(sequences)} random sequences of commands on charms in processes leave no process and no folder`,
  async () => {
    await expect(checkProcessSequences(sequences)).resolves.toBeUndefined();
  },
  60_000 + sequences * 10_000,
);
