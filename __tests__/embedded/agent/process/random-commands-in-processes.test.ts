import { checkProcessSequences, processSequences } from '../../../support/process-sequences';

/** As many as some 10 s allow; `npm run test:interop` has more. */
const sequences = processSequences(12);

test(
  `${String(sequences)} random sequences of commands on charms in processes leave no process and no folder`,
  async () => {
    await expect(checkProcessSequences(sequences)).resolves.toBeUndefined();
  },
  60_000 + sequences * 10_000,
);
