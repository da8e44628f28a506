import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { hooksOf, startDomain } from '../../support/embedded-domain';

test('update-status runs by the model’s interval, and does not make the agent look busy', async () => {
  const web = charm({ on: { 'update-status': (ctx) => ctx.setStatus('active', 'still here') } });
  const domain = startDomain({
    charms: { web },
    model: { config: { 'update-status-hook-interval': '60m' } },
  });
  await domain.deploy('web');
  await domain.settled();
  const { since } = domain.model.unit('web/0').agent;
  expect(hooksOf(domain.model, 'web/0')).not.toContain('update-status');

  domain.model.setConfig({ 'update-status-hook-interval': '1s' });
  await domain.until(
    'it ran twice',
    () => hooksOf(domain.model, 'web/0').filter((hook) => hook === 'update-status').length >= 2,
  );

  expect(domain.model.unit('web/0').agent).toMatchObject({ status: 'idle', since });
  expect(domain.model.unit('web/0').workload.message).toBe('still here');
});

test('with a finite scale everything happens too, later', async () => {
  const domain = startDomain({ timeScale: 2000 });
  await domain.deploy('database');
  await domain.settled();
  domain.state.destroyModel(domain.model.uuid);
  await domain.until('it is gone', () => !domain.state.models.has(domain.model.uuid));
  expect(hooksOf(domain.model, 'database/0').at(-1)).toBe('remove');
});

test('an engine that is stopped runs nothing more, and stops twice', async () => {
  const domain = startDomain();
  await domain.deploy('web');
  domain.engine.stop();
  domain.engine.stop();
  // Another one that began later has come to its end.
  const other = startDomain();
  await other.deploy('web');
  await other.settled();
  expect(domain.model.unit('web/0').agent.status).toBe('allocating');
});
