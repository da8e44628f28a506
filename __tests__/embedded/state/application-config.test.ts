import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('options are set, shown with the defaults, and go back to them', async () => {
  const model = await webModel();
  const { configHash } = model.application('web');
  model.setApplicationConfig('web', { port: '80', trust: 'true' });
  expect(model.applicationConfig('web')).toMatchObject({ port: 80, title: 'Welcome' });
  expect(model.application('web').configHash).not.toBe(configHash);
  model.unsetApplicationConfig('web', ['port', 'trust']);
  expect(model.application('web')).toMatchObject({ configHash, trust: false });
  expect(() => model.unsetApplicationConfig('web', ['colour'])).toThrow('unknown option "colour"');
});

test('a wrong option refuses the others with it', async () => {
  const model = await webModel();
  expect(() => model.setApplicationConfig('web', { port: '80', debug: 'perhaps' })).toThrow(
    'option "debug" expected boolean, got "perhaps"',
  );
  expect(model.application('web').config.size).toBe(0);
});

test('what juju config prints can be given back', async () => {
  const model = await webModel();
  const printed =
    'application: web\nsettings:\n  port: {value: 80, source: user}\n  title: {value: Welcome, source: default}\n';
  model.setApplicationConfig('web', {}, printed);
  expect([...model.application('web').config]).toEqual([['port', 80]]);
});

test('a null in a document takes an option back', async () => {
  const model = await webModel();
  model.setApplicationConfig('web', { port: '80' });
  model.setApplicationConfig('web', {}, 'web: {port: null}');
  expect(model.application('web').config.size).toBe(0);
});
