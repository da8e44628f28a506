import { newState, refusalOf } from '../../support/embedded-domain';

test('admin may log in with the password that the controller was made with', () => {
  const { users } = newState();
  expect(users.authenticate('admin', 'password of the tests')).toMatchObject({
    name: 'admin',
    access: 'superuser',
  });
});

test('a wrong name, a wrong password and a disabled user are refused alike', () => {
  const { users } = newState();
  users.add({ name: 'bob', password: 'hush', createdBy: 'admin' });
  users.setDisabled('bob', true);
  const refusal = { message: 'invalid entity name or password', code: 'unauthorized access' };
  for (const [name, password] of [
    ['admin', 'x'],
    ['eve', 'x'],
    ['bob', 'hush'],
    ['admin', ''],
  ] as const) {
    expect(refusalOf(() => users.authenticate(name, password))).toMatchObject(refusal);
  }
});

test('a password that is changed holds from then on', () => {
  const { users } = newState();
  users.add({ name: 'bob', password: 'one', createdBy: 'admin' });
  users.setPassword('bob', 'two');
  expect(() => users.authenticate('bob', 'one')).toThrow('invalid entity name or password');
  expect(users.authenticate('bob', 'two').name).toBe('bob');
});

test('no password is kept as it is', () => {
  const { users } = newState();
  expect(JSON.stringify([...users])).not.toContain('password of the tests');
});

test.each([
  ['bob', 'user "bob" already exists'],
  ['b', 'invalid user name "b"'],
])('a user %s is refused', (name, message) => {
  const { users } = newState();
  users.add({ name: 'bob', createdBy: 'admin' });
  expect(() => users.add({ name, createdBy: 'admin' })).toThrow(message);
});

test('a user that is removed is not found, and the owner cannot be', () => {
  const { users } = newState();
  users.add({ name: 'bob', createdBy: 'admin' });
  users.remove('bob');
  expect(refusalOf(() => users.get('bob'))).toMatchObject({
    message: 'user "bob" not found',
    code: 'user not found',
  });
  expect(() => users.remove('admin')).toThrow('cannot delete controller owner "admin"');
});
