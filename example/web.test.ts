import { join } from 'node:path';

const web = join(__dirname, 'charms/web');
const database = join(__dirname, 'charms/database');

test.abortOnFail('the application asks for its database when it has none', async () => {
  await opsTest.model.deploy(web, { name: 'web', config: { greeting: 'Welcome' } });

  await opsTest.model.waitForIdle({ apps: 'web', status: 'blocked' });

  expect(opsTest.model.applications.require('web').status.message).toBe('missing relation: database');
});

test.abortOnFail('the application is active once it has a database', async () => {
  await opsTest.model.deploy(database, { name: 'database' });
  await opsTest.model.integrate('web', 'database');

  await opsTest.model.waitForIdle({ status: 'active' });

  const unit = opsTest.model.units.require('web/0');
  expect(unit.workloadStatus.message).toMatch(/^serving from .+:5432$/);
});

test('an action greets as the configuration says', async () => {
  const leader = await opsTest.model.applications.require('web').leader();

  const { results } = await leader.runAction('greet', { name: 'Juju' });

  expect(results).toEqual({ greeting: 'Welcome, Juju' });
});

test('a new greeting is used from then on', async () => {
  const application = opsTest.model.applications.require('web');
  await application.setConfig({ greeting: 'Good morning' });
  await opsTest.model.waitForIdle({ apps: 'web', status: 'active' });

  const { results } = await (await application.leader()).runAction('greet', { name: 'Juju' });

  expect(results).toEqual({ greeting: 'Good morning, Juju' });
});

test('the application scales out, and every unit serves', async () => {
  await opsTest.model.applications.require('web').addUnits(2);

  await opsTest.model.waitForIdle({ apps: 'web', status: 'active', waitForExactUnits: 3 });

  expect([...opsTest.model.applications.require('web').units].map((unit) => unit.name)).toEqual([
    'web/0',
    'web/1',
    'web/2',
  ]);
});

test('a second model has a life of its own', async () => {
  await opsTest.trackModel('staging');

  await opsTest.modelContext('staging', async (staging) => {
    await staging.deploy(web, { name: 'web' });
    await staging.waitForIdle({ apps: 'web', status: 'blocked' });
    expect([...staging.applications.keys()]).toEqual(['web']);
  });

  expect([...opsTest.model.applications.keys()].sort()).toEqual(['database', 'web']);
});

test('the application asks again when its database is gone', async () => {
  await opsTest.model.removeApplication('database');

  await opsTest.model.waitForIdle({ apps: 'web', status: 'blocked' });

  expect([...opsTest.model.applications.keys()]).toEqual(['web']);
});
