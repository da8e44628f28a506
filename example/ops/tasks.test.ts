import { join } from 'node:path';
import { database } from 'jest-operator/embedded';

const charm = join(__dirname, 'charms/tasks');

test.abortOnFail('the application asks for its database when it has none', async () => {
  await opsTest.model.deploy(charm, { name: 'tasks' });

  await opsTest.model.waitForIdle({ apps: 'tasks', status: 'blocked' });
});

test.abortOnFail('it is active once it has a database, as a user of its own', async () => {
  // On a real controller this is Charmhub's.
  await opsTest.embedded?.standIn('postgresql', database());
  await opsTest.model.deploy('postgresql', { channel: '14/stable' });
  await opsTest.model.integrate('tasks', 'postgresql:database');

  await opsTest.model.waitForIdle({ status: 'active' });

  expect(opsTest.model.units.require('tasks/0').workloadStatus.message).toMatch(
    /^relation-\d+, \d+ characters$/,
  );
});

test('an action greets as the configuration says', async () => {
  const tasks = opsTest.model.applications.require('tasks');
  await tasks.setConfig({ greeting: 'Welcome' });
  await opsTest.model.waitForIdle({ apps: 'tasks', status: 'active' });

  const { results } = await tasks.runAction('greet', { name: 'Juju' });

  expect(results).toMatchObject({ greeting: 'Welcome, Juju' });
});

test('it asks again when its database is gone', async () => {
  await opsTest.model.removeApplication('postgresql');

  await opsTest.model.waitForIdle({ apps: 'tasks', status: 'blocked' });

  expect([...opsTest.model.applications.keys()]).toEqual(['tasks']);
});
