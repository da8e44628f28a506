import { setTimeout as delay } from 'node:timers/promises';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { startDomain } from '../../support/embedded-domain';

test('at full speed an update-status that is slower than its interval is over for a whole interval before the next', async () => {
  const pauses: number[] = [];
  let ended: number | undefined;
  const web = charm({
    on: {
      async 'update-status'(ctx) {
        if (ended !== undefined) pauses.push(performance.now() - ended);
        ctx.setStatus('active', `run ${String(pauses.length)}`);
        await delay(50);
        ended = performance.now();
      },
    },
  });
  const config = { 'update-status-hook-interval': '10s' };
  const domain = startDomain({ charms: { web }, model: { config } });
  await domain.deploy('web');
  await domain.until('it has run four times', () => pauses.length >= 3);
  // 10 s of Juju's time, at 300 times its speed.
  expect(Math.min(...pauses)).toBeGreaterThan(30);
});
