import { embeddedForJest } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';

jest.setTimeout(120_000);

const lab = embeddedForJest();

const across = `
import { EmbeddedController } from 'jest-operator/embedded';

test('a second controller is used beside the first', async () => {
  const second = await EmbeddedController.start({ name: 'second', jujuData: process.env.JUJU_DATA });
  try {
    const far = await opsTest.trackModel('far', { controller: 'second' });
    expect(far.fullName).toBe('second:' + far.name);
    const other = await opsTest.controller.connect('second');
    expect(other.name).toBe('second');
    const bob = await other.addUser('bob', { password: 'sesame' });
    expect(await bob.grant('read', { model: far.name })).toBe(true);
    const users = await other.users();
    expect(users).toBeInstanceOf(Array);
    expect(users.map(({ name }) => name)).toEqual(['admin', 'bob']);
    expect(users[1].created).toBeInstanceOf(Date);
    const uri = await far.addSecret('login', { password: 'topsecretPQ=' });
    expect(await far.showSecret(uri, { reveal: true })).toMatchObject({ content: { password: 'topsecretPQ=' } });
    expect([far.offers.size, far.remoteApplications.size]).toEqual([0, 0]);
    await expect(far.consume('admin/nothing.x')).rejects.toThrow(Error);
    await expect(opsTest.trackModel('again', { controller: other, modelName: far.name, useExisting: false })).rejects.toThrow(
      'already',
    );
    await opsTest.forgetModel('far');
  } finally {
    await second.close();
  }
});
`;

test('a test file uses two controllers, and what they give is of its own realm', async () => {
  await using project = await JestProject.of('plain', {
    jujuData: lab.controller.jujuData,
    files: { 'across.test.ts': across },
  });

  const run = await jestResults(project, ['across'], { env: { JEST_OPERATOR_CONTROLLER: 'lab' } });

  expect(run.fileErrors['across.test.ts']).toBe('');
  expect(run.tests['across.test.ts']).toEqual({ 'a second controller is used beside the first': 'passed' });
  expect(lab.live()).toEqual([]);
  expect(await project.ledgers()).toEqual([]);
});
