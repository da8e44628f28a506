import type { Model } from '../../../src/embedded/state/model';
import {
  addUserSecret,
  grantUserSecret,
  removeUserSecret,
  updateUserSecret,
} from '../../../src/embedded/state/user-secrets';
import { deployFixture, newState } from '../../support/embedded-domain';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('a secret of a user is made, changed, granted, taken back and removed', async () => {
  const model = await webModel();
  const secret = addUserSecret(model, { label: 'pw', content: { password: 'one' } });
  expect(secret.id).toMatch(/^[0-9a-v]{20}$/);
  updateUserSecret(model, 'pw', { content: { password: 'two' } });
  updateUserSecret(model, `secret:${secret.id}`, { content: { password: 'two' }, description: 'd' });
  expect(secret.revisions.map(({ revision, obsolete }) => [revision, obsolete])).toEqual([
    [1, true],
    [2, false],
  ]);
  grantUserSecret(model, 'pw', 'web', true);
  expect(secret.grants).toEqual([
    { target: 'web', targetKind: 'application', role: 'view', relationKey: '' },
  ]);
  grantUserSecret(model, 'pw', 'web', false);
  expect(secret.grants).toEqual([]);
  removeUserSecret(model, 'pw', [1]);
  expect(secret.revisions).toHaveLength(1);
  removeUserSecret(model, 'pw');
  expect(model.secrets.size).toBe(0);
});

test.each([
  [
    'an empty secret',
    (model: Model) => addUserSecret(model, { content: {} }),
    'empty secret content not valid',
  ],
  ['a bad key', (model: Model) => addUserSecret(model, { content: { A: 'x' } }), 'key "A" not valid'],
  [
    'a label twice',
    (model: Model) => addUserSecret(model, { label: 'pw', content: { abc: 'x' } }),
    'secret with label "pw" already exists',
  ],
  [
    'an unknown label',
    (model: Model) => updateUserSecret(model, 'other', {}),
    'secret URI "other" not valid',
  ],
  [
    'an unknown application',
    (model: Model) => grantUserSecret(model, 'pw', 'x', true),
    'application "x" not found',
  ],
])('%s is refused', async (_what, command, message) => {
  const model = await webModel();
  addUserSecret(model, { label: 'pw', content: { password: 'one' } });
  expect(() => command(model)).toThrow(message);
});
