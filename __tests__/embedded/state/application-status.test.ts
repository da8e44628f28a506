import { applicationStatus } from '../../../src/embedded/state/application-status';
import { deployFixture, newState } from '../../support/embedded-domain';

test('an application is as bad as the worst of its units, until its leader says how it is', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  const web = await deployFixture(model, 'web', { units: 3 });
  const say = (unit: string, status: string) =>
    model.unit(unit).setWorkloadStatus(status, `${unit} is ${status}`);
  say('web/0', 'active');
  say('web/1', 'waiting');
  say('web/2', 'maintenance');
  expect(applicationStatus(web)).toMatchObject({ status: 'maintenance', message: 'web/2 is maintenance' });
  model.unit('web/0').setAgentStatus('error', 'hook failed: "start"');
  expect(applicationStatus(web)).toMatchObject({ status: 'error', message: 'hook failed: "start"' });
  web.status.set('blocked', 'by hand');
  expect(applicationStatus(web)).toMatchObject({ status: 'blocked', message: 'by hand' });
});

test('an application without units is unknown', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  expect(applicationStatus(await deployFixture(model, 'web', { units: 0 })).status).toBe('unknown');
});
