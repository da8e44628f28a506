import type { AddModelArgs } from '../../../src/embedded/state/requests';
import type { JujuSeries } from '../../../src/embedded/state/profile';
import { kubernetes } from '../../../src/embedded/state/clouds';
import { newState, refusalOf } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

test.each(series)(
  'a model of Juju %s is made on the cloud of the controller, available and its owner’s',
  (juju) => {
    const state = newState(juju);
    const model = state.addModel({ name: 'test', owner: 'admin', config: { 'test-mode': true } });

    expect(model).toMatchObject({
      fullName: 'admin/test',
      type: 'iaas',
      cloud: 'localhost',
      region: 'localhost',
      life: 'alive',
    });
    expect(model.agentVersion).toBe(juju === '3.6' ? '3.6.28' : '4.0.15');
    expect(model.status.status).toBe('available');
    expect(model.access.get('admin')).toBe('admin');
    expect(model.config.get('test-mode')).toBe(true);
    expect(state.model(model.uuid)).toBe(model);
  },
);

test('a model on Kubernetes is of type caas', () => {
  expect(newState().addModel({ name: 'test', owner: 'admin', cloud: 'k8s' }).type).toBe('caas');
});

test('every controller has its own model', () => {
  const state = newState();
  expect(state.controllerModel).toMatchObject({ name: 'controller', owner: 'admin', isController: true });
});

test.each([
  ['3.6', 'failed to create new model: model "test" for admin already exists'],
  ['4.0', 'model admin/test already exists'],
] as const)('a name that the owner has already is refused by Juju %s', (juju, message) => {
  const state = newState(juju);
  state.addModel({ name: 'test', owner: 'admin' });
  expect(refusalOf(() => state.addModel({ name: 'test', owner: 'admin' }))).toMatchObject({
    message,
    code: 'already exists',
  });
});

test('two owners may have models of one name', () => {
  const state = newState();
  state.users.add({ name: 'bob', createdBy: 'admin' });
  state.addModel({ name: 'test', owner: 'admin' });
  expect(state.addModel({ name: 'test', owner: 'bob' }).fullName).toBe('bob/test');
});

const refusals: readonly (readonly [Partial<AddModelArgs>, string, string])[] = [
  [{ name: '' }, 'failed to create config: Name must be specified', 'not valid'],
  [
    { name: 'Not Valid' },
    'failed to create config: creating config from values failed: "Not Valid" is not a valid name: model names may only contain lowercase letters, digits and hyphens',
    '',
  ],
  [{ owner: 'eve' }, 'user "eve" not found', 'user not found'],
  [{ cloud: 'moon' }, 'cloud "moon" not found, expected one of ["guarded" "k8s" "localhost"]', 'not found'],
  [{ region: 'mars' }, 'region "mars" not found (expected one of ["localhost"])', 'not found'],
  [{ cloud: 'guarded' }, 'no credential specified', 'not valid'],
  [
    { cloud: 'guarded', credential: 'x' },
    'getting credential: cloud credential "guarded/admin/x" not found',
    'not found',
  ],
  [{ config: { uuid: 'x' } }, 'failed to create config: uuid is generated, you cannot specify one', ''],
  [{ config: { name: 'x' } }, 'failed to create config: name must not be specified in config', ''],
  [
    { config: { 'test-mode': 'maybe' } },
    'failed to create config: creating config from values failed: test-mode: expected bool, got string("maybe")',
    '',
  ],
];

test.each(refusals)('a model with %p is refused, and none is made', (wrong, message, code) => {
  const state = newState();
  state.clouds.set('guarded', { ...kubernetes('guarded'), authTypes: ['userpass'] });
  expect(refusalOf(() => state.addModel({ name: 'test', owner: 'admin', ...wrong }))).toMatchObject({
    message,
    code,
  });
  expect(state.models.size).toBe(1);
});

test('the only credential of a user is taken where a cloud asks for one', () => {
  const state = newState();
  state.clouds.set('guarded', { ...kubernetes('guarded'), authTypes: ['userpass'] });
  state.credentials.set({
    cloud: 'guarded',
    owner: 'admin',
    name: 'default',
    authType: 'userpass',
    attributes: {},
  });
  expect(state.addModel({ name: 'test', owner: 'admin', cloud: 'guarded' }).credential).toBe('default');
});

test('an unknown model is said so, with the code that clients know', () => {
  expect(refusalOf(() => newState().model('x'))).toMatchObject({
    message: 'unknown model: "x"',
    code: 'model not found',
  });
});
