import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { startDomain } from '../../support/embedded-domain';

test('one hook at a time runs on a machine, and different machines run at once', async () => {
  const running = new Map<string, number>();
  let most = 0;
  let mostOfAll = 0;
  const slow = charm({
    on: Object.fromEntries(
      ['install', 'config-changed', 'start'].map((hook) => [
        hook,
        async (ctx) => {
          const now = (running.get(ctx.machine) ?? 0) + 1;
          running.set(ctx.machine, now);
          most = Math.max(most, now);
          mostOfAll = Math.max(
            mostOfAll,
            [...running.values()].reduce((sum, count) => sum + count, 0),
          );
          await ctx.sleep('1s');
          running.set(ctx.machine, (running.get(ctx.machine) ?? 0) - 1);
        },
      ]),
    ),
  });
  const domain = startDomain({ charms: { web: slow, logger: slow }, timeScale: 1000 });
  await domain.deploy('web', { units: 2 });
  await domain.deploy('logger');
  domain.model.addRelation(['web', 'logger']);
  await domain.until('all are up', () => domain.model.application('logger').units.size === 2);
  await domain.settled();
  expect(most).toBe(1);
  expect(mostOfAll).toBeGreaterThan(1);
});
